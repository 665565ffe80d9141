// What a lesson is made of: the takes, the same voice saying other things, other talk in the colour of the takes, and
// noise. It becomes a Dataset, from which a Scene makes an endless stream.
import type { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { Random } from '../../random.js';
import { changeSpeed } from '../data/augment.js';
import type { Clip, Dataset, Talk } from '../data/dataset.js';
import { colour, colouring, filtered } from './channel.js';

/** A recording of the word, and where it is in it, in samples. */
export interface PlacedTake {
  readonly samples: Float32Array;
  readonly wordFrom: number;
  readonly wordTo: number;
}

export interface Material {
  readonly sampleRate: number;
  readonly word: string;
  readonly takes: readonly PlacedTake[];
  /** Sounds that were taken for the word and are none. */
  readonly wrong: readonly Float32Array[];
  /** Sound in which nobody says the word: one's own room, the radio. */
  readonly quiet: readonly Float32Array[];
  /** Other people's talk. */
  readonly talk: readonly Float32Array[];
}

/** Copies of a take, each part of the word at another speed. */
const VARIANTS = 8;
const PARTS = 3;
const SLOWEST = 0.8;
const FASTEST = 1.25;
/** Stretches of the takes' own voice in another order, and their length. */
const OWN_STRETCHES = 60;
const OWN_SECONDS = 6;
/** A piece of a word in them: at most this share of it, so that no piece is the word. */
const MOST_OF_WORD = 0.55;
const FADE = 80;
/** A sound that was taken for the word is heard as often as all parts of words together, and among the talk as well. */
const WRONG_TIMES = 6;
const STRETCH_SECONDS = 10;
const NOISE_SECONDS = 8;

export function makeDataset(kernel: Kernel, material: Material, seed: number): Dataset {
  const { sampleRate, word, takes, wrong, quiet } = material;
  const random = new Random(seed, 61);
  const words = takes.map(({ samples, wordFrom, wordTo }) => samples.slice(wordFrom, wordTo));
  const pool = new Pool();
  for (const take of takes) {
    pool.addClip(take.samples, 1, take.wordFrom, take.wordTo);
    for (let n = 0; n < VARIANTS; n++) {
      const varied = otherRhythm(take, random);
      pool.addClip(varied.samples, 1, varied.wordFrom, varied.wordTo);
    }
  }
  for (const parts of words.map(partsOf)) for (const part of parts) pool.addClip(part, 0, 0, part.length);
  for (const sound of wrong) {
    for (let time = 0; time < WRONG_TIMES; time++) pool.addClip(sound, 0, 0, sound.length);
  }
  for (const talk of [...wrong, ...stretches(quiet, sampleRate), ...inColour(kernel, material.talk, words)]) {
    pool.addTalk(talk);
  }
  for (let n = 0; n < OWN_STRETCHES; n++) pool.addTalk(inOtherOrder(words, sampleRate, random));
  for (const noise of [...madeNoise(sampleRate, random), ...stretches(quiet, sampleRate)]) pool.addNoise(noise);
  return pool.dataset(sampleRate, ['none', word]);
}

/** The word as its speaker might say it next time: some of it slower, some of it faster. */
function otherRhythm({ samples, wordFrom, wordTo }: PlacedTake, random: Random): PlacedTake {
  const length = wordTo - wordFrom;
  const cuts = Array.from({ length: PARTS - 1 }, (_, i) => (i + random.between(0.7, 1.3)) / PARTS);
  const places = [0, ...cuts, 1].map((share) => wordFrom + Math.round(share * length));
  const parts = places.slice(1).map((to, i) => {
    const part = samples.slice(places[i], to + 3); // changeSpeed leaves three samples off
    return part.length < 8 ? part : changeSpeed(part, random.between(SLOWEST, FASTEST));
  });
  const word = parts.reduce(joined);
  const whole = joined(joined(samples.slice(0, wordFrom), word), samples.slice(wordTo));
  return { samples: whole, wordFrom, wordTo: wordFrom + word.length };
}

/** What a word is no longer itself as: half of it, its halves swapped, backwards. */
function partsOf(word: Float32Array): Float32Array[] {
  const half = word.length >> 1;
  const [first, second] = [word.slice(0, half), word.slice(half)];
  return [first, second, joined(second, first), joined(first, first), Float32Array.from(word).reverse()];
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

/** Pieces of the words in any order, some backwards, with pauses: the same voice, and none of its words. */
function inOtherOrder(words: readonly Float32Array[], sampleRate: number, random: Random): Float32Array {
  const out = new Float32Array(OWN_SECONDS * sampleRate);
  const samples = (low: number, high: number) => Math.round(sampleRate * random.between(low, high));
  for (let at = FADE; at < out.length - sampleRate; ) {
    if (random.chance(0.2)) at += samples(0.05, 0.4);
    const word = random.pick(words);
    const length = Math.min(samples(0.06, 0.3), Math.floor(word.length * random.between(0.25, MOST_OF_WORD)));
    const from = random.below(word.length - length);
    const backwards = random.chance(0.2);
    for (let i = 0; i < length; i++) {
      const share = Math.min(1, i / FADE, (length - i) / FADE);
      out[at - FADE + i]! += share * (word[from + (backwards ? length - 1 - i : i)] as number);
    }
    at += Math.max(1, length - FADE);
  }
  return out;
}

/** Every other stretch of talk as if it came over the takes' microphone. */
function inColour(kernel: Kernel, talk: readonly Float32Array[], words: readonly Float32Array[]): Float32Array[] {
  if (talk.length === 0) return [];
  const taps = colouring(colour(kernel, talk.slice(0, 12)), colour(kernel, words));
  return talk.map((samples, i) => (i % 2 === 0 ? filtered(samples, taps) : samples));
}

function stretches(sounds: readonly Float32Array[], sampleRate: number): Float32Array[] {
  const length = STRETCH_SECONDS * sampleRate;
  return sounds.flatMap((sound) =>
    Array.from({ length: Math.ceil(sound.length / length) }, (_, i) => sound.slice(i * length, (i + 1) * length)),
  );
}

/** White, pink, brown, a hum, and a murmur that comes and goes. */
function madeNoise(sampleRate: number, random: Random): Float32Array[] {
  const length = NOISE_SECONDS * sampleRate;
  const lowPassed = (share: number, swing: (seconds: number) => number) => {
    let value = 0;
    return Float32Array.from({ length }, (_, i) => {
      value += share * (2 * random.next() - 1 - value);
      return 0.3 * value * swing(i / sampleRate);
    });
  };
  const steady = () => 1;
  const hum = (seconds: number) => [1, 2, 3, 5].reduce((sum, n) => sum + Math.sin(100 * Math.PI * n * seconds) / n, 0);
  return [
    lowPassed(1, steady),
    lowPassed(0.3, steady),
    lowPassed(0.04, steady),
    lowPassed(0.005, steady),
    lowPassed(0.1, (seconds) => 1 + Math.sin(2 * seconds)),
    Float32Array.from({ length }, (_, i) => 0.1 * hum(i / sampleRate) + 0.02 * (2 * random.next() - 1)),
  ];
}

/** Sounds one after the other in one array. */
class Pool {
  readonly #sounds: Float32Array[] = [];
  readonly #clips: Clip[] = [];
  readonly #talk: Talk[] = [];
  #length = 0;

  addClip(samples: Float32Array, label: number, wordFrom: number, wordTo: number): void {
    const at = { ...this.#place(samples), label, wordFrom, wordTo };
    this.#clips.push({ ...at, split: 'train', kind: 'speech', name: '', speaker: '' });
  }

  addNoise(samples: Float32Array): void {
    const at = { ...this.#place(samples), label: 0, wordFrom: 0, wordTo: samples.length };
    this.#clips.push({ ...at, split: 'train', kind: 'noise', name: '', speaker: '' });
  }

  addTalk(samples: Float32Array): void {
    if (samples.length > 0)
      this.#talk.push({ ...this.#place(samples), split: 'train', kind: 'speech', name: '', speaker: '' });
  }

  dataset(sampleRate: number, labels: readonly string[]): Dataset {
    const samples = new Int16Array(this.#length);
    let at = 0;
    for (const sound of this.#sounds) {
      for (const sample of sound) samples[at++] = Math.round(Math.max(-1, Math.min(1, sample)) * 32767);
    }
    return { sampleRate, labels, samples, clips: this.#clips, talk: this.#talk, naming: 'named', splitBy: 'speaker' };
  }

  #place(samples: Float32Array): { from: number; length: number } {
    const from = this.#length;
    this.#sounds.push(samples);
    this.#length += samples.length;
    return { from, length: samples.length };
  }
}
