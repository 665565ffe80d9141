// How a keyword detector decides, as data. The detector itself is in src/pipeline/detector.
import type { AlarmMark } from './alarm-mark.js';

/** How a keyword detector decides. Times are in ms; thresholds, by label, apply to the smoothed score in [0, 1]. */
export interface KeywordSettings {
  /** Time constant of the smoothing: a score's weight falls by half or more within this time. 0: none. */
  readonly smoothingMs: number;
  /** A detection needs the smoothed score at or above this. A label without a threshold never fires. */
  readonly enter: Readonly<Record<string, number>>;
  /** A label can fire again only after its smoothed score has fallen below this. */
  readonly exit: Readonly<Record<string, number>>;
  /** How long the score must stay at or above `enter`. */
  readonly minDurationMs: number;
  /** Refractory period: after a detection the label does not fire for this long, whatever the score. */
  readonly refractoryMs: number;
  /** The score that a phrase needs to be the answer for a single clip: see clip.ts. @default 0.5 */
  readonly clipThreshold?: number;
  /**
   * Which scores answer for a single clip: the highest of the clip, for a model trained on streams, or those after its
   * last frame.
   * @default 'best'
   */
  readonly clipAnswer?: 'best' | 'last';
  /** With 'last': clips are padded with zeros or cut to this length. @default their own length */
  readonly clipMs?: number;
  /**
   * By label: how long before the hop that fires the word usually ended (negative: after), and how long it usually
   * lasts. Measured in training. Without the first, a detection ends with the hop that fired.
   */
  readonly lagMs?: Readonly<Record<string, number>>;
  readonly durationMs?: Readonly<Record<string, number>>;
  /** Of a series: what an operator said of its alarms. `acknowledge` and `callNormal` set it. */
  readonly marks?: readonly AlarmMark[];
}

/** Settings of a model that is not tuned yet. */
export function plainDetector(labels: readonly string[]): KeywordSettings {
  const words = labels.slice(1);
  return {
    smoothingMs: 80,
    enter: Object.fromEntries(words.map((word) => [word, 0.7])),
    exit: Object.fromEntries(words.map((word) => [word, 0.35])),
    minDurationMs: 60,
    refractoryMs: 600,
  };
}
