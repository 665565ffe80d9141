// Who says what: every text of a training from text, with its voice, manner and split. Drawn in one order from one
// seed, so that neither the speed of a synthesizer nor the number of threads changes anything.
import { Random } from '../../random.js';
import type { Split } from '../data/speakers.js';
import { type Neighbour, neighboursOf, type PhraseSounds } from './neighbours.js';
import { makeTalk } from './sentences.js';
import type { SpelledPhrase } from './spell.js';
import type { Cast, CastVoice } from './split-voices.js';
import type { Synthesizer, Utterance } from './voices.js';
import { ALL_WORDS } from './words.js';

/** One text to be spoken, and what it is for. */
export interface Line {
  readonly role: 'phrase' | 'other' | 'talk';
  /** Of a phrase: its label. */
  readonly label: string;
  readonly synthesizer: string;
  readonly speaker: string;
  readonly split: Split;
  readonly utterance: Utterance;
  /** The vocal tract: 1.1 moves formants up by a tenth. Rate and pitch are given for after that. */
  readonly formants: number;
}

export interface ScriptOptions {
  readonly phrases: readonly { readonly phrase: SpelledPhrase; readonly sounds: readonly string[] }[];
  readonly synthesizers: readonly Synthesizer[];
  readonly cast: Cast;
  /** Clips of each phrase; of all that is no phrase; and talk, in sentences. */
  readonly clips: number;
  readonly others: number;
  readonly sentences: number;
  /** Near neighbours of the phrases are learnt as none. Not where hundreds of words are told apart. @default true */
  readonly neighbours?: boolean;
  readonly seed: number;
}

/** Shares of the clips in each split. Half of the talk measures and chooses, because rates need hours. */
const CLIP_SHARES: Shares = { train: 0.7, validation: 0.15, test: 0.15 };
const TALK_SHARES: Shares = { train: 0.5, validation: 0.25, test: 0.25 };
/** Among others: near neighbours of a phrase; the rest are words, one to three. */
const NEIGHBOUR_SHARE = 0.6;
/** How often a longer phrase is said with a little pause between its words. */
const PAUSE_SHARE = 0.12;

type Shares = Readonly<Record<Split, number>>;

export function writeScript(options: ScriptOptions): Line[] {
  const { phrases, clips, others, sentences, seed } = options;
  const spoken = phrases.map(({ phrase, sounds }): PhraseSounds => ({ words: phrase.words, sounds }));
  const drawers = new Map(SPLITS.map((split) => [split, new VoiceDrawer(options, split)]));
  const lines: Line[] = [];
  const say = (count: number, shares: Shares, random: Random, write: (at: number, drawer: VoiceDrawer) => Line) => {
    for (const split of SPLITS) {
      const drawer = drawers.get(split) as VoiceDrawer;
      for (let i = 0; i < partOf(count, shares, split); i++) lines.push(write(random.below(2 ** 31), drawer));
    }
  };
  for (const [i, { phrase }] of phrases.entries()) {
    const random = new Random(seed, 1, i);
    say(clips, CLIP_SHARES, random, (_, drawer) => {
      const text = `${random.chance(PAUSE_SHARE) ? phrase.words.join(', ') : phrase.words.join(' ')}${random.pick(ENDS)}`;
      return drawer.line('phrase', phrase.label, { text }, random);
    });
  }
  const random = new Random(seed, 2);
  const forbidden = spoken.map(({ words }) => words.join(' '));
  const near = options.neighbours === false ? [] : shuffledNeighbours(spoken, random);
  say(others, CLIP_SHARES, random, (at, drawer) => {
    if (near.length > 0 && random.chance(NEIGHBOUR_SHARE)) {
      return drawer.line('other', '', near[at % near.length] as Neighbour, random);
    }
    return drawer.line('other', '', { text: someWords(random, forbidden) }, random);
  });
  const talk = new Random(seed, 3);
  say(sentences, TALK_SHARES, talk, (_, drawer) => {
    return drawer.line('talk', '', { text: makeTalk(talk, forbidden) }, talk);
  });
  return lines;
}

/** `?` and the like, which change the melody. */
const ENDS = ['', '', '.', '?', '!', ',', '...'];
const SPLITS: readonly Split[] = ['train', 'validation', 'test'];

function partOf(count: number, shares: Shares, split: Split): number {
  const kept = { validation: Math.ceil(count * shares.validation), test: Math.ceil(count * shares.test) };
  return split === 'train' ? Math.max(0, count - kept.validation - kept.test) : kept[split];
}

/** Every phrase has as many places, however many neighbours it has. */
function shuffledNeighbours(phrases: readonly PhraseSounds[], random: Random): Neighbour[] {
  const lists = phrases.map((phrase) => neighboursOf(phrase, phrases, random)).filter(({ length }) => length > 0);
  const most = Math.max(0, ...lists.map(({ length }) => length));
  return lists.flatMap((list) => Array.from({ length: most }, (_, i) => list[i % list.length] as Neighbour));
}

function someWords(random: Random, forbidden: readonly string[]): string {
  for (;;) {
    const text = Array.from({ length: 1 + random.below(3) }, () => random.pick(ALL_WORDS)).join(' ');
    if (!forbidden.some((phrase) => ` ${text} `.includes(` ${phrase} `))) return text;
  }
}

/** Draws voices of a split, by the weights of their synthesizers, and manners. */
class VoiceDrawer {
  readonly #split: Split;
  readonly #groups: { readonly synthesizer: Synthesizer; readonly voices: readonly CastVoice[] }[];

  constructor({ synthesizers, cast }: ScriptOptions, split: Split) {
    this.#split = split;
    this.#groups = synthesizers.flatMap((synthesizer) => {
      const voices = cast.voices.filter(
        (voice) => voice.synthesizer === synthesizer.name && (cast.splitBy === 'clip' || voice.split === split),
      );
      return voices.length > 0 ? [{ synthesizer, voices }] : [];
    });
  }

  line(role: Line['role'], label: string, said: Pick<Neighbour, 'text' | 'sounds'>, random: Random): Line {
    const groups =
      said.sounds === undefined ? this.#groups : this.#groups.filter(({ synthesizer }) => synthesizer.speaksSounds);
    // Where no voice of this split speaks phonemes, it says another word instead.
    if (groups.length === 0) return this.line(role, label, { text: random.pick(ALL_WORDS) }, random);
    const { synthesizer, voices } = weighted(groups, random);
    const { voice, speaker } = random.pick(voices);
    const accent = synthesizer.accents.length > 0 ? random.pick(synthesizer.accents) : undefined;
    const spread = role === 'talk' ? 0.5 : 1;
    return {
      role,
      label,
      synthesizer: synthesizer.name,
      speaker: `synth-${speaker}`,
      split: this.#split,
      utterance: {
        text: said.text,
        ...(said.sounds === undefined ? {} : { sounds: said.sounds }),
        voice,
        ...(accent === undefined ? {} : { accent }),
        rate: step(between(random, 1 - 0.28 * spread, 1 + 0.4 * spread)),
        pitch: step(between(random, 1 - 0.22 * spread, 1 + 0.3 * spread)),
      },
      formants: random.chance(0.3) ? 1 : step(between(random, 0.9, 1.13)),
    };
  }
}

/** Few synthesizers have many voices: one with four is drawn half as often as one with sixteen. */
function weighted<T extends { readonly synthesizer: Synthesizer; readonly voices: readonly CastVoice[] }>(
  groups: readonly T[],
  random: Random,
): T {
  const weights = groups.map(({ synthesizer, voices }) => synthesizer.weight * Math.sqrt(voices.length));
  let at = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, group] of groups.entries()) {
    at -= weights[i] as number;
    if (at < 0) return group;
  }
  return groups.at(-1) as T;
}

/** Slower and faster alike are near to 1. */
function between(random: Random, low: number, high: number): number {
  const place = (random.next() + random.next()) / 2;
  return place < 0.5 ? low + (1 - low) * 2 * place : 1 + (high - 1) * (2 * place - 1);
}

/** In hundredths: what is kept of one run is found again by the next. */
function step(factor: number): number {
  return Math.round(factor * 100) / 100;
}
