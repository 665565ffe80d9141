// How a scene is mixed: every share, level and time of it.

/** How the stream is mixed. */
export interface SceneSettings {
  /** Share of items that are keywords, and of the others how many are words and not noise or pause. */
  readonly keywordShare: number;
  readonly wordShare: number;
  /** Share of synthetic voices among keywords, and among other words, of which there are few by people. */
  readonly syntheticShare: number;
  readonly syntheticOtherShare: number;
  /** Of the other words: words played backwards, and long phrases broken off in the middle. */
  readonly reversedShare: number;
  readonly brokenShare: number;
  /** The label is right from so long before the word's end to so long after it. */
  readonly labelBeforeMs: number;
  readonly labelAfterMs: number;
  /** After that both label and background are right for so long. */
  readonly fadeMs: number;
  readonly speed: number;
  readonly echoShare: number;
  readonly noiseShare: number;
  /** How far words lie above the noise, dB: uniform between these. */
  readonly leastAboveNoiseDb: number;
  readonly mostAboveNoiseDb: number;
}

export const DEFAULT_SCENE: SceneSettings = {
  keywordShare: 0.52,
  wordShare: 0.8,
  syntheticShare: 0.15,
  syntheticOtherShare: 0.4,
  reversedShare: 0.18,
  brokenShare: 0.12,
  labelBeforeMs: 60,
  labelAfterMs: 260,
  fadeMs: 200,
  speed: 0.16,
  echoShare: 0.35,
  noiseShare: 0.6,
  leastAboveNoiseDb: 0,
  mostAboveNoiseDb: 25,
};
