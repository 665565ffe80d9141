// How large a channel's forecast errors usually are, and how large they were lately. Large errors come in clusters
// (Engle 1982, ARCH), so the last errors predict the size of the next. Sizes are logarithms: a doubling counts alike on
// a quiet and on a noisy channel.
import { within } from './channel.js';
import { exp, ln } from './elementary.js';

/** How quickly the mean of the logarithm follows, in the long run. */
const GAIN = 0.002;
/** Added to an error's size so that its logarithm is finite, in spreads of the channel. */
const LEAST_ERROR = 0.01;
/** The expected size stays within a factor of e^1.5 of the mean. */
const RANGE = 1.5;
/** One error's logarithm counts for at most this above or below the mean. */
const MOST_APART = 2;
/** How many rows each memory reaches back. */
const REACHES = [4, 16, 64];

const COUNT = 0;
const MEAN = 1;
const LATELY = 2;

export class Volatility {
  readonly #state: Float64Array;

  /** `state`: Volatility.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = LATELY + REACHES.length;
  static readonly FEATURES = REACHES.length;

  /** The expected size of the next error. `apart`: the forecast of its logarithm, relative to the mean. */
  size(apart: number): number {
    return exp((this.#state[MEAN] as number) + within(apart, RANGE));
  }

  /**
   * Learns from an error. Returns by how much the forecast `apart` was too low. `frozen`: only how large errors are lately
   * is learnt, not how large they usually are.
   */
  learn(error: number, apart: number, frozen = false): number {
    const state = this.#state;
    const log = ln(Math.abs(error) + LEAST_ERROR);
    if (!frozen) {
      const count = (state[COUNT] as number) + 1;
      state[COUNT] = count;
      state[MEAN] = (state[MEAN] as number) + Math.max(1 / count, GAIN) * (log - (state[MEAN] as number));
    }
    const above = log - (state[MEAN] as number);
    for (let i = 0; i < REACHES.length; i++) {
      const now = state[LATELY + i] as number;
      state[LATELY + i] = now + (within(above, MOST_APART) - now) / (REACHES[i] as number);
    }
    return within(above - apart, MOST_APART);
  }

  /** How large the last errors were, about 16 of them, as compared with all. */
  get lately(): number {
    return exp(this.#state[LATELY + 1] as number);
  }

  /** Writes the recent sizes to `into` from `at` on: FEATURES numbers. */
  writeTo(into: Float64Array, at: number): void {
    for (let i = 0; i < REACHES.length; i++) into[at + i] = this.#state[LATELY + i] as number;
  }
}
