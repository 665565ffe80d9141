// Finds a channel that slowly leaves where it was: a leak, a bearing that wears. No single row shows it, and the forecast
// follows it. What is compared are means of days. By how much a day usually differs from the day before is learnt first
// and then kept; two cumulative sums (Page 1954), upwards and downwards, tell differences that go one way from those that
// go to and fro. Where days differ by the weekday, a day is compared with that of a week before.
import { within } from '../channel.js';
import { differByWeekday, WEEK_DAYS, weekdayOf } from './weekdays.js';

/** Differences that are learnt from before any is judged. */
const LEARNT = 6;
/** The usual difference, of so few, counts as so many times as large. */
const UNSURE = 1.5;
/** Differences are judged in usual ones. One counts for at most MOST, and only what is above ALLOWED adds up. */
const MOST = 4;
const ALLOWED = 1;
/** The sum goes no higher, so that an alarm ends a few days after the drift does. */
const HIGHEST = 10;
/** Severity of a sum: 3 for one of 6.7. */
const SEVERITY = 0.45;

/** Number of the last day, and 1 for each weekday whose mean is there. */
const LAST_DAY = 0;
const KNOWN = 1;
/** By the day before, and by the week before: how many differences, their squares, the sums up and down. */
const BY_DAY = KNOWN + WEEK_DAYS;
const BY_WEEK = BY_DAY + 4;
const RING = BY_WEEK + 4;

const [DIFFERENCES, SQUARES, UP, DOWN] = [0, 1, 2, 3];

export class SlowDrift {
  readonly #state: Float64Array;

  /** `state`: SlowDrift.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = RING + WEEK_DAYS;

  /** The severity of the drift so far. */
  get severity(): number {
    const by = this.#hasWeekdays ? BY_WEEK : BY_DAY;
    return SEVERITY * Math.max(this.#state[by + UP] as number, this.#state[by + DOWN] as number);
  }

  /** Where the channel has drifted to is normal. */
  forgive(): void {
    for (const by of [BY_DAY, BY_WEEK]) this.#state.fill(0, by + UP, by + DOWN + 1);
  }

  /** The mean of a day, by its number. Days may be left out. */
  add(day: number, mean: number): void {
    const state = this.#state;
    const weekday = weekdayOf(day);
    const before = weekdayOf(day - 1);
    if (state[KNOWN + before] === 1 && state[LAST_DAY] === day - 1) {
      this.#compare(BY_DAY, mean - (state[RING + before] as number));
    }
    if (state[KNOWN + weekday] === 1) this.#compare(BY_WEEK, mean - (state[RING + weekday] as number));
    state[RING + weekday] = mean;
    state[KNOWN + weekday] = 1;
    state[LAST_DAY] = day;
  }

  #compare(by: number, difference: number): void {
    const state = this.#state;
    const count = state[by + DIFFERENCES] as number;
    if (count < LEARNT) {
      state[by + DIFFERENCES] = count + 1;
      state[by + SQUARES] = (state[by + SQUARES] as number) + difference * difference;
      return;
    }
    const usual = UNSURE * Math.sqrt((state[by + SQUARES] as number) / LEARNT);
    if (!(usual > 0)) return;
    const apart = within(difference / usual, MOST);
    const bounded = (sum: number) => Math.max(0, Math.min(HIGHEST, sum));
    state[by + UP] = bounded((state[by + UP] as number) + apart - ALLOWED);
    state[by + DOWN] = bounded((state[by + DOWN] as number) - apart - ALLOWED);
  }

  get #hasWeekdays(): boolean {
    const state = this.#state;
    const known = state[BY_WEEK + DIFFERENCES] === LEARNT;
    return known && differByWeekday(state[BY_WEEK + SQUARES] as number, state[BY_DAY + SQUARES] as number);
  }
}
