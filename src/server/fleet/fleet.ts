// One node of a fleet: it holds its clients' connections, and owns some of the partitions. Both know nothing of each
// other: what a client sends reaches its stream through the log, also where that is on the same node.
import { randomBytes } from 'node:crypto';
import { monotonicMs } from '../../clock.js';
import { SluiceError } from '../../errors.js';
import type { Counters } from '../metrics/counters.js';
import type { ModelRegistry } from '../streams/model-registry.js';
import type { ServedStream } from '../streams/served-stream.js';
import type { StreamHub, StreamStore } from '../streams/stream-hub.js';
import type { Watching } from '../transport/watching.js';
import { EdgeHub } from './edge/edge-hub.js';
import { Member } from './leases/member.js';
import { DEFAULT_PARTITIONS } from './nats-settings.js';
import { PartitionOwner } from './owner/partition-owner.js';
import { partitionOf } from './partitions.js';
import { Conflict, type Storage } from './storage/contract.js';
import { persistently } from './storage/persistently.js';
import { FleetView } from './view/fleet-view.js';
import { OwnerView } from './view/owner-view.js';
import { fromJsonBytes, jsonBytes } from './wire/frames.js';

export interface FleetParts {
  readonly storage: (signal: AbortSignal) => Promise<Storage>;
  /** Null: as many as the fleet has. */
  readonly partitions: number | null;
  readonly leaseMs: number;
  readonly saveEveryMs: number;
  readonly keepMs: number;
  /** The streams that this node owns. */
  readonly hub: () => StreamHub;
  readonly registry: ModelRegistry;
  readonly limits: { readonly keptBytes: number; readonly waitingBytes: number };
  readonly watching: Watching;
  readonly counters: Counters;
  warn(facts: Record<string, unknown>, sentence: string): void;
  info(facts: Record<string, unknown>, sentence: string): void;
}

const TICK_MS = 1000;
const SETTINGS = 'settings.fleet';
/** What has come is handed over within this time when the server ends. */
const HAND_OVER_MS = 8000;

export class Fleet implements StreamStore {
  readonly node = randomBytes(9).toString('hex');
  /** Of the streams that this node owns. */
  readonly watchers: OwnerView;
  readonly #parts: FleetParts;
  readonly #owners = new Map<number, PartitionOwner>();
  readonly #stop = new AbortController();
  #storage: Storage | null = null;
  #partitions = 0;
  #edge: EdgeHub | null = null;
  #view: FleetView | null = null;
  #member: Member | null = null;
  #timer: ReturnType<typeof setInterval> | null = null;
  /** Records that were none, since the start. */
  refused = 0;

  constructor(parts: FleetParts) {
    this.#parts = parts;
    this.watchers = new OwnerView({
      bus: () => this.#storage?.bus ?? null,
      node: this.node,
      owners: () => this.#owners.values(),
      ownerOf: (stream) => this.#ownerOf(stream),
    });
  }

  /** Rejects with SluiceError FLEET_UNUSABLE and PACKAGE_MISSING. Waits for a NATS that is not there yet. */
  async start(): Promise<void> {
    const storage = await this.#parts.storage(this.#stop.signal);
    this.#storage = storage;
    this.#partitions = await persistently(() => agreedPartitions(storage, this.#parts.partitions), this.#stop.signal);
    const { registry, limits, watching, leaseMs, warn } = this.#parts;
    const { node } = this;
    const edge = new EdgeHub({
      ...{ storage, node, partitions: this.#partitions, registry, limits, warn },
      seen: () => this.#view?.streams ?? [],
    });
    this.#edge = edge;
    this.#view = new FleetView({
      ...{ bus: storage.bus, node, watching },
      setDetector: (stream, settings) => edge.tell({ kind: 'detector', stream, settings }),
      asked: () => this.watchers.tellAll(),
      watched: () => this.watchers.watched(),
    });
    this.#member = new Member({
      ...{ store: storage.leases, node, partitions: this.#partitions, leaseMs },
      gained: (partition, epoch) => this.#gained(partition, epoch),
      lost: (partition) => this.#lost(partition),
      finish: (partition) => this.#owners.get(partition)?.finish() ?? Promise.resolve(),
      gone: (gone) => warn({ node: gone }, 'a node is gone; the others take its partitions'),
      returned: () => edge.confirmAgain(),
    });
    this.#member.start();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  /** The streams as connections see them. */
  get edge(): EdgeHub {
    if (this.#edge === null) throw new Error('the fleet has not started');
    return this.#edge;
  }

  /** Whether it can do its work at the moment. */
  get isReady(): boolean {
    return this.#storage?.isUp === true && this.#member?.isAlive === true;
  }

  /** Nodes that are there. */
  get nodes(): number {
    return this.#member?.nodes.length ?? 0;
  }

  /** The partitions that this node owns, and how far each is behind, ms. */
  *lags(): Generator<readonly [partition: number, lagMs: number]> {
    for (const [partition, { lagMs }] of this.#owners) yield [partition, lagMs];
  }

  // The hub's store: states are saved by the partitions' owners, and blocks are acknowledged by the log.

  async saveOne(): Promise<void> {}

  forget(stream: ServedStream): void {
    this.#ownerOf(stream.name)?.forgotten(stream);
  }

  /** Hands everything over to the other nodes. */
  async close(): Promise<void> {
    if (this.#member === null) this.#stop.abort(); // it waits for NATS, and need not any more
    this.#edge?.refuseNew();
    await Promise.race([
      this.#edge?.settled(),
      new Promise((resolve) => setTimeout(resolve, HAND_OVER_MS / 2).unref()),
    ]);
    await this.#member?.close(HAND_OVER_MS);
  }

  /** After the last connection is closed. */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.race([this.#edge?.settled(), new Promise((resolve) => setTimeout(resolve, TICK_MS).unref())]);
    this.#stop.abort();
    this.#edge?.stop();
    this.#view?.close();
    for (const owner of this.#owners.values()) owner.drop();
    await this.#storage?.close();
  }

  #gained(partition: number, epoch: number): void {
    const { hub, saveEveryMs, keepMs, counters, warn, info } = this.#parts;
    const owner = new PartitionOwner({
      ...{ storage: this.#storage as Storage, hub: hub(), partition, epoch, saveEveryMs, keepMs, warn },
      owns: async () => (await this.#member?.owns(partition, epoch)) === true,
      failed: () => this.#member?.renounce(partition),
      saved: (bytes) => {
        counters.snapshots++;
        counters.snapshotBytes += bytes;
      },
      refused: (reason) => {
        this.refused++;
        warn({ partition, reason }, "rows that are none were set aside under 'dead'");
      },
    });
    this.#owners.set(partition, owner);
    owner.start();
    info({ partition, epoch }, 'this node owns a partition');
  }

  #lost(partition: number): void {
    const owner = this.#owners.get(partition);
    this.#owners.delete(partition);
    owner?.drop();
    this.#parts.info({ partition }, 'another node owns a partition');
  }

  #tick(): void {
    const nowMs = monotonicMs();
    this.#view?.tick();
    const isThere = (node: string) => this.#member?.isThere(node) !== false;
    for (const owner of this.#owners.values()) owner.tick(nowMs, isThere);
  }

  /** Undefined where the stream is on its way to another node. */
  #ownerOf(stream: string): PartitionOwner | undefined {
    const owner = this.#owners.get(partitionOf(stream, this.#partitions));
    return owner?.isOver === false ? owner : undefined;
  }
}

/** The number of partitions that the fleet has; the first node decides. */
async function agreedPartitions({ leases }: Storage, wanted: number | null): Promise<number> {
  const mine = { partitions: wanted ?? DEFAULT_PARTITIONS };
  try {
    await leases.put(SETTINGS, jsonBytes(mine), 0);
    return mine.partitions;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
  const stored = await leases.get(SETTINGS);
  const { partitions } = fromJsonBytes(stored?.bytes ?? jsonBytes(mine)) as typeof mine;
  if (wanted === null || wanted === partitions) return partitions;
  throw new SluiceError(
    'FLEET_UNUSABLE',
    `Cannot work as one of a fleet: it was begun with ${partitions} partitions: received ${wanted}`,
  );
}
