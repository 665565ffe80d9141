// Whether what was seen so far is an alarm: one row far beyond what this stream's normal rows come to, or the mean of
// several rows, or of many, beyond what such means come to. The bars are learnt on the stream itself, so series of any
// kind raise about equally few false alarms; see PeakBar.
import { exp, exponentOf, powerOfTwo } from '../elementary.js';
import { partsOf } from '../parts.js';
import { PeakBar } from './peak-bar.js';
import { WeekSeen } from './week-seen.js';

/** Each mean is of about so many rows … */
const REACHES = [1, 12, 100] as const;
/** … and the shortest block of its bar has so many. */
const BLOCK_ROWS = [25, 50, 100] as const;
/** In the means, one row counts for at most this severity. */
const CAP = 4;
/** False alarms of each mean are wanted so many times as seldom as rows of the threshold's severity … */
const SELDOM = 30;
/**
 * … and half as often again when the stream has twice as many rows as before, from SETTLED rows on, MOST_HALVED times: a
 * stream that has been known for long should not raise as many false alarms a row as a new one.
 */
const SETTLED = 5000;
const MOST_HALVED = 5;
/** By its mean, an alarm begins only with a row of this severity. */
const NOT_CALM = 1;
/** An alarm that was over within so many rows was none, as far as anybody can tell: rows like it are normal, too. */
const SHORT_ROWS = 50;
/** When an alarm is over, the means begin from here. */
const CALM = 0.5;

const ROWS = 0;
const OPEN_ROWS = 1;
const OWN_NUMBERS = 2;

/** One row, as it is weighed. */
export interface WeighedRow {
  timeMs: number;
  severity: number;
  /** Whether the value of the most surprising channel is one that it often has, whatever was expected. */
  usual: boolean;
  /** Whether an alarm of that channel lasts, or it is known to be normal; and whether any alarm lasts. */
  lasts: boolean;
  open: boolean;
}

export class Evidence {
  readonly #own: Float64Array;
  readonly #means: Float64Array;
  /** The highest means while the present alarm lasts. */
  readonly #highest: Float64Array;
  readonly #bars: readonly PeakBar[];
  readonly #week: WeekSeen;

  /** `state`: Evidence.NUMBERS numbers. */
  constructor(state: Float64Array) {
    const take = partsOf(state);
    this.#own = take(OWN_NUMBERS);
    this.#means = take(REACHES.length);
    this.#highest = take(REACHES.length);
    this.#bars = BLOCK_ROWS.map((rows, i) => new PeakBar(rows, i === 0, take(PeakBar.NUMBERS)));
    this.#week = new WeekSeen(take(WeekSeen.NUMBERS));
  }

  static readonly NUMBERS = OWN_NUMBERS + REACHES.length * (2 + PeakBar.NUMBERS) + WeekSeen.NUMBERS;

  /**
   * The next row. Returns how many rows convince of an alarm at this threshold, about: 1, 12 or 100; 0: none do. Real-time.
   */
  weigh(row: WeighedRow, threshold: number): number {
    const own = this.#own;
    own[ROWS] = (own[ROWS] as number) + 1;
    this.#week.next(row.timeMs);
    const rate = this.#rate(threshold);
    let by = 0;
    for (let i = 0; i < REACHES.length; i++) {
      const mean = this.#mean(i, row.lasts && i > 0 ? CALM : row.severity);
      if (row.open) this.#highest[i] = Math.max(this.#highest[i] as number, mean);
      if (by === 0 && mean > (this.#bars[i] as PeakBar).above(rate) && this.#counts(i, row, threshold)) {
        by = REACHES[i] as number;
      }
    }
    if (row.open) own[OPEN_ROWS] = (own[OPEN_ROWS] as number) + 1;
    else if (by === 0) this.#learn();
    else this.#highest.set(this.#means);
    return by;
  }

  /** No alarm lasts any more. */
  ended(threshold: number): void {
    if ((this.#own[OPEN_ROWS] as number) < SHORT_ROWS) this.#wasNone(threshold);
    this.clear();
  }

  /** As if there had been no alarm. */
  clear(): void {
    for (let i = 0; i < REACHES.length; i++) this.#means[i] = Math.min(this.#means[i] as number, CALM);
    this.#own[OPEN_ROWS] = 0;
    this.#highest.fill(0);
  }

  /** Call it when other numbers were put into `state`. */
  restored(): void {
    for (const bar of this.#bars) bar.restored();
  }

  #rate(threshold: number): number {
    const times = Math.max(1, (this.#own[ROWS] as number) / SETTLED);
    return exp(-threshold * Math.LN10) / (SELDOM * powerOfTwo(Math.min(MOST_HALVED, exponentOf(times))));
  }

  #mean(i: number, severity: number): number {
    const reach = REACHES[i] as number;
    const before = this.#means[i] as number;
    const mean = reach === 1 ? severity : before + (Math.min(CAP, severity) - before) / reach;
    this.#means[i] = mean;
    return mean;
  }

  /** The means are those of all channels: while an alarm lasts, they tell of no other. */
  #counts(i: number, { severity, usual, lasts, open }: WeighedRow, threshold: number): boolean {
    if (lasts) return false;
    if (i > 0) return !open && severity >= NOT_CALM;
    if (severity < threshold) return false;
    if (!usual || this.#week.seen) return true;
    this.#highest[i] = Math.max(this.#highest[i] as number, severity);
    this.#wasNone(threshold);
    return false;
  }

  /** What looked like an alarm was none. It counts as no more than just an alarm. */
  #wasNone(threshold: number): void {
    const rate = this.#rate(threshold);
    for (let i = 0; i < REACHES.length; i++) {
      const bar = this.#bars[i] as PeakBar;
      bar.raise(Math.min(this.#highest[i] as number, bar.above(rate)));
    }
  }

  #learn(): void {
    for (let i = 0; i < REACHES.length; i++) (this.#bars[i] as PeakBar).add(this.#means[i] as number);
  }
}
