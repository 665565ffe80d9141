// One channel of a series in a scale of its own: its level and spread so far. So the code after it works alike on
// degrees, bytes and volts.
import { withoutExtremes } from './first-values.js';

/**
 * The scale follows a change of level within this many values. Before so many have come, it is of all values so far.
 */
const MEMORY = 10_000;
/** The forecaster gets values clamped to so many spreads: one extreme value must not throw it off. */
const SHOWN = 4;
/** One value counts for at most so many spreads, once SEEN values have come. */
const FARTHEST = 100;
const SEEN = 20;
/** Larger values count as this large: their square must be finite. */
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

  /** Adds a value to level and spread. */
  add(value: number): void {
    const count = (this.#state[COUNT] as number) + 1;
    const bounded = within(value, LARGEST);
    if (count <= SEEN) this.#first[count - 1] = bounded;
    this.#learn(bounded, count);
    if (count === SEEN) this.#leaveOutExtremes();
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

  /**
   * Leaves extreme values out of the first SEEN. A scale that is too small grows within few values; one that is far too
   * large lasts.
   */
  #leaveOutExtremes(): void {
    const good = withoutExtremes(this.#first);
    if (good.length === SEEN) return;
    this.#state.fill(0, 0, FIRST);
    for (let i = 0; i < good.length; i++) this.#learn(good[i] as number, i + 1);
    this.#state[COUNT] = SEEN;
  }

  get #spread(): number {
    return Math.sqrt(this.#state[VARIANCE] as number) || 1e-9;
  }

  /** A value in spreads from the level. */
  scaled(value: number): number {
    return (within(value, LARGEST) - (this.#state[MEAN] as number)) / this.#spread;
  }

  /** A scaled value as the forecaster gets it. */
  shown(scaled: number): number {
    return within(scaled, SHOWN);
  }

  /** The reverse of `scaled`. */
  value(scaled: number): number {
    return (this.#state[MEAN] as number) + scaled * this.#spread;
  }

  /** A scaled difference in the channel's own unit. */
  width(scaled: number): number {
    return scaled * this.#spread;
  }
}

/** x, clamped to -most .. most. */
export function within(x: number, most: number): number {
  return Math.max(-most, Math.min(most, x));
}
