// Thresholds from false accepts per hour. A continuous stream of speakers and noise that training did not hear runs
// through the state of a live stream, without a reset. Then every threshold is tried on its scores.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Model } from '../model/model.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Program } from '../pipeline/program.js';
import { SoundState } from '../pipeline/sound-state.js';
import { Random } from '../random.js';
import type { Clip, Dataset } from './data/dataset.js';
import { makePools } from './data/pools.js';
import { type HeardWord, Scene } from './data/scene.js';
import { DEFAULT_SCENE, type SceneSettings } from './data/scene-settings.js';
import { type PhraseQuality, StreamJudge } from './measuring/stream-judge.js';
import { withThreshold } from './measuring/thresholds.js';

/**
 * A room with people: more pauses and other words than in training, no synthetic voices, no words that are reversed or
 * cut off. Noise is 5 to 30 dB below the words for 60 % of the time; every fourth word has echoes.
 */
const ROOM: SceneSettings = {
  ...DEFAULT_SCENE,
  keywordShare: 0.4,
  wordShare: 0.6,
  syntheticShare: 0,
  syntheticOtherShare: 0,
  reversedShare: 0,
  brokenShare: 0,
  speed: 0.05,
  echoShare: 0.25,
  noiseShare: 0.6,
  leastAboveNoiseDb: 5,
  mostAboveNoiseDb: 30,
};

/** Speech without any of the phrases. */
export const OTHER_WORDS: SceneSettings = { ...ROOM, keywordShare: 0, wordShare: 0.9 };
/** For setting thresholds: with synthetic voices, which say more words than people do. */
export const OTHER_VOICES: SceneSettings = { ...OTHER_WORDS, syntheticOtherShare: 0.5 };
export const NOISE_ALONE: SceneSettings = { ...ROOM, keywordShare: 0, wordShare: 0, noiseShare: 1 };

/**
 * Thresholds to try. None is below 0.65: one without false accepts in a few hours of validation may have some in the
 * next hour.
 */
const THRESHOLDS = [0.65, 0.7, 0.74, 0.78, 0.82, 0.86, 0.89, 0.91, 0.93, 0.95, 0.965, 0.98];
/** A phrase that is missed more often than this is useless, however few false accepts it has. */
const MOST_MISSED = 0.3;

/** The scores of a stream, hop by hop, and its words. */
export interface ScoredStream {
  readonly hopMs: number;
  /** (hops, labels) */
  readonly scores: Float32Array;
  readonly endsAtMs: Float64Array;
  readonly words: readonly HeardWord[];
  readonly sampleRate: number;
}

/** Runs `hours` of a split's clips and noise through the model. */
export function scoreStream(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  split: Clip['split'],
  hours: number,
  seed: number,
  settings: SceneSettings = ROOM,
): ScoredStream {
  const program = new Program(Kernel.create(module), model);
  const state = new SoundState(program, dataset.sampleRate);
  const words: HeardWord[] = [];
  const scene = new Scene(dataset, makePools(dataset, split), settings, new Random(seed, 4711), (word) =>
    words.push(word),
  );
  const hops = Math.floor((hours * 3_600_000) / program.hopMs);
  const scores = new Float32Array(hops * model.labels.length);
  const endsAtMs = new Float64Array(hops);
  const target = { label: 0, either: false };
  for (let hop = 0; hop < hops; ) {
    scene.next(state.input.subarray(0, state.samplesNeeded), target);
    if (!state.step()) continue;
    scores.set(state.scores, hop * model.labels.length);
    endsAtMs[hop++] = state.endsAtMs;
  }
  return { hopMs: program.hopMs, scores, endsAtMs, words, sampleRate: dataset.sampleRate };
}

/** The detections of a stream with these settings, by label. */
export function judge(model: Model, stream: ScoredStream, settings: KeywordSettings): PhraseQuality[] {
  const { labels } = model;
  const toMs = (samples: number) => (samples * 1000) / stream.sampleRate;
  const words = stream.words.map(({ label, from, to }) => ({ label, fromMs: toMs(from), toMs: toMs(to) }));
  const judge = new StreamJudge(labels, stream.hopMs, settings, words);
  for (let hop = 0; hop < stream.endsAtMs.length; hop++) {
    judge.step(stream.scores.subarray(hop * labels.length, (hop + 1) * labels.length), stream.endsAtMs[hop] as number);
  }
  return judge.qualities();
}

/** In use, nobody hears only other words: an hour of them counts as this many hours in a room. */
const DENSE = 10;

/**
 * For each phrase, the lowest threshold with at most the given false accepts per hour in the room, and at most DENSE
 * times as many in an hour of other words only. If that would miss more than MOST_MISSED of the words, it is the highest
 * threshold that does not. None is below `least`, by phrase. Also returns the usual lag and length of the phrase's
 * detections.
 */
export function calibrate(
  model: Model,
  room: ScoredStream,
  otherWords: ScoredStream,
  falseAcceptsPerHour: number,
  least: Readonly<Record<string, number>> = {},
): KeywordSettings {
  const judgedOn = (stream: ScoredStream) =>
    THRESHOLDS.map((threshold) => judge(model, stream, withThreshold(model, threshold)));
  const judged = judgedOn(room);
  const others = judgedOn(otherWords);
  const enter: Record<string, number> = {};
  for (const [i, label] of model.labels.slice(1).entries()) {
    const choices = judged.map((qualities, at) => ({
      ...(qualities[i] as PhraseQuality),
      falseAcceptsPerHour: Math.max(rateOf(qualities[i]), rateOf(others[at]?.[i]) / DENSE),
    }));
    enter[label] = Math.max(chooseThreshold(choices, falseAcceptsPerHour), least[label] ?? 0);
  }
  const exit = Object.fromEntries(Object.entries(enter).map(([label, threshold]) => [label, threshold / 2]));
  const settings = { ...model.detector, enter, exit };
  const final = judge(model, room, settings);
  return {
    ...settings,
    lagMs: Object.fromEntries(final.map(({ label, lagMs }) => [label, Math.round(lagMs)])),
    durationMs: Object.fromEntries(final.map(({ label, durationMs }) => [label, Math.round(durationMs)])),
  };
}

/** Chooses from a phrase's qualities at rising thresholds. */
function chooseThreshold(
  choices: readonly (PhraseQuality & { readonly falseAcceptsPerHour: number })[],
  most: number,
): number {
  const quiet = choices.find((choice) => choice.falseAcceptsPerHour <= most) ?? choices.at(-1);
  const heard = choices.findLast(({ missed, words }) => missed <= MOST_MISSED * words) ?? choices[0];
  return Math.min(quiet?.threshold as number, heard?.threshold as number);
}

function rateOf(quality: PhraseQuality | undefined): number {
  return quality ? quality.falseAccepts / quality.hours : 0;
}
