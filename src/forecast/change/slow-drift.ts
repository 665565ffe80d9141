// Finds a channel that slowly leaves where it was: a leak, a bearing that wears. No single row shows it, and the forecast
// follows it. What is compared are means of whole days, so the course of the day and the noise cancel out. By how much a
// day usually differs from the day before is learnt first and then kept; two cumulative sums (Page 1954), upwards and
// downwards, tell differences that go one way from those that go to and fro. Where days differ by the weekday, a day is
// compared with that of a week before.
import { within } from '../channel.js';

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;
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
/** Weekdays count where a week makes days so much more alike. */
const ALIKE = 0.5;
/** A day with fewer rows than this share of the one before is left out. */
const WHOLE = 0.5;

const DAY = 0;
const SUM = 1;
const COUNT = 2;
const ROWS_BEFORE = 3;
const DAYS = 4;
/** By the day before, and by the week before: how many differences, their squares, the sums up and down. */
const BY_DAY = 5;
const BY_WEEK = 9;
const RING = 13;

const [DIFFERENCES, SQUARES, UP, DOWN] = [0, 1, 2, 3];

export class SlowDrift {
  readonly #state: Float64Array;

  /** `state`: SlowDrift.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = RING + WEEK_DAYS;

  /** The next value; NaN is none. Returns the severity of the drift up to the day before. */
  step(timeMs: number, value: number): number {
    const state = this.#state;
    const day = Math.floor(timeMs / DAY_MS) + 1; // 0: none yet
    if (day !== state[DAY]) {
      if (state[DAY] !== 0) this.#end();
      state[DAY] = day;
      state[SUM] = 0;
      state[COUNT] = 0;
    }
    if (!Number.isNaN(value)) {
      state[SUM] = (state[SUM] as number) + value;
      state[COUNT] = (state[COUNT] as number) + 1;
    }
    const by = this.#hasWeekdays ? BY_WEEK : BY_DAY;
    return SEVERITY * Math.max(state[by + UP] as number, state[by + DOWN] as number);
  }

  /** Where the channel has drifted to is normal. */
  forgive(): void {
    for (const by of [BY_DAY, BY_WEEK]) this.#state.fill(0, by + UP, by + DOWN + 1);
  }

  /** A day is over. The first one has seldom begun at midnight. */
  #end(): void {
    const state = this.#state;
    const count = state[COUNT] as number;
    const whole = count > 0 && count >= WHOLE * (state[ROWS_BEFORE] as number);
    state[ROWS_BEFORE] = Math.max(count, WHOLE * (state[ROWS_BEFORE] as number));
    if (!whole) return;
    const mean = (state[SUM] as number) / count;
    const days = state[DAYS] as number;
    const at = days % WEEK_DAYS;
    if (days > 1) this.#compare(BY_DAY, mean - (state[RING + ((days - 1) % WEEK_DAYS)] as number));
    if (days > WEEK_DAYS) this.#compare(BY_WEEK, mean - (state[RING + at] as number));
    state[RING + at] = mean;
    state[DAYS] = days + 1;
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
    return known && (state[BY_WEEK + SQUARES] as number) < ALIKE * ALIKE * (state[BY_DAY + SQUARES] as number);
  }
}
