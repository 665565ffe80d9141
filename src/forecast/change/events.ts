// Watches when a channel's events come: an event that is missing, and a cycle that takes longer or shorter than ever. The
// time since the last event is measured by two clocks, the usual one and one that follows the day.
import { REASON } from '../alarm/reasons.js';
import { partsOf } from '../parts.js';
import { changeSeverity, LASTS } from './change-severity.js';
import { EventRate } from './event-rate.js';
import { Gaps } from './gaps.js';
import { TwoLevels } from './two-levels.js';

/** A time without a row that is so many times the usual one may have had events. */
const UNSEEN = 20;
/** How quickly the usual time from row to row follows. */
const STEP_GAIN = 0.01;
/** Gaps are known to so many rows. */
const EXACT = 1.5;
/** By the clock that follows the day, they are known to this many events. */
const EXACT_EVENTS = 0.5;
/** That clock is believed after so many days, which had a weekend among them, and so many events from then on. */
const DAYS = 8;
const LEAST_EVENTS = 25;
/** Uneven gaps are believed after so many days with events, which had nights between them. */
const FIRST_DAYS = 2.5;
/** Gaps are even where the longest is at most so many usual ones. */
const EVEN = 1.8;
const DAY_MS = 86_400_000;

const LAST_MS = 0;
const STEP_MS = 1;
const SINCE = 2;
const SINCE_EVENTS = 3;
const KNOWN = 4;
/** Of a cycle that was another, until the next one is over: it keeps an alarm open and begins none. */
const AFTER = 5;
const FIRST_MS = 6;
const FIRST_GAP_MS = 7;
const OWN = 8;

export class Events {
  readonly #own: Float64Array;
  readonly #levels: TwoLevels;
  readonly #gaps: Gaps;
  readonly #byDay: Gaps;
  readonly #rate: EventRate;
  /**
   * Index in REASONS, of a severity above 0; and how long it took, and the longest or shortest before, in ms. The latter is 0
   * where it is not longer than ever, but at a time when events come more often.
   */
  reason: number = REASON.missingEvent;
  took = 0;
  known = 0;

  /** `state`: Events.NUMBERS numbers. */
  constructor(state: Float64Array) {
    const take = partsOf(state);
    this.#own = take(OWN);
    this.#levels = new TwoLevels(take(TwoLevels.NUMBERS));
    this.#gaps = new Gaps(take(Gaps.NUMBERS));
    this.#byDay = new Gaps(take(Gaps.NUMBERS));
    this.#rate = new EventRate(take(EventRate.NUMBERS));
  }

  static readonly NUMBERS = OWN + TwoLevels.NUMBERS + 2 * Gaps.NUMBERS + EventRate.NUMBERS;

  /** The next value; NaN is none. Returns the severity. `frozen`: nothing is learnt. Real-time. */
  step(timeMs: number, value: number, frozen: boolean): number {
    if (Number.isNaN(value)) return 0;
    const own = this.#own;
    if (own[FIRST_MS] === 0) own[FIRST_MS] = timeMs;
    const passed = own[LAST_MS] === 0 ? 0 : Math.max(0, timeMs - (own[LAST_MS] as number));
    own[LAST_MS] = timeMs;
    if (own[STEP_MS] !== 0 && passed > UNSEEN * (own[STEP_MS] as number)) own[KNOWN] = 0;
    own[STEP_MS] =
      own[STEP_MS] === 0
        ? passed
        : (own[STEP_MS] as number) +
          STEP_GAIN * (Math.min(passed, UNSEEN * (own[STEP_MS] as number)) - (own[STEP_MS] as number));
    own[SINCE] = (own[SINCE] as number) + passed;
    own[SINCE_EVENTS] = (own[SINCE_EVENTS] as number) + this.#rate.expected(timeMs, passed);
    const event = this.#levels.step(value, frozen);
    if (!frozen) this.#rate.learn(timeMs, passed, event);
    const { apart } = this.#levels;
    if (!apart) {
      own[KNOWN] = 0;
      own[FIRST_GAP_MS] = 0;
    }
    const severity = own[KNOWN] === 1 ? this.#judge(timeMs, event) : 0;
    if (event && apart) this.#next(timeMs, frozen);
    return severity;
  }

  /** That no event came for so long, or came so soon, is normal. The next gap is judged again. */
  forgive(): void {
    const own = this.#own;
    if (own[KNOWN] === 1 && (own[SINCE] as number) > this.#gaps.longest) this.#gaps.learn(own[SINCE] as number);
    own[KNOWN] = 0;
    own[AFTER] = 0;
  }

  #judge(timeMs: number, event: boolean): number {
    const own = this.#own;
    const [since, exact] = [own[SINCE] as number, EXACT * (own[STEP_MS] as number)];
    const rows = this.#gaps.usual / (own[STEP_MS] as number);
    const byClock = this.#isClockKnown(timeMs) ? this.#gaps.tooLong(since, exact, rows) : 0;
    const ofDay = own[SINCE_EVENTS] as number;
    const byDay = this.#isDayKnown(timeMs) ? this.#byDay.tooLong(ofDay, EXACT_EVENTS, rows) : 0;
    const long = Math.max(byClock, byDay);
    const short = event ? this.#gaps.tooShort(since, exact, rows) : 0;
    this.took = since;
    this.known = short > 0 ? this.#gaps.shortest : byDay > byClock ? 0 : this.#gaps.longest;
    this.reason = short > 0 ? REASON.period : REASON.missingEvent;
    const severity = changeSeverity(Math.max(long, short));
    if (event) own[AFTER] = short >= 1 ? LASTS : 0;
    return Math.max(severity, own[AFTER] as number);
  }

  /** Whether the usual clock is believed: it does not know of nights and weekends before it has seen some. */
  #isClockKnown(timeMs: number): boolean {
    const even = this.#gaps.longest <= EVEN * this.#gaps.usual;
    return even || timeMs - (this.#own[FIRST_GAP_MS] as number) >= FIRST_DAYS * DAY_MS;
  }

  #isDayKnown(timeMs: number): boolean {
    return this.#isRateKnown(timeMs) && this.#byDay.count >= LEAST_EVENTS;
  }

  #isRateKnown(timeMs: number): boolean {
    return timeMs - (this.#own[FIRST_MS] as number) >= DAYS * DAY_MS;
  }

  #next(timeMs: number, frozen: boolean): void {
    const own = this.#own;
    if (own[KNOWN] === 1 && !frozen) {
      if (own[FIRST_GAP_MS] === 0) own[FIRST_GAP_MS] = timeMs;
      this.#gaps.learn(own[SINCE] as number);
      if (this.#isRateKnown(timeMs)) this.#byDay.learn(own[SINCE_EVENTS] as number);
    }
    own[KNOWN] = 1;
    own[SINCE] = 0;
    own[SINCE_EVENTS] = 0;
  }
}
