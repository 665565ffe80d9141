// Days by their numbers, and whether the days of a channel differ by the weekday.

export const WEEK_DAYS = 7;
/** Weekdays count where a week makes days so much more alike. */
const ALIKE = 0.5;

/** The same for all days that are whole weeks apart, from 0 to 6. */
export function weekdayOf(day: number): number {
  return ((day % WEEK_DAYS) + WEEK_DAYS) % WEEK_DAYS;
}

/** By the square differences of means a week and a day apart. */
export function differByWeekday(ofWeek: number, ofDay: number): boolean {
  return ofWeek < ALIKE * ALIKE * ofDay;
}
