// What a training's figures are, told: a table, sentences, lines of JSON.
import type { Naming, Splits } from './data/speakers.js';
import { CONDITIONS } from './measuring/conditions.js';
import { countInterval } from './measuring/intervals.js';
import type { PhraseQuality } from './measuring/stream-judge.js';
import { type Basis, type QualityReport, rounded } from './report.js';
import type { TalkBasis } from './talk-thresholds.js';

const NOT_MEASURED = 'not measured';

/** What the figures stand on and what they leave open, a sentence each. */
export function basisSentences(labels: readonly string[], report: QualityReport, chosenOn: TalkBasis | null): string[] {
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
    chosenInTalk(chosenOn),
    inTalk(report.talk),
    perHour(inNoise, 'noise', 'no noise is in the test data (--noise DIR)'),
    perHour(inOtherWords, 'other words', "no other words are in the test data (a folder 'unknown')"),
  ];
}

function chosenInTalk(chosenOn: TalkBasis | null): string {
  if (chosenOn === null) return 'thresholds: chosen without talk, for there is none to choose on (--talk DIR)';
  const { hours, conditions, speakers, synthetic, mostFalseAccepts: most, tooLoud } = chosenOn;
  const of = (one: string) => `${speakers} ${one}${speakers === 1 ? '' : 's'}`;
  const talk = synthetic ? `made talk by ${of('synthetic voice')}` : `talk by ${of('other speaker')}`;
  const times = most === 1 ? 'at most once' : `at most ${most} times`;
  const fires = most === 0 ? 'sets no phrase off' : `sets each phrase off ${times}`;
  const airs = conditions.map((name) => (name === 'room' ? 'in a room with noise' : CONDITIONS[name])).join(' and ');
  const loud = tooLoud.length === 0 ? '' : `; no threshold does that for ${tooLoud.join(', ')}: expect more of these`;
  return `thresholds: so high that ${hours.toFixed(2)} h of ${talk} ${fires}, ${airs}${loud}`;
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

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
