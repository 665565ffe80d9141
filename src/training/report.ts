// The end of a training: thresholds from validation speakers, quality on speakers that were never heard. report-text.ts
// tells it.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Model } from '../model/model.js';
import { calibrate, judge, NOISE_ALONE, OTHER_VOICES, OTHER_WORDS, scoreStream } from './calibrate.js';
import type { Clip, Dataset } from './data/dataset.js';
import type { SceneSettings } from './data/scene-settings.js';
import type { Naming, Splits } from './data/speakers.js';
import { type ClipQuality, calibrateClips, evaluateClips } from './evaluate.js';
import type { PhraseQuality } from './measuring/stream-judge.js';
import { scoreTalk, type TalkBasis, thresholdsOnTalk } from './talk-thresholds.js';
import { clipsOf } from './train.js';

/** How many test clips, and how many speakers, stand behind a figure. */
export interface Basis {
  readonly clips: number;
  readonly speakers: number;
}

/** What was counted in the talk of the test split, and by whom it is. */
export interface TalkReport {
  readonly phrases: readonly PhraseQuality[];
  readonly speakers: number;
  /** By machines, not by people. */
  readonly synthetic: boolean;
}

export interface QualityReport {
  readonly clips: ClipQuality;
  readonly phrases: readonly PhraseQuality[];
  /** Hours of stream on which phrases were judged. */
  readonly hours: number;
  /** False accepts in the talk of the test split, by phrase, and who talks; null: there is none. */
  readonly talk: TalkReport | null;
  /**
   * False accepts an hour of noise, and an hour of words that are none of the phrases, of all phrases together. Null:
   * not measured, for lack of such clips.
   */
  readonly inNoise: number | null;
  readonly inOtherWords: number | null;
  /** By label, the background's (other words) first. */
  readonly basis: readonly Basis[];
  /** Distinct speakers of all test clips. */
  readonly speakers: number;
  /** Of them, synthetic voices: figures on these say nothing of people. */
  readonly syntheticSpeakers: number;
  readonly naming: Naming;
  readonly splitBy: Splits['by'];
}

/** Detector settings, and the talk that they were chosen on. */
export interface ChosenThresholds {
  readonly detector: KeywordSettings;
  /** Null: there was no talk to choose on. */
  readonly talk: TalkBasis | null;
}

/** Detector settings for a model whose weights are done, from `hours` of stream of the validation speakers. */
export async function tune(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  hours: number,
  falseAcceptsPerHour: number,
  seed: number,
): Promise<KeywordSettings> {
  return (await chooseThresholds(module, model, dataset, hours, falseAcceptsPerHour, seed)).detector;
}

/** As tune(), and tells of the talk: no threshold is below what the validation speakers' talk asks for. */
export async function chooseThresholds(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  hours: number,
  falseAcceptsPerHour: number,
  seed: number,
): Promise<ChosenThresholds> {
  const room = scoreStream(module, model, dataset, 'validation', hours, seed);
  const others = scoreStream(module, model, dataset, 'validation', Math.min(1, hours), seed, OTHER_VOICES);
  const clipThreshold = calibrateClips(module, model, dataset, clipsOf(dataset, 'validation'));
  const onTalk = await thresholdsOnTalk(module, model, dataset, falseAcceptsPerHour, seed);
  const detector = calibrate(model, room, others, falseAcceptsPerHour, onTalk?.least);
  return { detector: { ...detector, clipThreshold }, talk: onTalk?.basis ?? null };
}

/** Quality on the test speakers. */
export async function measure(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  hours: number,
  seed: number,
): Promise<QualityReport> {
  const testClips = clipsOf(dataset, 'test');
  const hasNoise = dataset.clips.some(({ kind, split }) => kind === 'noise' && split === 'test');
  const basis = model.labels.map((_, label) => basisOf(testClips.filter((clip) => clip.label === label)));
  const stream = scoreStream(module, model, dataset, 'test', hours, seed);
  const talk = await scoreTalk(module, model, dataset, 'test');
  const talkers = dataset.talk?.filter(({ split }) => split === 'test') ?? [];
  const quietHours = Math.min(1, hours);
  const falseAcceptsIn = (settings: SceneSettings) => {
    const quiet = scoreStream(module, model, dataset, 'test', quietHours, seed + 1, settings);
    const falseAccepts = judge(model, quiet, model.detector).reduce((sum, phrase) => sum + phrase.falseAccepts, 0);
    return falseAccepts / quietHours;
  };
  return {
    clips: evaluateClips(module, model, dataset, testClips),
    phrases: judge(model, stream, model.detector),
    hours,
    talk: talk && {
      phrases: judge(model, talk, model.detector),
      speakers: new Set(talkers.map(({ speaker }) => speaker)).size,
      synthetic: talkers.every(({ kind }) => kind === 'synthetic'),
    },
    inNoise: hasNoise ? falseAcceptsIn(NOISE_ALONE) : null,
    inOtherWords: basis[0]?.clips ? falseAcceptsIn(OTHER_WORDS) : null,
    basis,
    speakers: basisOf(testClips).speakers,
    syntheticSpeakers: basisOf(testClips.filter(({ kind }) => kind === 'synthetic')).speakers,
    naming: dataset.naming,
    splitBy: dataset.splitBy,
  };
}

function basisOf(clips: readonly Clip[]): Basis {
  return { clips: clips.length, speakers: new Set(clips.map(({ speaker }) => speaker)).size };
}

/**
 * The figures that go into the model file. What was not measured is not among them: no figure stands on nothing.
 * `chosenOn`: the talk that thresholds were chosen on.
 */
export function summaryOf(
  report: QualityReport,
  chosenOn: { readonly hours: number } | null = null,
): Record<string, number> {
  const { clips, phrases, hours, inNoise, inOtherWords, basis } = report;
  const sum = (of: (quality: PhraseQuality) => number) => phrases.reduce((total, quality) => total + of(quality), 0);
  const words = sum((phrase) => phrase.words);
  const phraseClips = basis.slice(1).reduce((total, phrase) => total + phrase.clips, 0);
  return {
    testClips: basis.reduce((total, label) => total + label.clips, 0),
    testClipsOfPhrases: phraseClips,
    testSpeakers: report.speakers,
    ...(report.syntheticSpeakers > 0 ? { testSyntheticSpeakers: report.syntheticSpeakers } : {}),
    ...(phraseClips > 0
      ? { testClipAccuracy: rounded(clips.accuracy), testBalancedAccuracy: rounded(clips.balanced) }
      : {}),
    testStreamHours: hours,
    ...(words > 0 ? { testStreamMissed: rounded(sum(({ missed }) => missed) / words) } : {}),
    testStreamFalseAcceptsPerHour: rounded(sum(({ falseAccepts }) => falseAccepts) / hours),
    ...(chosenOn === null ? {} : { thresholdsTalkHours: rounded(chosenOn.hours) }),
    ...(report.talk === null ? {} : talkSummary(report.talk.phrases)),
    ...(inNoise === null ? {} : { falseAcceptsInAnHourOfNoise: rounded(inNoise) }),
    ...(inOtherWords === null ? {} : { falseAcceptsInAnHourOfOtherWords: rounded(inOtherWords) }),
  };
}

/** The hours, and the worst phrase: a mean would hide it. */
function talkSummary(phrases: readonly PhraseQuality[]): Record<string, number> {
  const hours = phrases[0]?.hours ?? 0;
  const most = Math.max(...phrases.map(({ falseAccepts }) => falseAccepts));
  return { testTalkHours: rounded(hours), testTalkMostFalseAcceptsPerHour: rounded(most / hours) };
}

export function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
