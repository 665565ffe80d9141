// Spoken lines and made noise become a Dataset, alone or beside recordings.
import { rootMeanSquare } from '../data/augment.js';
import type { Clip, Dataset, Talk } from '../data/dataset.js';
import { findWord } from '../data/placement.js';
import type { Split } from '../data/speakers.js';
import type { MadeNoise } from './noises.js';
import type { Line } from './script.js';
import type { Cast } from './split-voices.js';

export interface SpokenDatasetOptions {
  readonly sampleRate: number;
  /** Of the phrases, without the background. */
  readonly labels: readonly string[];
  readonly spoken: readonly { readonly line: Line; readonly samples: Float32Array }[];
  readonly noises: readonly MadeNoise[];
  readonly splitBy: Cast['splitBy'];
}

/** Silence before and after a text, so that a word does not begin or end with its clip. */
const REST_MS = 250;
/** Sentences of one speaker are told one after the other, about so many seconds. */
const TALK_SECONDS = 60;
const PAUSE_MS = 350;

/** What of made noise trains; the rest chooses and measures in halves. */
const NOISE_TRAINS = 0.6;

interface Piece {
  readonly samples: Float32Array;
  place(from: number): { readonly clip?: Clip; readonly talk?: Talk };
}

export function spokenDataset(options: SpokenDatasetOptions): Dataset {
  const { sampleRate, labels, splitBy } = options;
  const pieces = [...clipPieces(options), ...talkPieces(options), ...noisePieces(options), ...babblePieces(options)];
  const samples = new Int16Array(
    new SharedArrayBuffer(2 * pieces.reduce((sum, { samples: { length } }) => sum + length, 0)),
  );
  const clips: Clip[] = [];
  const talk: Talk[] = [];
  let from = 0;
  for (const piece of pieces) {
    writeSamples(samples, from, piece.samples);
    const placed = piece.place(from);
    if (placed.clip) clips.push(placed.clip);
    if (placed.talk) talk.push(placed.talk);
    from += piece.samples.length;
  }
  return {
    sampleRate,
    labels: ['none', ...labels],
    samples,
    clips,
    ...(talk.length > 0 ? { talk } : {}),
    naming: 'named',
    splitBy,
  };
}

/**
 * Recordings beside made voices. A label of the recordings that is written as one of the phrases, but for case and
 * hyphens, is that phrase; its other labels come after the phrases.
 */
export function joinDatasets(made: Dataset, recorded: Dataset): Dataset {
  const labels = [...made.labels];
  const places = recorded.labels.map((label, i) => {
    if (i === 0) return 0;
    const at = labels.findIndex((known) => plain(known) === plain(label));
    return at > 0 ? at : labels.push(label) - 1;
  });
  const samples = new Int16Array(new SharedArrayBuffer(2 * (made.samples.length + recorded.samples.length)));
  samples.set(made.samples);
  samples.set(recorded.samples, made.samples.length);
  const moved = <T extends Clip | Talk>(each: T): T => ({ ...each, from: each.from + made.samples.length });
  const isSpoken = recorded.clips.some(({ kind }) => kind !== 'noise');
  // Where people talk, machines that talk are only learnt from.
  const peopleTalk = recorded.talk?.some(({ kind }) => kind === 'speech') ?? false;
  const madeTalk = made.talk?.filter(({ split }) => !peopleTalk || split === 'train') ?? [];
  const talk = [...madeTalk, ...(recorded.talk ?? []).map(moved)];
  return {
    sampleRate: made.sampleRate,
    labels,
    samples,
    clips: [
      ...made.clips,
      ...recorded.clips.map(moved).map((clip) => ({ ...clip, label: places[clip.label] as number })),
    ],
    ...(talk.length > 0 ? { talk } : {}),
    naming: recorded.naming,
    splitBy: isSpoken && recorded.splitBy === 'clip' ? 'clip' : made.splitBy,
  };
}

/** "Hey-Garden" and "hey_garden" are "hey garden". */
export function plain(label: string): string {
  return label
    .toLowerCase()
    .replaceAll(/[-_\s]+/g, ' ')
    .trim();
}

function* clipPieces({ spoken, sampleRate, labels }: SpokenDatasetOptions): Generator<Piece> {
  const rest = Math.round((REST_MS * sampleRate) / 1000);
  let n = 0;
  for (const { line, samples: said } of spoken) {
    if (line.role === 'talk') continue;
    const samples = new Float32Array(said.length + 2 * rest);
    samples.set(said, rest);
    const label = line.role === 'phrase' ? 1 + labels.indexOf(line.label) : 0;
    const name = `${line.role === 'phrase' ? line.label : 'unknown'}/${line.speaker}-${n++}.wav`;
    yield {
      samples,
      place: (from) => ({
        clip: {
          from,
          length: samples.length,
          label,
          ...findWord(samples, sampleRate),
          split: line.split,
          kind: 'synthetic',
          name,
          speaker: line.speaker,
        },
      }),
    };
  }
}

/** A recording for each minute of a speaker, as talk of people is. */
function* talkPieces({ spoken, sampleRate }: SpokenDatasetOptions): Generator<Piece> {
  const bySpeaker = grouped(spoken.filter(({ line }) => line.role === 'talk'));
  const pause = Math.round((PAUSE_MS * sampleRate) / 1000);
  for (const sentences of bySpeaker.values()) {
    const { speaker, split } = (sentences[0] as SpokenDatasetOptions['spoken'][number]).line;
    let minute: Float32Array[] = [];
    let length = 0;
    let n = 0;
    for (const [i, { samples }] of sentences.entries()) {
      minute.push(samples);
      length += samples.length + pause;
      if (length < TALK_SECONDS * sampleRate && i < sentences.length - 1) continue;
      yield talkPiece(minute, length, pause, { speaker, split, name: `${speaker}-talk-${n++}.wav` });
      minute = [];
      length = 0;
    }
  }
}

function grouped(spoken: SpokenDatasetOptions['spoken']) {
  const groups = new Map<string, SpokenDatasetOptions['spoken'][number][]>();
  for (const each of spoken) {
    const key = `${each.line.split} ${each.line.speaker}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return groups;
}

function talkPiece(
  sentences: readonly Float32Array[],
  length: number,
  pause: number,
  of: { readonly speaker: string; readonly split: Split; readonly name: string },
): Piece {
  const samples = new Float32Array(length);
  let at = 0;
  for (const sentence of sentences) {
    samples.set(sentence, at);
    at += sentence.length + pause;
  }
  return { samples, place: (from) => ({ talk: { from, length, ...of, kind: 'synthetic' } }) };
}

/** Each kind of noise is cut by time into the three splits. */
function* noisePieces({ noises }: SpokenDatasetOptions): Generator<Piece> {
  for (const { name, samples } of noises) {
    const trained = Math.round(NOISE_TRAINS * samples.length);
    const half = Math.round((samples.length - trained) / 2);
    const parts: readonly (readonly [Split, number, number])[] = [
      ['train', 0, trained],
      ['validation', trained, trained + half],
      ['test', trained + half, samples.length],
    ];
    for (const [split, start, end] of parts) yield noisePiece(samples.subarray(start, end), split, name);
  }
}

const BABBLERS = 6;
const BABBLE_SECONDS = 20;

/** Many voices of a split at once, so that none is understood. */
function* babblePieces({ spoken, sampleRate }: SpokenDatasetOptions): Generator<Piece> {
  for (const split of ['train', 'validation', 'test'] as const) {
    const talk = spoken.filter(({ line }) => line.role === 'talk' && line.split === split);
    if (talk.length < BABBLERS) continue;
    const samples = new Float32Array(BABBLE_SECONDS * sampleRate);
    for (let voice = 0; voice < BABBLERS; voice++) {
      for (let at = 0, which = voice; at < samples.length; which = (which + BABBLERS) % talk.length) {
        const said = talk[which]?.samples as Float32Array;
        const level = rootMeanSquare(said);
        const count = Math.min(said.length, samples.length - at);
        for (let i = 0; i < count; i++)
          samples[at + i]! += (BABBLE_LEVEL * (said[i] as number)) / Math.max(level, 1e-3);
        at += said.length;
      }
    }
    yield noisePiece(samples, split, 'babble');
  }
}

const BABBLE_LEVEL = 0.04;

function noisePiece(samples: Float32Array, split: Split, kind: string): Piece {
  const { length } = samples;
  const clip = { length, label: 0, wordFrom: 0, wordTo: length, split, kind: 'noise', speaker: '' } as const;
  return { samples, place: (from) => ({ clip: { ...clip, from, name: `noise/made-${kind}.wav` } }) };
}

function writeSamples(out: Int16Array, at: number, samples: Float32Array): void {
  for (let i = 0; i < samples.length; i++) {
    out[at + i] = Math.round(Math.max(-1, Math.min(1, samples[i] as number)) * 32767);
  }
}
