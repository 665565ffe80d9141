// Time of the day and of the week as points on circles, as inputs of the network and the readout.
import { cosTurns, sinTurns } from '../exact.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** The day of the week is an input only once so many weeks have been seen. */
const WEEKS_SEEN = 2;

export const TIME_INPUTS = 4;

/** Writes TIME_INPUTS numbers to `into` from `at` on. `firstMs`: the time of the first row. */
export function writeTime(timeMs: number, firstMs: number, into: Float64Array, at: number): void {
  const day = timeMs / DAY_MS;
  const week = timeMs / WEEK_MS;
  const long = timeMs - firstMs >= WEEKS_SEEN * WEEK_MS;
  into[at] = sinTurns(day);
  into[at + 1] = cosTurns(day);
  into[at + 2] = long ? sinTurns(week) : 0;
  into[at + 3] = long ? cosTurns(week) : 0;
}
