// One client's budget, which all its connections and requests share. Those that find it used up wait in one queue and
// are served in turn, with one timer for all of them. Nobody is kept from closing: see connection.ts.
import type { Payer } from '../scheduling/client-work.js';
import { BURST_MS, type ClientCounts, CpuBudget, shareOf } from './cpu-budget.js';

/** Somebody of the client who waits: a connection with messages, a handshake, or a request over HTTP. */
export interface Turn {
  /** Works as far as `mayWork` allows, and at least one step. Returns whether more waits: that has its turn later. */
  take(): boolean;
}

/** What is known of all clients together, and the clock. */
export interface BudgetWorld {
  readonly counts: ClientCounts;
  /** Whether the thread has more work than time. */
  readonly pressed: boolean;
  /** By the monotonic clock. */
  now(): number;
  after(ms: number, work: () => void): void;
  /** In the next round of the event loop: what has come meanwhile for others goes first. */
  soon(work: () => void): void;
  /** The client did something for the first time in this second. */
  becameActive(): void;
  /** It has to wait for the first time in this second. */
  becameTaking(): void;
}

/** Who took more of the thread than this in a second takes much. */
const MUCH = 0.05;

export class ClientBudget implements Payer {
  readonly #world: BudgetWorld;
  readonly #budget: CpuBudget;
  /** In the order in which they are served: who is added again goes to the end. */
  readonly #waiting = new Set<Turn>();
  /** Whose turn it is, until the next one's begins. */
  #served: Turn | null = null;
  #isScheduled = false;
  #isActive = false;
  #isTaking = false;
  #takenMs = 0;
  #sentMs = 0;
  #lookedMs: number;
  /** Connections, and requests that are being answered. */
  members = 0;
  /** Requests over HTTP that are not answered yet. */
  waitingRequests = 0;

  constructor(world: BudgetWorld) {
    this.#world = world;
    this.#lookedMs = world.now();
    this.#budget = new CpuBudget(this.#lookedMs);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Whether `turn` may work now: there is something left, and no other one waits for it. */
  mayWork(turn: Turn | null): boolean {
    if (!this.#isActive) this.#noteActive();
    if (this.#waiting.size > 0 && (turn === null || turn !== this.#served)) return false;
    return this.#budget.allows(this.#world.now(), this.#share);
  }

  /**
   * What the client's rows may still cause. Results come before new messages: what was read and cannot be answered was
   * read for nothing.
   */
  get roomMs(): number {
    if (this.#world.counts.active <= 1) return Number.POSITIVE_INFINITY;
    return this.#budget.leftMs(this.#world.now(), this.#share) + BURST_MS;
  }

  /** Something took so long, or is known to cost so much. */
  spend(ms: number): void {
    this.#takenMs += ms;
    this.#budget.spend(ms);
  }

  /** It took so long to send what the client is told. */
  sent(ms: number): void {
    this.#sentMs += ms;
    this.spend(ms);
  }

  takeSentMs(): number {
    const ms = this.#sentMs;
    this.#sentMs = 0;
    return ms;
  }

  /** Does something and counts how long it takes. */
  charge(work: () => void): void {
    const sinceMs = this.#world.now();
    try {
      work();
    } finally {
      this.spend(this.#world.now() - sinceMs);
    }
  }

  /** Waits for a turn. */
  wait(turn: Turn): void {
    if (!this.#isTaking) this.#noteTaking();
    this.#waiting.add(turn);
    if (!this.#isScheduled) this.#schedule();
  }

  /** Waits no longer. */
  leave(turn: Turn): void {
    this.#waiting.delete(turn);
  }

  /** Does something, now or in its turn. Returns what to call where it is not wanted any more. */
  whenAllowed(work: () => void): () => void {
    const turn: Turn = {
      take: () => {
        this.charge(work);
        return false;
      },
    };
    if (this.mayWork(turn)) turn.take();
    else this.wait(turn);
    return () => this.leave(turn);
  }

  /** A second has passed. Returns what the client did in it. */
  look(nowMs: number): { readonly active: boolean; readonly taking: boolean } {
    const took = this.#takenMs > MUCH * (nowMs - this.#lookedMs);
    const was = { active: this.#isActive || this.waiting > 0, taking: this.#isTaking || took || this.waiting > 0 };
    this.#lookedMs = nowMs;
    this.#takenMs = 0;
    this.#isActive = false;
    this.#isTaking = false;
    return was;
  }

  /** Whether it can be forgotten: one that begins anew would be the same. */
  isUnused(nowMs: number): boolean {
    return this.members === 0 && this.waiting === 0 && this.#budget.isFull(nowMs, this.#share);
  }

  get #share(): number {
    return shareOf(this.#world.counts, this.#world.pressed);
  }

  #noteActive(): void {
    this.#isActive = true;
    this.#world.becameActive();
  }

  #noteTaking(): void {
    this.#isTaking = true;
    this.#world.becameTaking();
  }

  #schedule(): void {
    this.#isScheduled = true;
    this.#world.after(this.#budget.waitMs(this.#share), () => this.#serve());
  }

  /** One turn in each round of the event loop. */
  #serve(): void {
    this.#isScheduled = false;
    this.#served = null;
    const [turn] = this.#waiting;
    if (turn === undefined) return;
    if (this.#allows()) {
      this.#waiting.delete(turn);
      this.#served = turn;
      if (turn.take()) this.#waiting.add(turn);
    }
    if (this.#waiting.size === 0) return; // and whoever comes now need not wait
    if (!this.#allows()) return this.#schedule();
    this.#isScheduled = true;
    this.#world.soon(() => this.#serve());
  }

  #allows(): boolean {
    return this.#budget.allows(this.#world.now(), this.#share);
  }
}
