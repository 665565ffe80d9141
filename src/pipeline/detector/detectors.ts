// The one list of detectors. Keywords are the only kind so far.
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { Detector } from './detector.js';
import { KeywordDetector } from './keyword.js';

/** Numbers of a detector's state. `labels`: how many. */
export function detectorNumbers(labels: number): number {
  return KeywordDetector.numbers(labels);
}

/**
 * `labels[0]` is the background; `state`: `detectorNumbers(labels.length)` numbers, which the stream keeps, zeros at
 * the start.
 */
export function createDetector(
  labels: readonly string[],
  hopMs: number,
  settings: KeywordSettings,
  state: Float64Array,
): Detector {
  return new KeywordDetector(labels, hopMs, settings, state);
}
