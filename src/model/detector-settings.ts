// How a keyword detector decides, as data. The detector itself is in src/pipeline/detector.

/** How a keyword detector decides. Times in ms, thresholds on the smoothed score in [0, 1], by label. */
export interface KeywordSettings {
  /** Time constant of the smoothing: a score's weight falls by half or more within this time. 0: none. */
  readonly smoothingMs: number;
  /** A detection needs the smoothed score at or above this. A label without a threshold never fires. */
  readonly enter: Readonly<Record<string, number>>;
  /** The label is armed again only after the smoothed score fell below this. */
  readonly exit: Readonly<Record<string, number>>;
  /** How long the score must stay at or above `enter`. */
  readonly minDurationMs: number;
  /** How long after a detection the label stays silent, whatever the score. */
  readonly refractoryMs: number;
  /** What a phrase must reach to be the answer for a single clip: see clip.ts. @default 0.5 */
  readonly clipThreshold?: number;
  /** What answers for a single clip: the best over it, for a model trained on streams, or what comes after its last frame. @default 'best' */
  readonly clipAnswer?: 'best' | 'last';
  /** With 'last': clips are filled up with zeros, or cut, to this. @default as long as they are */
  readonly clipMs?: number;
  /**
   * By label: how long before `placedAtMs` the word usually ended (less than 0: after), and how long it usually lasts; measured in training.
   * Without the first, a detection ends with the hop that fired.
   */
  readonly lagMs?: Readonly<Record<string, number>>;
  readonly durationMs?: Readonly<Record<string, number>>;
}

/** Thresholds of a model that nobody has tuned yet. */
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
