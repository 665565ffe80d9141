// When a channel rises from its low values to its high ones: a pulse, a door that opens, a heart beat, a wave that comes
// round again. Low and high are learnt: two means, each of the values that are nearer to it (k-means, online). Between
// them lies a band that a value must cross, so noise at a threshold is no event.

/** A value is high from this share of the way between the means on, and low below the other. */
const HIGH = 0.72;
const LOW = 0.28;
/** The first values say where the two means begin. */
const FIRST = 30;
/** A mean follows within about so many of its own values. */
const MEMORY = 500;
/**
 * The means lie so many usual deviations from a value's own mean apart, or there are no two levels: 2.65 of normal noise,
 * 3.5 of a saw's teeth, 4.1 of a wave.
 */
const APART = 3.1;

const COUNT = 0;
const LOW_MEAN = 1;
const HIGH_MEAN = 2;
const LOW_COUNT = 3;
const HIGH_COUNT = 4;
const LOW_SQUARES = 5;
const HIGH_SQUARES = 6;
const IS_HIGH = 7;
/** From each mean's number to those of its count and of its mean square deviation. */
const [COUNTS, SQUARES] = [2, 4];

export class TwoLevels {
  readonly #state: Float64Array;

  /** `state`: TwoLevels.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = 8;

  /** The next value. Returns whether it is the first high one after low ones. `frozen`: the means stay. Real-time. */
  step(value: number, frozen: boolean): boolean {
    const state = this.#state;
    if ((state[COUNT] as number) < FIRST) {
      this.#begin(value);
      return false;
    }
    const [low, high] = [state[LOW_MEAN] as number, state[HIGH_MEAN] as number];
    const place = high > low ? (value - low) / (high - low) : 0;
    if (!frozen) this.#learn(value, place > 0.5 ? HIGH_MEAN : LOW_MEAN);
    const was = state[IS_HIGH] === 1;
    if (place >= HIGH) state[IS_HIGH] = 1;
    else if (place <= LOW) state[IS_HIGH] = 0;
    return !was && state[IS_HIGH] === 1;
  }

  /** Whether there are two levels, or a wave, and not one level with noise. */
  get apart(): boolean {
    const state = this.#state;
    const [low, high] = [state[LOW_COUNT] as number, state[HIGH_COUNT] as number];
    const squares = low * (state[LOW_SQUARES] as number) + high * (state[HIGH_SQUARES] as number);
    const between = (state[HIGH_MEAN] as number) - (state[LOW_MEAN] as number);
    return between * between * (low + high) >= APART * APART * squares && between > 0;
  }

  #begin(value: number): void {
    const state = this.#state;
    const count = state[COUNT] as number;
    state[LOW_MEAN] = count === 0 ? value : Math.min(value, state[LOW_MEAN] as number);
    state[HIGH_MEAN] = count === 0 ? value : Math.max(value, state[HIGH_MEAN] as number);
    state[COUNT] = count + 1;
  }

  #learn(value: number, at: typeof LOW_MEAN | typeof HIGH_MEAN): void {
    const state = this.#state;
    const count = (state[at + COUNTS] as number) + 1;
    const gain = 1 / (Math.min(MEMORY, count) + 1);
    const apart = value - (state[at] as number);
    state[at + COUNTS] = count;
    state[at] = (state[at] as number) + gain * apart;
    state[at + SQUARES] =
      (state[at + SQUARES] as number) + gain * ((1 - gain) * apart * apart - (state[at + SQUARES] as number));
    if ((state[LOW_MEAN] as number) > (state[HIGH_MEAN] as number)) state[LOW_MEAN] = state[HIGH_MEAN] as number;
  }
}
