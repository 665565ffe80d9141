// How many inputs a monitor's readout has.
import { TIME_INPUTS } from './clock.js';
import { Volatility } from './volatility.js';

/**
 * Inputs of each channel: its last two values and its volatility. The units, the time and a constant 1 are inputs too.
 */
export const PER_CHANNEL = 2 + Volatility.FEATURES;

/** For so many channels and units. */
export function featureCount(channels: number, hidden: number): number {
  return hidden + channels * PER_CHANNEL + TIME_INPUTS + 1;
}
