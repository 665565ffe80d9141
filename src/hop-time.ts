// How long a hop of some streams takes, measured turn by turn. The thread may be interrupted at any time, so one long
// turn changes the estimate by little.

/** Weight of the newest turn. */
const NEWEST = 0.25;
/** A turn counts as at most so many times the estimate. The first one counts as it is. */
const MOST_TIMES = 8;

/** Multiply-accumulates of a millisecond, before it was measured. */
const MACS_PER_MS = 10e6;

export class HopTime {
  readonly #ms: Float64Array;
  #measured = false;

  /** `macs`: multiply-accumulates of a hop. */
  constructor(macs: number) {
    this.#ms = new Float64Array([Math.max(1, macs) / MACS_PER_MS]);
  }

  get ms(): number {
    return this.#ms[0] as number;
  }

  /** So many hops took so long. Real-time. */
  measured(hops: number, tookMs: number): void {
    if (hops === 0) return;
    const eachMs = tookMs / hops;
    const { ms } = this;
    this.#ms[0] = this.#measured ? ms + NEWEST * (Math.min(eachMs, MOST_TIMES * ms) - ms) : eachMs;
    this.#measured = true;
  }
}
