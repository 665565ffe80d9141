// What a monitor's readout sees, counted.
import { TIME_INPUTS } from './clock.js';
import { Restlessness } from './restlessness.js';

/** Readout inputs besides the units: of each channel the last two values and how restless it has been, the times, 1. */
export const PER_CHANNEL = 2 + Restlessness.FEATURES;

/** Of so many channels and units. */
export function featureCount(channels: number, hidden: number): number {
  return hidden + channels * PER_CHANNEL + TIME_INPUTS + 1;
}
