// When the next ring is to be expected, of a source that keeps time: a microphone, a load on a schedule. Nothing is assumed of it: the beat is taken from the
// rings that came, and given up when they stop keeping it.

/** Rings this close to the one before are one: a microphone's buffer comes in several blocks. */
const TOGETHER_MS = 1;
/** A beat that is faster leaves no time to sleep; one that is slower is not worth it. */
const FASTEST_MS = 4;
const SLOWEST_MS = 100;
/** How far from its time a ring may come, of the beat, and at most. */
const TOLERANCE = 1 / 40;
const MOST_TOLERANCE_MS = 0.4;
/** Rings in time until there is a beat, the most that are counted, and those that one out of time costs. */
const ENOUGH = 8;
const MOST = 16;
const OUT_OF_TIME = 4;
/** How far the time of the next ring, and the beat, follow one that came sooner or later. */
const FOLLOW_TIME = 1 / 4;
const FOLLOW_BEAT = 1 / 16;

const NEWEST = 0;
const LAST = 1;
const BEAT = 2;
const DUE = 3;

/** Real-time. Times are of one clock, ms. */
export class Beat {
  /** The newest ring, the last that was not together with the one before it, the time between two of these, when the next is due. */
  readonly #ms = new Float64Array(4).fill(Number.NEGATIVE_INFINITY);
  /** How many more came in time than out of it, weighted, 0 to MOST. */
  #score = 0;

  /** A ring came. */
  rang(atMs: number): void {
    const ms = this.#ms;
    const together = atMs - (ms[NEWEST] as number) < TOGETHER_MS;
    ms[NEWEST] = atMs;
    if (together) return;
    const sinceMs = atMs - (ms[LAST] as number);
    ms[LAST] = atMs;
    const offMs = atMs - (ms[DUE] as number);
    if (Math.abs(offMs) <= this.toleranceMs) {
      this.#score = Math.min(MOST, this.#score + 1);
      ms[BEAT] = (ms[BEAT] as number) + offMs * FOLLOW_BEAT;
      ms[DUE] = (ms[DUE] as number) + offMs * FOLLOW_TIME + (ms[BEAT] as number);
    } else {
      this.missed();
      if (this.#score === 0) ms[BEAT] = sinceMs;
      ms[DUE] = atMs + (ms[BEAT] as number);
    }
  }

  /** It was waited for, and did not come in time. */
  missed(): void {
    this.#score = Math.max(0, this.#score - OUT_OF_TIME);
  }

  /** When the next ring is due. NaN: nobody can tell. */
  get dueMs(): number {
    const beatMs = this.#ms[BEAT] as number;
    const useful = this.#score >= ENOUGH && beatMs >= FASTEST_MS && beatMs <= SLOWEST_MS;
    return useful ? (this.#ms[DUE] as number) : Number.NaN;
  }

  /** It is in time if it comes so much sooner or later. */
  get toleranceMs(): number {
    return Math.min(MOST_TOLERANCE_MS, Math.max(0, (this.#ms[BEAT] as number) * TOLERANCE));
  }
}
