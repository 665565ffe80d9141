// Finds a channel that has left where it was first, however it came there: a meter that counts twice as much, a level that
// rose in steps. The means of the first days are kept as they are. How far a mean may wander from them within a time is
// learnt from how far means of days wander within a day and within a week: what returns wanders no farther in a week, what
// walks at random does. In doubt it is taken to walk. Where days differ by the weekday, each is compared with its own.

import { differByWeekday, WEEK_DAYS, weekdayOf } from './weekdays.js';

/** Days that the first means are of. After one week they are judged by, too. */
const FIRST_DAYS = 2 * WEEK_DAYS;
/** An alarm is so many usual distances away, and the more the fewer differences are known. */
const BEYOND = 4;
const UNSURE = 5;
/**
 * What a week adds to a day's square distance counts as so many times as much, and for each day at least as this share of
 * it: there are only seven weeks' distances, and they overlap.
 */
const WALKS = 2;
const LEAST_WALK = 0.1;
/** After so many days of an alarm the channel is taken to stay there, and its means are learnt anew. */
const STAYS_DAYS = 5;
/** The least that a distance is measured by, as a share of the first mean: two equal days do not forbid a third. */
const LEAST = 1e-3;

const FIRST = 0;
const COUNT = 1;
const LAST_DAY = 2;
const LAST = 3;
const BEYOND_DAYS = 4;
const RATIO = 5;
/** Of a day, of a week: how many differences, and their squares. */
const BY_DAY = 6;
const BY_WEEK = 8;
/** By weekday: how many means, and their mean. */
const COUNTS = 10;
const MEANS = COUNTS + WEEK_DAYS;

export class Departure {
  readonly #state: Float64Array;

  /** `state`: Departure.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = MEANS + WEEK_DAYS;

  /** How far it is away: 1 where that is an alarm. */
  get beyond(): number {
    return this.#state[RATIO] as number;
  }

  /** Where the channel is now is normal: its first means are learnt anew. */
  forgive(): void {
    this.#state.fill(0);
  }

  /** The mean of a day, by its number. Days may be left out. */
  add(day: number, mean: number): void {
    const state = this.#state;
    const count = state[COUNT] as number;
    if (count === 0) state[FIRST] = day;
    const weekday = weekdayOf(day);
    state[RATIO] = count < WEEK_DAYS ? 0 : this.#ratio(day, weekday, mean);
    if (count < FIRST_DAYS) this.#learn(day, weekday, mean);
    state[BEYOND_DAYS] = this.beyond >= 1 ? (state[BEYOND_DAYS] as number) + 1 : 0;
    if (state[BEYOND_DAYS] === STAYS_DAYS) state.fill(0);
    state[LAST_DAY] = day;
    state[LAST] = mean;
  }

  #ratio(day: number, weekday: number, mean: number): number {
    const state = this.#state;
    const away = Math.max(1, day - (state[FIRST] as number) - (state[COUNT] as number) / 2);
    const [days, weeks] = [state[BY_DAY] as number, state[BY_WEEK] as number];
    const ofDay = (state[BY_DAY + 1] as number) / days;
    const ofWeek = weeks === 0 ? ofDay : (state[BY_WEEK + 1] as number) / weeks;
    const weekdays = weeks >= WEEK_DAYS - 1 && differByWeekday(ofWeek, ofDay);
    const first = weekdays ? (state[MEANS + weekday] as number) : this.#firstMean;
    const walk = Math.max(LEAST_WALK * ofDay, (WALKS * ofWeek - ofDay) / (WEEK_DAYS - 1));
    const square = weekdays
      ? ofWeek * Math.max(1, away / WEEK_DAYS)
      : ofDay + (away - 1) * (weeks === 0 ? ofDay : walk);
    const usual = Math.max(Math.sqrt(square), LEAST * Math.abs(first));
    if (!(usual > 0)) return 0;
    return Math.abs(mean - first) / (usual * BEYOND * (1 + UNSURE / (weekdays ? weeks : days)));
  }

  #learn(day: number, weekday: number, mean: number): void {
    const state = this.#state;
    const count = state[COUNTS + weekday] as number;
    const known = state[MEANS + weekday] as number;
    if ((state[COUNT] as number) > 0 && state[LAST_DAY] === day - 1)
      this.#differ(BY_DAY, mean - (state[LAST] as number));
    if (count > 0) this.#differ(BY_WEEK, mean - known);
    state[COUNTS + weekday] = count + 1;
    state[MEANS + weekday] = known + (mean - known) / (count + 1);
    state[COUNT] = (state[COUNT] as number) + 1;
  }

  #differ(by: number, difference: number): void {
    this.#state[by] = (this.#state[by] as number) + 1;
    this.#state[by + 1] = (this.#state[by + 1] as number) + difference * difference;
  }

  get #firstMean(): number {
    const state = this.#state;
    let sum = 0;
    for (let i = 0; i < WEEK_DAYS; i++) sum += (state[COUNTS + i] as number) * (state[MEANS + i] as number);
    return sum / (state[COUNT] as number);
  }
}
