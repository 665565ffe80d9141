// One channel of a series in a scale of its own: its level and spread so far, so that what follows works alike on
// degrees, bytes and volts.
import { withoutWild } from './first-values.js';

/** The scale follows a change of level within this many values; before, it is of all values so far. */
const MEMORY = 10_000;
/** What the forecaster is shown is kept within so many spreads: one wild value shall not throw it off. */
const SHOWN = 4;
/** One value counts for no more than so many spreads, once so many values have been seen. */
const FARTHEST = 100;
const SEEN = 20;
/** Values beyond this are taken to be this large: the square of them must be a number. */
const LARGEST = 1e100;

const COUNT = 0;
const MEAN = 1;
const VARIANCE = 2;
const FIRST = 3;

export class ChannelScale {
  readonly #state: Float64Array;
  /** (SEEN) The first values. */
  readonly #first: Float64Array;

  /** `state`: ChannelScale.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
    this.#first = state.subarray(FIRST, FIRST + SEEN);
  }

  static readonly NUMBERS = FIRST + SEEN;

  /** Takes a value into account. */
  add(value: number): void {
    const count = (this.#state[COUNT] as number) + 1;
    const bounded = within(value, LARGEST);
    if (count <= SEEN) this.#first[count - 1] = bounded;
    this.#learn(bounded, count);
    if (count === SEEN) this.#leaveOutWild();
  }

  #learn(value: number, count: number): void {
    const state = this.#state;
    const gain = Math.max(1 / count, 1 / MEMORY);
    const variance = state[VARIANCE] as number;
    let apart = value - (state[MEAN] as number);
    if (count > SEEN && variance > 0) apart = within(apart, FARTHEST * Math.sqrt(variance));
    state[COUNT] = count;
    state[MEAN] = (state[MEAN] as number) + gain * apart;
    state[VARIANCE] = variance + gain * ((1 - gain) * apart * apart - variance);
  }

  /** A scale that is too small is soon outgrown, one far too large lasts. */
  #leaveOutWild(): void {
    const good = withoutWild(this.#first);
    if (good.length === SEEN) return;
    this.#state.fill(0, 0, FIRST);
    for (let i = 0; i < good.length; i++) this.#learn(good[i] as number, i + 1);
    this.#state[COUNT] = SEEN;
  }

  get #spread(): number {
    return Math.sqrt(this.#state[VARIANCE] as number) || 1e-9;
  }

  /** In spreads from the level. */
  scaled(value: number): number {
    return (within(value, LARGEST) - (this.#state[MEAN] as number)) / this.#spread;
  }

  /** A scaled value as the forecaster is shown it. */
  shown(scaled: number): number {
    return within(scaled, SHOWN);
  }

  /** The other way round. */
  value(scaled: number): number {
    return (this.#state[MEAN] as number) + scaled * this.#spread;
  }

  /** A difference in the channel's own unit. */
  width(scaled: number): number {
    return scaled * this.#spread;
  }
}

/** x, but no farther from 0 than `most`. */
export function within(x: number, most: number): number {
  return Math.max(-most, Math.min(most, x));
}
