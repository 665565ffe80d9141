// How unusual a number is among those before it: the share of earlier numbers at least as large. Beyond the largest
// few, where counts are low, an exponential tail takes over (Pickands 1975: what exceeds a high threshold is nearly
// exponential for many distributions). The fewer separate times the threshold was exceeded, the heavier is the tail
// (its predictive distribution, a Lomax). Counts lie in buckets, so memory does not grow, and old counts fade.
import { BUCKETS, bucketOf, EDGES, SIGNED_EDGES, signedBucketOf } from './buckets.js';
import { ln } from './elementary.js';
import { singles } from './parts.js';

/** Share of the numbers that the tail is fitted to. */
const TAIL_SHARE = 0.02;
const LEAST_IN_TAIL = 5;
/** The tail's mean excess is at least this share of its threshold's distance from the middle. */
const LEAST_EXCESS = 0.05;
/** An anomalous number counts as at most so many times the largest before. */
const BEYOND = 1.05;
/** Nothing is unusual before so many numbers. */
const LEAST = 20;
/** When so many have been counted, all counts are halved. */
const MEMORY = 10_000;
/** The tail is at least as heavy as if its threshold had been exceeded so many times. */
const FEWEST_TIMES = 3;
const MOST_RARITY = 60;

const TOTAL = 0;
/** First and last bucket ever used. */
const LOWEST = 1;
const HIGHEST = 2;
/** By direction: how many times the threshold was passed, and whether the last number was beyond it. */
const TIMES = 3;
const OUTSIDE = 5;
const COUNTS = 7;

export class TailProbability {
  readonly #state: Float64Array;
  /** (buckets) In single precision: two in the room of a number. */
  readonly #counts: Float32Array;
  readonly #signed: boolean;
  readonly #edges: Float64Array;
  /** Thresholds at the last query, by direction. */
  readonly #from = Float64Array.of(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);

  /** `signed`: numbers of both signs; else from 0 up. `state`: `TailProbability.numbers(signed)` numbers. */
  constructor(signed: boolean, state: Float64Array) {
    this.#signed = signed;
    this.#state = state;
    this.#counts = singles(state.subarray(COUNTS));
    this.#edges = signed ? SIGNED_EDGES : EDGES;
  }

  static numbers(signed: boolean): number {
    return COUNTS + ((signed ? 2 : 1) * BUCKETS) / 2;
  }

  /** How many numbers were counted; older ones fade. */
  get count(): number {
    return this.#state[TOTAL] as number;
  }

  /** Rarity at the upper tail: -ln of the probability that such a number is at least `x`. Finite for every x. */
  rarity(x: number): number {
    return this.#beyond(x, 1);
  }

  /** Rarity at the lower tail: -ln of the probability that such a number is at most `x`. */
  rarityBelow(x: number): number {
    return this.#beyond(x, -1);
  }

  /**
   * Counts a number. Ask for its rarity first, at each tail in use. `anomalousUp`, `anomalousDown`: count it as only a
   * little above, or below, all before.
   */
  add(x: number, anomalousUp = false, anomalousDown = false): void {
    const state = this.#state;
    this.#passes(0, x);
    this.#passes(1, -x);
    let counted = x;
    if (anomalousUp) counted = Math.min(counted, this.#littleAbove());
    if (anomalousDown) counted = Math.max(counted, this.#littleBelow());
    const at = this.#bucket(counted);
    const first = state[TOTAL] === 0;
    this.#counts[at] = (this.#counts[at] as number) + 1;
    state[LOWEST] = first ? at : Math.min(state[LOWEST] as number, at);
    state[HIGHEST] = first ? at : Math.max(state[HIGHEST] as number, at);
    state[TOTAL] = (state[TOTAL] as number) + 1;
    if ((state[TOTAL] as number) >= MEMORY) this.#fade();
  }

  #bucket(x: number): number {
    return this.#signed ? signedBucketOf(x) : bucketOf(x);
  }

  /** A run of numbers beyond the threshold counts as one time. */
  #passes(side: number, x: number): void {
    const outside = x > (this.#from[side] as number) ? 1 : 0;
    if (outside > (this.#state[OUTSIDE + side] as number)) {
      this.#state[TIMES + side] = (this.#state[TIMES + side] as number) + 1;
    }
    this.#state[OUTSIDE + side] = outside;
  }

  #littleAbove(): number {
    const largest = this.#edges[(this.#state[HIGHEST] as number) + 1] as number;
    return largest + (BEYOND - 1) * Math.abs(largest);
  }

  #littleBelow(): number {
    const least = this.#edges[this.#state[LOWEST] as number] as number;
    return least - (BEYOND - 1) * Math.abs(least);
  }

  #fade(): void {
    for (let i = 0; i < this.#counts.length; i++) this.#counts[i] = (this.#counts[i] as number) / 2;
    for (const i of [TOTAL, TIMES, TIMES + 1]) this.#state[i] = (this.#state[i] as number) / 2;
  }

  /** From the outermost bucket inwards. With `direction` -1 everything is mirrored. */
  #beyond(x: number, direction: 1 | -1): number {
    const state = this.#state;
    const side = direction === 1 ? 0 : 1;
    const total = state[TOTAL] as number;
    this.#from[side] = Number.POSITIVE_INFINITY;
    if (total < LEAST) return 0;
    const counts = this.#counts;
    const inTail = Math.max(LEAST_IN_TAIL, TAIL_SHARE * total);
    let i = state[direction === 1 ? HIGHEST : LOWEST] as number;
    let above = 0;
    let excess = 0;
    for (; above < inTail; i -= direction) {
      const count = counts[i] as number;
      if (count > 0) excess += count * this.#middle(i);
      above += count;
    }
    const from = this.#inner(i + direction, direction);
    this.#from[side] = from;
    const beyond = direction * x - from;
    if (beyond <= 0) return -ln(Math.max(this.#countBeyond(x, direction), 0.5) / total);
    const tail = above;
    for (; above < total / 2; i -= direction) above += counts[i] as number;
    const middle = direction * this.#middle(i + direction);
    const mean = Math.max((direction * excess) / tail - from, LEAST_EXCESS * (from - middle), 1e-9);
    const times = Math.max(FEWEST_TIMES, Math.min(tail, state[TIMES + side] as number));
    return Math.min(MOST_RARITY, times * ln(1 + beyond / (mean * times)) - ln(tail / total));
  }

  /** How many numbers lie beyond x. Those in the bucket of x count as evenly spread. */
  #countBeyond(x: number, direction: 1 | -1): number {
    const counts = this.#counts;
    const mine = this.#bucket(x);
    let above = 0;
    for (let i = this.#state[direction === 1 ? HIGHEST : LOWEST] as number; i !== mine; i -= direction) {
      above += counts[i] as number;
    }
    const inner = this.#inner(mine, direction);
    const outer = -this.#inner(mine, direction === 1 ? -1 : 1);
    const share = Math.max(0, Math.min(1, (outer - direction * x) / (outer - inner)));
    return above + share * (counts[mine] as number);
  }

  /** The edge of a bucket that is nearer to the middle; mirrored with `direction` -1. */
  #inner(i: number, direction: 1 | -1): number {
    return direction * (this.#edges[direction === 1 ? i : i + 1] as number);
  }

  #middle(i: number): number {
    return ((this.#edges[i] as number) + (this.#edges[i + 1] as number)) / 2;
  }
}
