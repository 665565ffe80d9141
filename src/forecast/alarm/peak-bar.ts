// How high a number must be to be an alarm, so that normal rows of this very stream seldom reach it. The rows are
// divided into blocks of equal length, and each gives its greatest number. From the highest of them on, an exponential
// tail takes over (peaks over threshold, Pickands 1975), as uncertain as they are few (its predictive distribution, a
// Lomax). So the bar is far up at first, comes down as rows show what is normal, and rises where alarms turn out to be
// none. When the room for blocks is full, two become one: the memory reaches back far, in few numbers.
import { exp, ln } from '../elementary.js';

/** There is room for so many blocks. */
const BLOCKS = 128;
/** The longest block, in shortest ones. From then on the oldest blocks are forgotten. */
const LONGEST = 64;
/** Share of the blocks that the tail is fitted to, and how many they are at least. */
const IN_TAIL = 0.25;
const LEAST_IN_TAIL = 4;
/** The tail's mean excess is at least this. */
const LEAST_EXCESS = 0.05;
/** No tail before so many blocks. */
const LEAST_BLOCKS = 6;
/**
 * Of a heavy tail the bar is at most this, or so many times as high as the farthest normal row was: however little is
 * known of the tail, what lies far beyond all that was ever seen is an alarm.
 */
const SURE = 6;
/** In a stream that has not been known for long: false alarms of so few rows are few. */
const SURE_WHEN_YOUNG = 4.5;
/** In shortest blocks. */
const YOUNG = 40;
const FARTHER = 2;

const COUNT = 0;
/** In shortest blocks. */
const LENGTH = 1;
const ROWS = 2;
const MOST = 3;
const RING = 4;

export class PeakBar {
  readonly #state: Float64Array;
  readonly #blockRows: number;
  readonly #heavy: boolean;
  /** Scratch: the highest blocks, in order. */
  readonly #top = new Float64Array(BLOCKS);
  #rate = 0;
  #bar = Number.POSITIVE_INFINITY;
  /** Of the blocks that are full, as it is kept. */
  #farthest = 0;

  /**
   * `blockRows`: rows of the shortest block; `heavy`: the tail is one of the numbers' logarithms, so a heavy one.
   * `state`: PeakBar.NUMBERS numbers.
   */
  constructor(blockRows: number, heavy: boolean, state: Float64Array) {
    this.#heavy = heavy;
    this.#blockRows = blockRows;
    this.#state = state;
  }

  static readonly NUMBERS = RING + BLOCKS;

  /** What at most one normal row in 1 / `rate` is above. Infinity before there was anything to tell it by. */
  above(rate: number): number {
    if (rate !== this.#rate) {
      this.#rate = rate;
      this.#bar = this.#fit(rate);
      this.#farthest = this.#mostOfBlocks();
    }
    if (!this.#heavy) return this.#bar;
    const farthest = exp(Math.max(this.#farthest, this.#state[MOST] as number)) - 1;
    return Math.min(this.#bar, Math.max(this.#isYoung ? SURE_WHEN_YOUNG : SURE, FARTHER * farthest));
  }

  get #isYoung(): boolean {
    return Math.max(1, this.#state[LENGTH] as number) * (this.#state[COUNT] as number) < YOUNG;
  }

  /** A number from 0 up, of a normal row. Real-time. */
  add(x: number): void {
    const state = this.#state;
    this.raise(x);
    state[ROWS] = (state[ROWS] as number) + 1;
    const length = Math.max(1, state[LENGTH] as number);
    if ((state[ROWS] as number) < length * this.#blockRows) return;
    this.#close(length);
    this.#rate = 0;
  }

  /** Raises the present block to a number that is of no row of it: of an alarm that was none. */
  raise(x: number): void {
    this.#state[MOST] = Math.max(this.#state[MOST] as number, this.#heavy ? ln(1 + x) : x);
  }

  /** Call it when other numbers were put into `state`. */
  restored(): void {
    this.#rate = 0;
  }

  #close(length: number): void {
    const state = this.#state;
    let count = state[COUNT] as number;
    if (count === BLOCKS) {
      if (length < LONGEST) {
        for (let i = 0; i < BLOCKS / 2; i++) {
          state[RING + i] = Math.max(state[RING + 2 * i] as number, state[RING + 2 * i + 1] as number);
        }
        state[LENGTH] = 2 * length;
        state[COUNT] = BLOCKS / 2;
        return; // the present block goes on
      }
      state.copyWithin(RING, RING + 1, RING + BLOCKS);
      count--;
    }
    state[RING + count] = state[MOST] as number;
    state[COUNT] = count + 1;
    state[LENGTH] = length;
    state[ROWS] = 0;
    state[MOST] = 0;
  }

  #mostOfBlocks(): number {
    let most = 0;
    const end = RING + (this.#state[COUNT] as number);
    for (let i = RING; i < end; i++) most = Math.max(most, this.#state[i] as number);
    return most;
  }

  #fit(rate: number): number {
    const state = this.#state;
    const count = state[COUNT] as number;
    if (count < LEAST_BLOCKS) return Number.POSITIVE_INFINITY;
    const k = Math.max(LEAST_IN_TAIL, Math.floor(IN_TAIL * count));
    const from = this.#highest(count, k);
    let excess = 0;
    for (let i = 0; i < k; i++) excess += (this.#top[i] as number) - from;
    const mean = Math.max(LEAST_EXCESS, excess / k);
    const blockRows = (state[LENGTH] as number) * this.#blockRows;
    const times = ln(Math.max(1, k / (count * blockRows * rate)));
    const level = from + mean * k * (exp(times / k) - 1);
    return this.#heavy ? exp(Math.min(700, level)) - 1 : level;
  }

  /** Sorts the highest k blocks to the front of the scratch. Returns the next one. */
  #highest(count: number, k: number): number {
    const top = this.#top;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const x = this.#state[RING + i] as number;
      if (kept > k && x <= (top[k] as number)) continue;
      let at = kept > k ? k : kept++;
      for (; at > 0 && (top[at - 1] as number) < x; at--) top[at] = top[at - 1] as number;
      top[at] = x;
    }
    return top[k] as number;
  }
}
