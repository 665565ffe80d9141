// How far beyond its usual extremes a number is. The rows are divided into blocks, and each gives its largest number. The
// largest of blocks follow a Gumbel distribution, whatever the numbers, as long as their tail is about exponential
// (Gumbel 1958); so from their mean and deviation it follows how large a number may become before an alarm is due.
import { within } from '../channel.js';
import { ln } from '../elementary.js';

/** One alarm in so many rows of normal numbers may come. */
const ROWS_AN_ALARM = 1_000_000;
/** Nothing is told before so many blocks, and the fewer they are, the farther is an alarm. */
const LEAST = 8;
const UNSURE = 8;
/**
 * Mean and deviation are of about the last FIRST_MEMORY blocks, until FIRST were seen: the first ones may be of a beginning
 * that is like nothing after it. Then they nearly stay, and one block counts for at most MOST deviations: what becomes
 * worse slowly must not become normal.
 */
const FIRST_MEMORY = 16;
const FIRST = 32;
const MEMORY = 200;
const MOST = 2;
/** Gumbel's distribution: Euler's constant, and the root of 6 by pi. */
const EULER = 0.5772156649015329;
const SPREAD = 0.7796968012336761;

const ROWS = 0;
const LARGEST = 1;
const COUNT = 2;
const MEAN = 3;
const SQUARES = 4;

export class Extremes {
  readonly #state: Float64Array;
  readonly #blockRows: number;
  readonly #least: number;

  /** `blockRows`: rows of a block; `least`: the least deviation of extremes. `state`: Extremes.NUMBERS numbers. */
  constructor(blockRows: number, least: number, state: Float64Array) {
    this.#blockRows = blockRows;
    this.#least = least;
    this.#state = state;
  }

  static readonly NUMBERS = 5;

  /** How far a number is beyond the mean of extremes: 1 where that is an alarm. */
  beyond(x: number): number {
    const state = this.#state;
    const count = state[COUNT] as number;
    if (count < LEAST) return 0;
    const farther = SPREAD * (ln(ROWS_AN_ALARM / this.#blockRows) - EULER) * (1 + UNSURE / count);
    return Math.max(0, (x - (state[MEAN] as number)) / (farther * this.#deviation));
  }

  get #deviation(): number {
    return Math.max(this.#least, Math.sqrt(this.#state[SQUARES] as number));
  }

  /** Learns anew. */
  forgive(): void {
    this.#state.fill(0);
  }

  /** A normal number. Real-time. */
  learn(x: number): void {
    const state = this.#state;
    const rows = state[ROWS] as number;
    state[LARGEST] = rows === 0 ? x : Math.max(x, state[LARGEST] as number);
    state[ROWS] = rows + 1;
    if (rows + 1 < this.#blockRows) return;
    state[ROWS] = 0;
    const count = (state[COUNT] as number) + 1;
    const gain = 1 / (count > FIRST ? MEMORY : Math.min(count, FIRST_MEMORY));
    const most = count > LEAST ? MOST * this.#deviation : Number.POSITIVE_INFINITY;
    const apart = within((state[LARGEST] as number) - (state[MEAN] as number), most);
    state[COUNT] = count;
    state[MEAN] = (state[MEAN] as number) + gain * apart;
    state[SQUARES] = (state[SQUARES] as number) + gain * ((1 - gain) * apart * apart - (state[SQUARES] as number));
  }
}
