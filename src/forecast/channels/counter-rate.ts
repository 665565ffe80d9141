// A counter's growth as a rate. A counter begins again where it is full (32 bits, or `max`) and where its device restarts;
// neither is growth. One that counts in coarse steps (whole kWh, a row a minute) grows by nothing in most rows: the more
// rows it does not move in, the more rows one rate is of.

const HOUR_MS = 3_600_000;
/** Shares and means are of about so many rows. */
const ROWS = 32;
/** Where fewer rows than this share leave it as it is, each row has a rate. */
const FEW = 0.1;
/** Rows that move it, in the rows that one rate is of, and the most rows that these are. */
const STEPS = 4;
const MOST_ROWS = 30;
/** Where counters begin again without being told: 16 and 32 bits. */
const FULL = [2 ** 16, 2 ** 32];
/** It has begun again because it was full where its growth would else be at most so many times the usual one. */
const LIKELY = 8;

const HAS = 0;
const SINCE_MS = 1;
const SINCE = 2;
const LAST = 3;
const COUNT = 4;
const STILL = 5;
const USUAL = 6;
const TAKEN = 7;

export class CounterRate {
  readonly #state: Float64Array;
  readonly #min: number;
  readonly #max: number | null;

  /** `state`: CounterRate.NUMBERS numbers. `max`: where it begins again, at `min`; null: not known. */
  constructor(state: Float64Array, min = 0, max: number | null = null) {
    this.#state = state;
    this.#min = min;
    this.#max = max;
  }

  static readonly NUMBERS = TAKEN + 1;

  /** The rate an hour since the last one; NaN where there is none: at first, and after it began anew. Real-time. */
  take(timeMs: number, value: number): number {
    const state = this.#state;
    if (!Number.isFinite(value)) return Number.NaN;
    if (state[HAS] === 0) return this.#begin(timeMs, value);
    const step = this.#stepTo(value);
    if (Number.isNaN(step)) return this.#begin(timeMs, value);
    state[LAST] = value;
    state[COUNT] = (state[COUNT] as number) + 1;
    state[STILL] = (state[STILL] as number) + ((step === 0 ? 1 : 0) - (state[STILL] as number)) / ROWS;
    state[TAKEN] = Math.min(ROWS, (state[TAKEN] as number) + 1);
    state[USUAL] = (state[USUAL] as number) + (step - (state[USUAL] as number)) / (state[TAKEN] as number);
    state[SINCE] = (state[SINCE] as number) + step; // what it has grown by
    const tookMs = timeMs - (state[SINCE_MS] as number);
    if (!(tookMs > 0) || (state[COUNT] as number) < this.#rows) return Number.NaN;
    const rate = ((state[SINCE] as number) * HOUR_MS) / tookMs;
    state[SINCE_MS] = timeMs;
    state[SINCE] = 0;
    state[COUNT] = 0;
    return rate;
  }

  #begin(timeMs: number, value: number): number {
    const state = this.#state;
    state[HAS] = 1;
    state[SINCE_MS] = timeMs;
    state[SINCE] = 0;
    state[LAST] = value;
    state[COUNT] = 0;
    return Number.NaN;
  }

  /** How many rows one rate is of. */
  get #rows(): number {
    const still = this.#state[STILL] as number;
    return still < FEW ? 1 : Math.min(MOST_ROWS, Math.ceil(STEPS / Math.max(STEPS / MOST_ROWS, 1 - still)));
  }

  /** By how much it has grown; NaN where that is not known, because it began anew. */
  #stepTo(value: number): number {
    const last = this.#state[LAST] as number;
    if (value >= last) return value - last;
    if (this.#max !== null) {
      const size = this.#max - this.#min;
      return last - value > size / 2 ? value - last + size : Number.NaN;
    }
    for (const full of FULL) {
      const grown = value - last + full;
      if (last <= full && value >= 0 && grown <= LIKELY * (this.#state[USUAL] as number)) return grown;
    }
    return Number.NaN;
  }
}
