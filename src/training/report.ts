// The end of a training: thresholds from validation speakers, quality on speakers that were never heard, as data and as
// a table.
import type { KeywordSettings } from '../model/detector-settings.js';
import type { Model } from '../model/model.js';
import { calibrate, judge, NOISE_ALONE, OTHER_VOICES, OTHER_WORDS, scoreStream, scoreTalk } from './calibrate.js';
import type { Clip, Dataset } from './data/dataset.js';
import type { SceneSettings } from './data/scene-settings.js';
import type { Naming, Splits } from './data/speakers.js';
import { type ClipQuality, calibrateClips, evaluateClips } from './evaluate.js';
import { countInterval } from './measuring/intervals.js';
import type { PhraseQuality } from './measuring/stream-judge.js';
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

/** Detector settings for a model whose weights are done, from `hours` of stream of the validation speakers. */
export async function tune(
  module: WebAssembly.Module,
  model: Model,
  dataset: Dataset,
  hours: number,
  falseAcceptsPerHour: number,
  seed: number,
): Promise<KeywordSettings> {
  const room = scoreStream(module, model, dataset, 'validation', hours, seed);
  const others = scoreStream(module, model, dataset, 'validation', Math.min(1, hours), seed, OTHER_VOICES);
  const clipThreshold = calibrateClips(module, model, dataset, clipsOf(dataset, 'validation'));
  const talk = await scoreTalk(module, model, dataset, 'validation');
  return { ...calibrate(model, room, others, falseAcceptsPerHour, talk), clipThreshold };
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

/** The figures that go into the model file. What was not measured is not among them: no figure stands on nothing. */
export function summaryOf(report: QualityReport): Record<string, number> {
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

const NOT_MEASURED = 'not measured';

/** What the figures stand on and what they leave open, a sentence each. */
export function basisSentences(labels: readonly string[], report: QualityReport): string[] {
  const { basis, clips, inNoise, inOtherWords } = report;
  const phrases = labels.slice(1).filter((_, i) => (basis[i + 1]?.clips ?? 0) > 0);
  const all = basis.reduce((total, { clips }) => total + clips, 0);
  const share = percent(clips.accuracy);
  const said =
    phrases.length === 0
      ? `clips right: ${NOT_MEASURED}, for no test clip says one of the phrases`
      : `clips right: ${share} of ${all} test clips, in which ${phrases.length} of ${labels.length - 1} phrases are said`;
  const perHour = (count: number | null, what: string, lack: string) =>
    `false accepts in an hour of ${what}: ${count === null ? `${NOT_MEASURED}, for ${lack}` : rounded(count)}`;
  return [
    said,
    whoSpeaks(report),
    inTalk(report.talk),
    perHour(inNoise, 'noise', 'no noise is in the test data (--noise DIR)'),
    perHour(inOtherWords, 'other words', "no other words are in the test data (a folder 'unknown')"),
  ];
}

function inTalk(talk: QualityReport['talk']): string {
  if (talk === null) {
    return `false accepts in talk: ${NOT_MEASURED}, for there is no talk to measure on (--talk DIR): expect many`;
  }
  const worst = talk.phrases.reduce((most, each) => (each.falseAccepts > most.falseAccepts ? each : most));
  const { low, high } = countInterval(worst.falseAccepts);
  const rate = (count: number) => (count / worst.hours).toFixed(2);
  const counted = `at most ${rate(worst.falseAccepts)} an hour (${worst.label}; ${rate(low)} to ${rate(high)} at 95 %), counted in ${worst.hours.toFixed(2)} h`;
  return talk.synthetic
    ? `false accepts in made talk: ${counted} by ${talk.speakers} synthetic ${talk.speakers === 1 ? 'voice' : 'voices'}; people who talk will set it off more often (--talk DIR learns from them and measures it)`
    : `false accepts in talk: ${counted} by ${talk.speakers} speakers`;
}

function whoSpeaks({ speakers, syntheticSpeakers, naming, splitBy }: QualityReport): string {
  if (syntheticSpeakers > 0) return syntheticVoices(speakers, syntheticSpeakers, splitBy);
  if (splitBy === 'clip') {
    return 'speakers: too few to keep some apart, so the same people were heard before: the figures say nothing of others';
  }
  const count = `${speakers} in the test clips`;
  switch (naming) {
    case 'named':
      return `speakers: ${count}, none of whom was heard before`;
    case 'assumed':
      return `speakers: ${count}, told apart by what stands before the number in file names (assumed; --speaker PATTERN names them)`;
    case 'unknown':
      return 'speakers: some file names do not tell who speaks; recordings are kept apart by tens of their numbers, and a speaker may be on both sides (--speaker PATTERN or a folder each names them)';
    default:
      return naming satisfies never;
  }
}

function syntheticVoices(speakers: number, synthetic: number, splitBy: Splits['by']): string {
  const people = "real people differ, and 'sluice bench words' measures on recordings of them";
  const count = synthetic === speakers ? 'all synthetic' : `${synthetic} of them synthetic`;
  return splitBy === 'clip'
    ? `voices: ${count}, and too few to keep some apart, so the same were heard before: the figures say nothing of other voices; ${people}`
    : `voices: ${speakers} in the test clips, ${count}, none of which was heard before: ${people}`;
}

interface PhraseLine extends PhraseQuality {
  readonly kind: 'phrase';
  readonly testClips: Basis;
  /** Absent: not measured. */
  readonly inTalk?: { readonly falseAccepts: number; readonly hours: number };
  /** Only where all test clips, or all talk, are by machines. */
  readonly syntheticVoices?: true;
  readonly syntheticTalk?: true;
}

/** A line of JSON for each phrase, with the clips and speakers behind it. */
export function phraseLines({ phrases, basis, talk, speakers, syntheticSpeakers }: QualityReport): PhraseLine[] {
  return phrases.map((quality, i) => ({
    kind: 'phrase',
    ...quality,
    testClips: basis[i + 1] as Basis,
    ...(talk === null
      ? {}
      : { inTalk: { falseAccepts: talk.phrases[i]?.falseAccepts as number, hours: talk.phrases[i]?.hours as number } }),
    ...(syntheticSpeakers > 0 && syntheticSpeakers === speakers ? { syntheticVoices: true as const } : {}),
    ...(talk?.synthetic ? { syntheticTalk: true as const } : {}),
  }));
}

/** How speakers were told apart, for a line of JSON. */
export function speakersOf({ naming, splitBy }: QualityReport): {
  readonly speakers: Naming;
  readonly splitBy: Splits['by'];
} {
  return { speakers: naming, splitBy };
}

/** One line a phrase: clips right, phrases missed and false accepts an hour on a continuous stream. */
export function reportRows(
  labels: readonly string[],
  { clips, phrases, basis, talk, syntheticSpeakers }: QualityReport,
): string[] {
  const who = syntheticSpeakers > 0 ? 'voices' : 'speakers';
  const heads = ['phrase', 'clips right', 'of', who, 'missed in stream', 'of', 'false accepts/h'];
  const rows = [[...heads, talk?.synthetic ? 'in made talk/h' : 'in talk/h', 'threshold']];
  for (let label = 0; label < labels.length; label++) {
    const row = clips.confusion[label] as Uint32Array;
    const { clips: count, speakers } = basis[label] as Basis;
    const phrase = phrases.find((quality) => quality.label === labels[label]);
    const talked = talk?.phrases.find((quality) => quality.label === labels[label]);
    const missed = phrase && phrase.words > 0 ? percent(phrase.missed / phrase.words) : NOT_MEASURED;
    rows.push([
      labels[label] as string,
      count > 0 ? percent((row[label] as number) / count) : NOT_MEASURED,
      String(count),
      String(speakers),
      phrase ? missed : '-',
      phrase ? String(phrase.words) : '-',
      phrase ? (phrase.falseAccepts / phrase.hours).toFixed(2) : '-',
      talked ? (talked.falseAccepts / talked.hours).toFixed(2) : '-',
      phrase ? phrase.threshold.toFixed(2) : '-',
    ]);
  }
  const widths = (rows[0] as string[]).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] as string).length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number),
      )
      .join('  '),
  );
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
