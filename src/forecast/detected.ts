// A detection of a series. It also has the channel that it is about.
import type { Detected } from '../pipeline/detector/detector.js';

export interface SeriesDetected extends Detected {
  /** Index of the channel that was most surprising. */
  channel: number;
  severity: number;
}

/** Whether a detection is one of a series. */
export function isSeriesDetected(fired: Readonly<Detected>): fired is Readonly<SeriesDetected> {
  return 'channel' in fired;
}
