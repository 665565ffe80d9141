// The settings of a scene: every share, level and time.

/** How continuous talk comes into a scene, where the data has some. */
export interface TalkSettings {
  /** Share of stretches of talk among what is no phrase; and their length, s. */
  readonly share: number;
  readonly leastSeconds: number;
  readonly mostSeconds: number;
  /** Of those, the share that begins where an earlier state of the model took talk for a phrase. */
  readonly hardShare: number;
  /** Share of synthetic voices in talk. */
  readonly syntheticShare: number;
  /** Share of talk among the backgrounds: people who talk while a phrase is said. */
  readonly babbleShare: number;
}

/** How the stream of a scene is mixed. */
export interface SceneSettings {
  /** Share of items that are keywords; of the other items, the share of words, as against noise or pauses. */
  readonly keywordShare: number;
  readonly wordShare: number;
  /** Share of synthetic voices among keywords, and among other words, of which people recorded few. */
  readonly syntheticShare: number;
  readonly syntheticOtherShare: number;
  /** Share of phrases that are drawn among those that people recorded, where not all are. @default as often as any */
  readonly recordedShare?: number;
  /** Shares among the other words: reversed words, and long phrases that are cut off in the middle. */
  readonly reversedShare: number;
  readonly brokenShare: number;
  /** The label is right from this long before the word's end to this long after it. */
  readonly labelBeforeMs: number;
  readonly labelAfterMs: number;
  /** After that, both the label and the background are right for this long. */
  readonly fadeMs: number;
  readonly speed: number;
  readonly echoShare: number;
  readonly noiseShare: number;
  /** How far words lie above the noise, dB: uniform between these. */
  readonly leastAboveNoiseDb: number;
  readonly mostAboveNoiseDb: number;
  /** Without: talk is not heard. */
  readonly talk?: TalkSettings;
  /** Share of items that went over a narrow line or through a coarse codec, so that a codec is no cue. @default 0 */
  readonly lineShare?: number;
  /** Share of nothing at all, every sample 0, among backgrounds without noise. @default 0 */
  readonly digitalSilenceShare?: number;
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

/** For data with continuous talk. */
export const TALK_SCENE: SceneSettings = {
  ...DEFAULT_SCENE,
  keywordShare: 0.4,
  lineShare: 0.25,
  digitalSilenceShare: 0.15,
  talk: { share: 0.6, leastSeconds: 1.5, mostSeconds: 8, hardShare: 0.35, syntheticShare: 0.4, babbleShare: 0.2 },
};

/** For phrases that machines say: recordings, where there are some, are heard as often as these. */
export const PHRASE_SCENE: SceneSettings = {
  ...TALK_SCENE,
  syntheticShare: 0.5,
  syntheticOtherShare: 0.6,
  echoShare: 0.45,
  noiseShare: 0.65,
  talk: { share: 0.45, leastSeconds: 1.5, mostSeconds: 8, hardShare: 0.35, syntheticShare: 0.3, babbleShare: 0.2 },
};

/** For hundreds of words, most of which only machines say. Talk is rare: it holds words that elsewhere have a label. */
export const BASE_SCENE: SceneSettings = {
  ...PHRASE_SCENE,
  keywordShare: 0.75,
  syntheticShare: 0.2,
  recordedShare: 0.25,
  reversedShare: 0.1,
  brokenShare: 0.1,
};
