// The contract of a detector, which turns scores into detections. A new detector is one file and one line in
// detectors.ts.
import type { KeywordSettings } from '../../model/detector-settings.js';

/** A detection. Times are stream time, ms. The object is used again for the next one: copy what you keep. */
export interface Detected {
  /** Index of the label. */
  label: number;
  score: number;
  startsAtMs: number;
  endsAtMs: number;
  /** Midway between the score's rise to 0.35 (to `enter` where that is lower) and the hop that fired. */
  placedAtMs: number;
}

export interface Detector {
  /** One prediction: `scores` (labels). Returns the detection that it completes, or null. Real-time. */
  step(scores: Float32Array, endsAtMs: number): Detected | null;
  /** Sets the state to the start. */
  reset(): void;
  /** Changes the settings; the state stays. */
  configure(settings: KeywordSettings): void;
}
