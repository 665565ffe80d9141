// Means of a channel over about a day, one a day. A plain mean of a day holds a part of what does not go into a day a whole
// number of times, and another part each day. So each value counts by a raised cosine of two days (Hann's window): two of
// them overlap at any time. What repeats every day, and what repeats faster, cancels out. A value counts for the time since
// the one before, and the two are joined by a line: rows may come at any times.
import { cosTurns } from '../../exact.js';

const DAY_MS = 86_400_000;
/** A value counts for at most this time. */
const LONGEST_MS = DAY_MS / 4;
/** A window with less weight than this share of the one before is left out. */
const WHOLE = 0.5;

const DAY = 0;
/** Weight and sum of the window that ends with this day, and of the one that ends with the next. */
const ENDING = 1;
const BEGUN = 3;
const WEIGHT_BEFORE = 5;
const WINDOWS = 6;
const LAST_MS = 7;
const LAST = 8;

export class DayMeans {
  readonly #state: Float64Array;
  /** Mean of the window that the last step has ended, and the number of its first day from 1970. */
  mean = 0;
  day = 0;

  /** `state`: DayMeans.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = 9;

  /** The next value; NaN is none. Returns whether a window has ended before it. Real-time. */
  step(timeMs: number, value: number): boolean {
    const state = this.#state;
    const day = Math.floor(timeMs / DAY_MS) + 1; // 0: none yet
    const ended = day !== state[DAY] && this.#end(day);
    if (Number.isNaN(value)) return ended;
    const ms = state[LAST_MS] === 0 ? 0 : Math.max(0, Math.min(LONGEST_MS, timeMs - (state[LAST_MS] as number)));
    const mean = (value + (state[LAST] as number)) / 2;
    const rising = 0.5 - 0.5 * cosTurns(timeMs / (2 * DAY_MS) - (day - 1) / 2);
    this.#count(BEGUN, ms * rising, mean);
    this.#count(ENDING, ms * (1 - rising), mean);
    state[LAST_MS] = timeMs;
    state[LAST] = value;
    return ended;
  }

  #count(at: number, weight: number, value: number): void {
    this.#state[at] = (this.#state[at] as number) + weight;
    this.#state[at + 1] = (this.#state[at + 1] as number) + weight * value;
  }

  /** A day is over. The first window has only half of its days, and so have those before and after days without rows. */
  #end(day: number): boolean {
    const state = this.#state;
    const [last, weight] = [state[DAY] as number, state[ENDING] as number];
    const follows = last !== 0 && day === last + 1;
    const whole = (state[WINDOWS] as number) > 0 && weight > 0 && weight >= WHOLE * (state[WEIGHT_BEFORE] as number);
    if (whole) {
      this.mean = (state[ENDING + 1] as number) / weight;
      this.day = last - 2;
      state[WEIGHT_BEFORE] = Math.max(weight, WHOLE * (state[WEIGHT_BEFORE] as number));
    } else state[WEIGHT_BEFORE] = WHOLE * (state[WEIGHT_BEFORE] as number);
    state[ENDING] = follows ? (state[BEGUN] as number) : 0;
    state[ENDING + 1] = follows ? (state[BEGUN + 1] as number) : 0;
    state[BEGUN] = 0;
    state[BEGUN + 1] = 0;
    state[WINDOWS] = follows ? (state[WINDOWS] as number) + 1 : 0;
    state[DAY] = day;
    return whole;
  }
}
