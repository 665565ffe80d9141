// Time of the day as a point on a circle, as inputs of the network and the readout.
import { cosTurns, sinTurns } from '../exact.js';

const DAY_MS = 86_400_000;

/** The last two are always 0: they were the day of the week, and states have them. */
export const TIME_INPUTS = 4;

/** Writes TIME_INPUTS numbers to `into` from `at` on. */
export function writeTime(timeMs: number, into: Float64Array, at: number): void {
  const day = timeMs / DAY_MS;
  into[at] = sinTurns(day);
  into[at + 1] = cosTurns(day);
  into[at + 2] = 0;
  into[at + 3] = 0;
}
