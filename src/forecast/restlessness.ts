// How large a channel's forecast errors usually are, and how restless it has been lately: noise comes in clusters
// (Engle 1982, ARCH), so the sizes of the last errors say something about the next one's. Sizes are logarithms: a
// doubling counts alike on a quiet and on a noisy channel.
import { within } from './channel.js';
import { exp, ln } from './elementary.js';

/** How quickly the mean of the logarithm follows, at last. */
const GAIN = 0.002;
/** What is added to an error so that its logarithm is finite, in spreads of the channel. */
const LEAST_ERROR = 0.01;
/** The size that is expected is kept within a factor of e^1.5 of the mean. */
const RANGE = 1.5;
/** One error's logarithm counts for no more than this above or below the mean. */
const MOST_APART = 2;
/** Over how many rows each memory reaches. */
const REACHES = [4, 16, 64];

const COUNT = 0;
const MEAN = 1;
const LATELY = 2;

export class Restlessness {
  readonly #state: Float64Array;

  /** `state`: Restlessness.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = LATELY + REACHES.length;
  static readonly FEATURES = REACHES.length;

  /** The size of the next error; `apart`: what was forecast of its logarithm, above the mean. */
  size(apart: number): number {
    return exp((this.#state[MEAN] as number) + within(apart, RANGE));
  }

  /** Takes an error into account; returns by how much the forecast `apart` was too low. */
  learn(error: number, apart: number): number {
    const state = this.#state;
    const log = ln(Math.abs(error) + LEAST_ERROR);
    const count = (state[COUNT] as number) + 1;
    state[COUNT] = count;
    state[MEAN] = (state[MEAN] as number) + Math.max(1 / count, GAIN) * (log - (state[MEAN] as number));
    const above = log - (state[MEAN] as number);
    for (let i = 0; i < REACHES.length; i++) {
      const now = state[LATELY + i] as number;
      state[LATELY + i] = now + (within(above, MOST_APART) - now) / (REACHES[i] as number);
    }
    return within(above - apart, MOST_APART);
  }

  /** Writes what it has been lately to `into` at `at`. */
  tell(into: Float64Array, at: number): void {
    for (let i = 0; i < REACHES.length; i++) into[at + i] = this.#state[LATELY + i] as number;
  }
}
