// How long the gaps between a channel's events are, by any clock, and whether one is longer or shorter than all before by
// far. The longest of n gaps is about ln n times their mean, where they have an exponential tail, which is the tail of
// events that come by pure chance; more regular ones have a shorter tail. So from the longest of n it is extrapolated to
// the longest of as many as may come before one alarm of normal gaps is due.
import { ln } from '../elementary.js';

/** Usual is the median of the last so many. */
const RING = 15;
/** Nothing is told before so many. */
const LEAST = 8;
/** One alarm in so many rows of normal gaps may come. */
const ROWS_AN_ALARM = 1_000_000;
/** Even of many gaps the longest is not the longest that there is. */
const LEAST_FARTHER = 1.15;
/** A tail is heavier than that of pure chance where the longest is so many times what it would be. */
const HEAVY = 1.2;
/** And by at least this share of the usual one. */
const LEAST_BEYOND = 0.03;
/** The longest and the shortest come nearer to the usual one with each gap by this share. */
const FADE = 0.0005;

const COUNT = 0;
const LONGEST = 1;
const SHORTEST = 2;
const USUAL = 3;
const LAST = 4;

export class Gaps {
  readonly #state: Float64Array;
  readonly #sorted = new Float64Array(RING);

  /** `state`: Gaps.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = LAST + RING;

  get count(): number {
    return this.#state[COUNT] as number;
  }

  get longest(): number {
    return this.#state[LONGEST] as number;
  }

  get shortest(): number {
    return this.#state[SHORTEST] as number;
  }

  get usual(): number {
    return this.#state[USUAL] as number;
  }

  /**
   * How much longer a gap is than the longest, 1 where that is an alarm. `exact`: gaps are not known more exactly; `rows`:
   * of a usual gap.
   */
  tooLong(gap: number, exact: number, rows: number): number {
    if (this.count < LEAST) return 0;
    return Math.max(0, (gap - this.longest) / this.#beyond(this.longest - this.usual, exact, rows));
  }

  /** The same of a gap that is over, downwards. */
  tooShort(gap: number, exact: number, rows: number): number {
    if (this.count < LEAST) return 0;
    return Math.max(0, (this.shortest - gap) / this.#beyond(this.usual - this.shortest, exact, rows));
  }

  /** Learns from a gap that is over. Real-time. */
  learn(gap: number): void {
    const state = this.#state;
    const count = state[COUNT] as number;
    state[LAST + (count % RING)] = gap;
    state[COUNT] = count + 1;
    state[USUAL] = this.#median(Math.min(RING, count + 1));
    const fade = count === 0 ? 1 : FADE;
    state[LONGEST] = Math.max(gap, this.longest - fade * (this.longest - this.usual));
    state[SHORTEST] = count === 0 ? gap : Math.min(gap, this.shortest + fade * (this.usual - this.shortest));
  }

  /** `known`: from the usual gap to the farthest. */
  #beyond(known: number, exact: number, rows: number): number {
    const decades = ln(this.count + 1);
    const farther = Math.max(LEAST_FARTHER, ln(Math.max(2, ROWS_AN_ALARM / rows)) / decades);
    const heavy = Math.max(1, this.longest / (this.usual * HEAVY * (decades / Math.LN2)));
    return Math.max((farther * heavy - 1) * known, LEAST_BEYOND * this.usual) + exact;
  }

  #median(filled: number): number {
    const sorted = this.#sorted;
    for (let i = 0; i < filled; i++) {
      const gap = this.#state[LAST + i] as number;
      let at = i;
      for (; at > 0 && (sorted[at - 1] as number) > gap; at--) sorted[at] = sorted[at - 1] as number;
      sorted[at] = gap;
    }
    return sorted[(filled - 1) >> 1] as number;
  }
}
