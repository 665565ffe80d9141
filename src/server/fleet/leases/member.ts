// One node among the others: runs the leases' machine on the store, and tells which partitions it owns from now on and
// which no more.
import { monotonicMs } from '../../../clock.js';
import { Conflict, type Store } from '../storage/contract.js';
import { fromJsonBytes, jsonBytes } from '../wire/frames.js';
import { Leases, type Step } from './leases.js';

export interface MemberParts {
  readonly store: Store;
  readonly node: string;
  readonly partitions: number;
  readonly leaseMs: number;
  /** It owns a partition from now on. */
  gained(partition: number, epoch: number): void;
  /** Somebody else owns it now. */
  lost(partition: number): void;
  /** Resolves when nothing of the partition is under way here any more. */
  finish(partition: number): Promise<void>;
  /** The lease of a node has ended. */
  gone(node: string): void;
  /** Its own lease lasts again, after others took it for gone. */
  returned(): void;
}

const TICK_MS = 100;
const AGAIN_MS = 250;
const NODE = 'node.';
const CLAIM = 'claim.';

export class Member {
  readonly #parts: MemberParts;
  readonly #leases: Leases;
  readonly #stop = new AbortController();
  /** What it told of: partitions and their epochs. */
  readonly #told = new Map<number, number>();
  readonly #finishing = new Set<number>();
  readonly #gone = new Set<string>();
  #revision = 0;
  #renewals = 0;
  /** Whether another node removed its lease. */
  #wasRemoved = false;
  /** When it last knew of every node that is there. */
  #lookedMs = Number.NEGATIVE_INFINITY;
  #running: Promise<void> = Promise.resolve();
  #closed = false;
  /** Whether its own lease was renewed lately. */
  isAlive = false;

  constructor(parts: MemberParts) {
    this.#parts = parts;
    this.#leases = new Leases(parts);
  }

  start(): void {
    void this.#watch(NODE, (key, bytes, revision) => {
      this.#leases.sawNode(key, bytes === null ? null : revision, monotonicMs());
    });
    void this.#watch(CLAIM, (key, bytes, revision) => {
      const { owner, epoch } = bytes === null ? { owner: null, epoch: 0 } : readClaim(bytes);
      this.#leases.sawClaim(Number(key), { owner, epoch, revision });
      this.#tell();
    });
    this.#running = this.#run();
  }

  /** The nodes that are there. */
  get nodes(): readonly string[] {
    return this.#leases.alive(monotonicMs());
  }

  /** Whether a node is there. */
  isThere(node: string): boolean {
    return this.#leases.isThere(node, this.#lookedMs);
  }

  /** Whether the store still says that it owns the partition in that term. */
  async owns(partition: number, epoch: number): Promise<boolean> {
    const stored = await this.#parts.store.get(`${CLAIM}${partition}`);
    if (stored === null) return false;
    const claim = readClaim(stored.bytes);
    return claim.owner === this.#parts.node && claim.epoch === epoch;
  }

  /** It works on a partition no more: whoever takes it, perhaps this node, begins a new term. */
  renounce(partition: number): void {
    if (this.#leases.owned().has(partition) && !this.#finishing.has(partition)) void this.#giveBack(partition);
  }

  /** Gives everything back, and is gone. */
  async close(withinMs: number): Promise<void> {
    const untilMs = monotonicMs() + withinMs;
    this.#leases.leave();
    while (this.#leases.owned().size > 0 && monotonicMs() < untilMs) await sleep(TICK_MS / 4);
    this.#closed = true;
    await this.#running;
    await this.#parts.store.remove(`${NODE}${this.#parts.node}`, this.#revision).catch(() => undefined);
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      const looked = await this.#lookAtQuiet();
      const nowMs = monotonicMs();
      for (const step of this.#leases.next(nowMs, Math.random)) {
        if (!looked && step.kind === 'claim') continue;
        await this.#take(step).catch((error: unknown) => this.#failed(error));
      }
      if (looked) this.#looked(nowMs);
      await sleep(TICK_MS * (0.5 + Math.random()));
    }
  }

  /** What the store tells by itself may come late. False where it does not answer: then nobody is taken for gone. */
  async #lookAtQuiet(): Promise<boolean> {
    for (const node of this.#leases.quiet(monotonicMs())) {
      try {
        const stored = await this.#parts.store.get(`${NODE}${node}`);
        this.#leases.sawNode(node, stored?.revision ?? null, monotonicMs());
      } catch {
        return false;
      }
    }
    return true;
  }

  async #take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'renew':
        return this.#renew();
      case 'claim': {
        const { node, store } = this.#parts;
        const { partition, epoch, revision } = step;
        const owner = { owner: node, epoch };
        const made = await store.put(`${CLAIM}${partition}`, jsonBytes(owner), revision);
        this.#leases.sawClaim(partition, { ...owner, revision: made });
        return this.#tell();
      }
      case 'give back':
        if (!this.#finishing.has(step.partition)) void this.#giveBack(step.partition);
        return;
      default:
        return step satisfies never;
    }
  }

  async #renew(): Promise<void> {
    const { store, node } = this.#parts;
    const begunMs = monotonicMs();
    const key = `${NODE}${node}`;
    this.#renewals++;
    try {
      this.#revision = await store.put(key, jsonBytes({ renewals: this.#renewals }), this.#revision);
    } catch (error) {
      this.isAlive = false;
      // An earlier try may have got through although its answer did not.
      if (error instanceof Conflict) {
        const there = await store.get(key);
        if (there === null) this.#wasRemoved = true;
        this.#revision = there?.revision ?? 0;
      }
      throw error;
    }
    this.isAlive = true;
    const hadEnded = this.#leases.renewed(begunMs);
    this.#leases.sawNode(node, this.#revision, begunMs);
    if (hadEnded || this.#wasRemoved) this.#parts.returned();
    this.#wasRemoved = false;
  }

  async #giveBack(partition: number): Promise<void> {
    const { finish } = this.#parts;
    const { epoch, revision } = this.#leases.claimOf(partition);
    this.#finishing.add(partition);
    await finish(partition);
    // It works on the partition no more, so it has to give it back however long that takes.
    while (!this.#stop.signal.aborted && !(await this.#putBack(partition, epoch, revision))) await sleep(AGAIN_MS);
    this.#finishing.delete(partition);
    this.#tell();
  }

  /** False where NATS does not answer. */
  async #putBack(partition: number, epoch: number, revision: number): Promise<boolean> {
    const nobody = { owner: null, epoch };
    try {
      const made = await this.#parts.store.put(`${CLAIM}${partition}`, jsonBytes(nobody), revision);
      this.#leases.sawClaim(partition, { ...nobody, revision: made });
      return true;
    } catch (error) {
      return error instanceof Conflict; // somebody else has it, or an earlier try got through
    }
  }

  /** That somebody else was first is no failure; what NATS does not answer is tried again. */
  #failed(error: unknown): void {
    if (!(error instanceof Conflict)) this.isAlive = false;
  }

  #tell(): void {
    const owned = this.#leases.owned();
    for (const [partition, epoch] of this.#told) {
      if (owned.get(partition) === epoch) continue;
      this.#told.delete(partition);
      this.#parts.lost(partition);
    }
    for (const [partition, epoch] of owned) {
      if (this.#told.has(partition)) continue;
      this.#told.set(partition, epoch);
      this.#parts.gained(partition, epoch);
    }
  }

  #looked(nowMs: number): void {
    this.#lookedMs = nowMs;
    const over = this.#leases.over(nowMs);
    for (const node of over) {
      if (this.#gone.has(node)) continue;
      this.#gone.add(node);
      this.#parts.gone(node);
      void this.#remove(node);
    }
    for (const node of this.#gone) if (!over.includes(node)) this.#gone.delete(node);
  }

  /** A node that is gone for good would be looked at for ever. One that stood still puts its lease there again. */
  async #remove(node: string): Promise<void> {
    const { store } = this.#parts;
    const stored = await store.get(`${NODE}${node}`).catch(() => null);
    if (stored !== null) await store.remove(`${NODE}${node}`, stored.revision).catch(() => undefined);
  }

  async #watch(prefix: string, saw: (key: string, bytes: Uint8Array | null, revision: number) => void): Promise<void> {
    for await (const { key, stored } of this.#parts.store.watch(prefix, this.#stop.signal)) {
      saw(key.slice(prefix.length), stored?.bytes ?? null, stored?.revision ?? 0);
    }
  }
}

function readClaim(bytes: Uint8Array): { readonly owner: string | null; readonly epoch: number } {
  return fromJsonBytes(bytes) as { owner: string | null; epoch: number };
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
