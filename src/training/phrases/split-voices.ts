// Which voices train, which choose weights and thresholds, and which only measure. All of one speaker are in one split.
import { Random } from '../../random.js';
import type { Split } from '../data/speakers.js';
import type { Synthesizer } from './voices.js';

/** A voice with its synthesizer and its split. */
export interface CastVoice {
  readonly synthesizer: string;
  readonly voice: string;
  readonly speaker: string;
  readonly split: Split;
}

/** All voices of the machine, put into splits. */
export interface Cast {
  readonly voices: readonly CastVoice[];
  /** `clip`: there are fewer than three speakers, so each is in every split, and figures say nothing of other voices. */
  readonly splitBy: 'speaker' | 'clip';
}

/** Share of speakers that choose, and that measure. */
const SHARE = 0.2;

/**
 * Speakers are dealt within each synthesizer, so that every split hears each, where it has the voices for it: one of
 * three, two of ten. Synthesizers of one or two voices only train. Deterministic for a seed.
 */
export function castVoices(synthesizers: readonly Pick<Synthesizer, 'name' | 'voices'>[], seed: number): Cast {
  const all = synthesizers.flatMap(({ name, voices }) =>
    voices.map(({ name: voice, speaker }) => ({ synthesizer: name, voice, speaker })),
  );
  const splits = new Map<string, Split>();
  for (const { name, voices } of synthesizers) {
    const speakers = [...new Set(voices.map(({ speaker }) => speaker))].filter((speaker) => !splits.has(speaker));
    for (const [speaker, split] of deal(speakers, new Random(seed, keyOf(name)))) splits.set(speaker, split);
  }
  fill([...splits.keys()], splits);
  const splitBy = splits.size < 3 ? 'clip' : 'speaker';
  return { voices: all.map((voice) => ({ ...voice, split: splits.get(voice.speaker) as Split })), splitBy };
}

function deal(speakers: readonly string[], random: Random): [string, Split][] {
  const order = speakers
    .map((speaker) => ({ speaker, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ speaker }) => speaker);
  const kept = order.length < 3 ? 0 : Math.max(1, Math.round(SHARE * order.length));
  return order.map((speaker, i) => [speaker, i < kept ? 'test' : i < 2 * kept ? 'validation' : 'train']);
}

/** Where no synthesizer had voices to keep apart, though together there are three speakers. */
function fill(speakers: readonly string[], splits: Map<string, Split>): void {
  if (speakers.length < 3) return;
  for (const split of ['test', 'validation'] as const) {
    if ([...splits.values()].includes(split)) continue;
    const moved = speakers.find((speaker) => splits.get(speaker) === 'train');
    if (moved !== undefined) splits.set(moved, split);
  }
}

function keyOf(name: string): number {
  return [...name].reduce((hash, character) => (Math.imul(hash, 31) + character.charCodeAt(0)) | 0, 7);
}
