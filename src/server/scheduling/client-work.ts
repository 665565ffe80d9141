// What one client has of an engine, over all its connections, and what its results cost this thread. That is paid when
// rows are handed over, as their results cannot be stopped then; what it really was is learnt and settled afterwards.

/** Who pays for what this thread does about a client's results. */
export interface Payer {
  /** How much work of the thread it may still cause, ms; infinite for one that disturbs nobody. */
  readonly roomMs: number;
  /** The thread works so long for it; less than 0 gives back what was taken too much. */
  spend(ms: number): void;
  /** What it has paid for sending since this was last asked: most of that is results. */
  takeSentMs(): number;
}

/** Of streams whose client is not there. */
export const NOBODY: Payer = { roomMs: Number.POSITIVE_INFINITY, spend: () => undefined, takeSentMs: () => 0 };

/** What a hop's results are taken to cost before the first were there, ms. */
const FIRST_COST_MS = 0.02;
const LEAST_COST_MS = 0.0001;
/** Weight of the newest interval. */
const NEWEST = 0.3;

export class ClientWork {
  /** The client's present budget: one that was away for long comes back with another. */
  payer: Payer;
  /** Work handed over and not answered yet. Only its shares change it. */
  underWay = 0;
  /** How much that may be. Only the scheduler changes it. */
  most: number;
  /** What its rows may still cost this thread, when that was last looked at. */
  #roomMs = Number.POSITIVE_INFINITY;
  #costMs = FIRST_COST_MS;
  #isMeasured = false;
  /** Of this interval. */
  #answeredHops = 0;
  #spentMs = 0;

  constructor(most: number, payer: Payer) {
    this.most = most;
    this.payer = payer;
  }

  /** Looks how much its rows may cost this thread now: that takes longer than to ask for it. */
  look(): void {
    this.#roomMs = this.payer.roomMs;
  }

  /** Whether it has cost this thread so much that it has to rest. */
  get hasToRest(): boolean {
    return this.#roomMs <= 0;
  }

  /** Hops that may be handed over as far as this thread is concerned. */
  get roomHops(): number {
    return this.#roomMs / this.#costMs;
  }

  handed(hops: number): void {
    const ms = hops * this.#costMs;
    this.payer.spend(ms);
    this.#roomMs -= ms;
  }

  answered(hops: number): void {
    this.#answeredHops += hops;
  }

  /** The thread has worked so long for results. */
  spent(ms: number): void {
    this.#spentMs += ms;
  }

  /** An interval has ended: pays what its results cost more than was paid for them, and learns from it. */
  settle(): void {
    const sentMs = this.payer.takeSentMs(); // paid already
    this.payer.spend(this.#spentMs - this.#answeredHops * this.#costMs);
    if (this.#answeredHops > 0) {
      const costMs = (this.#spentMs + sentMs) / this.#answeredHops;
      const weight = this.#isMeasured ? NEWEST : 1;
      this.#costMs = Math.max(LEAST_COST_MS, this.#costMs + weight * (costMs - this.#costMs));
      this.#isMeasured = true;
    }
    this.#answeredHops = 0;
    this.#spentMs = 0;
  }
}
