// A detection of a series: an alarm that begins or ends.

import type { Detected } from '../pipeline/detector/detector.js';
import type { Reason } from './alarm/reasons.js';

/** What is told of an alarm, beside its channel and times. */
export interface AlarmFacts {
  /** See SeriesVerdict.severity. Of the most severe row so far. */
  severity: number;
  /** The channel's value in that row, what was expected, and how far off that was thought to be, in its unit. */
  value: number;
  expected: number;
  spread: number;
  /** Whether the alarm begins; else it ends. It is told once each. */
  open: boolean;
  /** What is most conspicuous. */
  reason: Reason;
  /** The reason in a sentence. */
  why: string;
}

/** Its times are those of the first row that was wrong, and of the last. */
export interface SeriesDetected extends Detected, AlarmFacts {
  /** Index of the channel that was most surprising. */
  channel: number;
}

/** Whether a detection is one of a series. */
export function isSeriesDetected(fired: Readonly<Detected>): fired is Readonly<SeriesDetected> {
  return 'channel' in fired;
}
