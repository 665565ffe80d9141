// A detection of a series. It also has the channel that it is about.
import type { Detected } from '../pipeline/detector/detector.js';

export interface SeriesDetected extends Detected {
  /** Index of the channel that was most surprising. */
  channel: number;
  severity: number;
  /** The channel's value, what was expected, and how far off that was thought to be, in the channel's unit. */
  value: number;
  expected: number;
  spread: number;
}

/** Whether a detection is one of a series. */
export function isSeriesDetected(fired: Readonly<Detected>): fired is Readonly<SeriesDetected> {
  return 'channel' in fired;
}
