// The items of a scene, one after the other: a phrase, another word, a reversed word, a phrase that is cut off, a
// pause. Each is cut anew and gets another speed, room and distance.

import type { Random } from '../../random.js';
import { addEcho, changeSpeed, decibels, reversed, rootMeanSquare } from './augment.js';
import type { Background } from './background.js';
import { type Clip, clipSamples, type Dataset, type Talk } from './dataset.js';
import type { HardPlace } from './hard-places.js';
import { overALine } from './line.js';
import { drawTalk, type Pools } from './pools.js';
import type { SceneSettings, TalkSettings } from './scene-settings.js';

export interface Item {
  readonly samples: Float32Array;
  /** 0 if it is none of the phrases. */
  readonly label: number;
  /** The word, in samples from the item's start. */
  readonly wordFrom: number;
  readonly wordTo: number;
}

export const SILENCE: Item = { samples: new Float32Array(0), label: 0, wordFrom: 0, wordTo: 0 };

/** Phrases shorter than this are not reversed or cut off: "no" reversed is "on". */
const LONG_SECONDS = 0.5;
const PAUSE_AFTER_WORD = 0.35;
const FADE_SAMPLES = 160;

export class Items {
  readonly #dataset: Dataset;
  readonly #pools: Pools;
  readonly #settings: SceneSettings;
  readonly #background: Background;
  readonly #random: Random;
  /** Labels that people recorded. */
  readonly #recorded: readonly number[];
  #hardPlaces: readonly HardPlace[] = [];

  constructor(dataset: Dataset, pools: Pools, settings: SceneSettings, background: Background, random: Random) {
    this.#dataset = dataset;
    this.#pools = pools;
    this.#recorded = pools.speech.flatMap((clips, label) => (label > 0 && clips.length > 0 ? [label] : []));
    this.#settings = settings;
    this.#background = background;
    this.#random = random;
  }

  /** Stretches of talk begin at these places more often from now on. */
  hear(places: readonly HardPlace[]): void {
    this.#hardPlaces = places;
  }

  next(before: Item): Item {
    const random = this.#random;
    const settings = this.#settings;
    // a pause after a word, in which the state has to return to rest by itself
    if (before.label > 0 && random.chance(PAUSE_AFTER_WORD)) return this.#pause(random.between(0.1, 1.2));
    if (random.chance(settings.keywordShare)) return this.#word(this.#anyPhrase());
    const { talk } = settings;
    if (talk && this.#pools.talk.length > 0 && random.chance(talk.share)) return this.#talk(talk);
    if (!random.chance(settings.wordShare)) return this.#pause(random.between(0.3, 2));
    if (random.chance(settings.reversedShare)) return this.#reversedWord();
    if (random.chance(settings.brokenShare)) return this.#brokenPhrase();
    return this.#word(0);
  }

  #anyPhrase(): number {
    const { recordedShare } = this.#settings;
    if (recordedShare && this.#recorded.length > 0 && this.#random.chance(recordedShare)) {
      return this.#random.pick(this.#recorded);
    }
    return 1 + this.#random.below(this.#pools.speech.length - 1);
  }

  #pause(seconds: number): Item {
    return { ...SILENCE, samples: new Float32Array(Math.round(seconds * this.#dataset.sampleRate)) };
  }

  #draw(label: number): Clip | undefined {
    const speech = this.#pools.speech[label] as readonly Clip[];
    const synthetic = this.#pools.synthetic[label] as readonly Clip[];
    const { syntheticShare, syntheticOtherShare } = this.#settings;
    const share = label === 0 ? syntheticOtherShare : syntheticShare;
    const pool = synthetic.length > 0 && (speech.length === 0 || this.#random.chance(share)) ? synthetic : speech;
    return pool.length > 0 ? this.#random.pick(pool) : undefined;
  }

  #word(label: number): Item {
    const clip = this.#draw(label);
    return clip ? this.#vary(this.#crop(clip), clip.label) : this.#pause(0.5);
  }

  /** A stretch of talk, from anywhere or from where the model was wrong before. */
  #talk({ hardShare, leastSeconds, mostSeconds, syntheticShare }: TalkSettings): Item {
    const random = this.#random;
    const rate = this.#dataset.sampleRate;
    const length = Math.round(rate * random.between(leastSeconds, mostSeconds));
    const hard = this.#hardPlaces.length > 0 && random.chance(hardShare) ? random.pick(this.#hardPlaces) : undefined;
    const talk = hard ? (this.#pools.talk[hard.talk] as Talk) : drawTalk(this.#pools, syntheticShare, random);
    // What set the model off is at some place within the stretch.
    const wanted = hard
      ? hard.at - Math.round(length * random.next())
      : random.below(Math.max(1, talk.length - length));
    const from = Math.max(0, Math.min(wanted, talk.length - length));
    const samples = clipSamples(this.#dataset, {
      from: talk.from + from,
      length: Math.min(length, talk.length - from),
    });
    return this.#vary({ samples, label: 0, wordFrom: 0, wordTo: samples.length }, 0);
  }

  /** A reversed word: it sounds like speech and is none of the words. */
  #reversedWord(): Item {
    const clip = this.#draw(this.#random.chance(0.5) ? 0 : this.#anyPhrase());
    if (!clip || (clip.label > 0 && !this.#isLong(clip))) return this.#word(0);
    const item = this.#crop(clip);
    return this.#vary({ ...item, samples: reversed(item.samples) }, 0);
  }

  /** The first part of a long phrase: an unfinished phrase must not be detected. */
  #brokenPhrase(): Item {
    const clip = this.#draw(this.#anyPhrase());
    if (!clip || !this.#isLong(clip)) return this.#word(0);
    const item = this.#crop(clip);
    const cut = item.wordFrom + Math.round((item.wordTo - item.wordFrom) * this.#random.between(0.3, 0.55));
    return this.#vary({ ...item, samples: item.samples.slice(0, cut) }, 0);
  }

  #isLong(clip: Clip): boolean {
    return clip.wordTo - clip.wordFrom >= LONG_SECONDS * this.#dataset.sampleRate;
  }

  /** A clip with random room before and after the word, which shifts it. */
  #crop(clip: Clip): Item {
    const rate = this.#dataset.sampleRate;
    const samples = clipSamples(this.#dataset, clip);
    const before = Math.min(clip.wordFrom, Math.round(rate * this.#random.between(0.04, 0.6)));
    const after = Math.min(clip.length - clip.wordTo, Math.round(rate * this.#random.between(0.15, 0.6)));
    const wordTo = before + clip.wordTo - clip.wordFrom;
    const cut = samples.slice(clip.wordFrom - before, clip.wordTo + after);
    return { samples: cut, label: clip.label, wordFrom: before, wordTo };
  }

  /** Changes speed, room and level. Fades in and out, so that no click marks a clip's beginning. */
  #vary(item: Item, label: number): Item {
    const random = this.#random;
    const speed = random.chance(0.8) ? random.between(1 - this.#settings.speed, 1 + this.#settings.speed) : 1;
    let samples = speed === 1 ? item.samples : changeSpeed(item.samples, speed);
    const wordFrom = Math.round(item.wordFrom / speed);
    const wordTo = Math.min(Math.round(item.wordTo / speed), samples.length);
    if (random.chance(this.#settings.echoShare)) samples = addEcho(samples, this.#dataset.sampleRate, random);
    if (this.#settings.lineShare && random.chance(this.#settings.lineShare)) {
      samples = overALine(samples, this.#dataset.sampleRate, random);
    }
    const level = rootMeanSquare(samples, Math.min(wordFrom, samples.length), wordTo);
    const gain = level > 1e-5 ? decibels(this.#background.drawWordLevel()) / level : 1;
    const fade = Math.min(FADE_SAMPLES, samples.length);
    return { samples: faded(samples, gain, fade), label, wordFrom, wordTo };
  }
}

/** Multiplies by a gain that rises from 0 within the first `fade` samples and falls to 0 within the last. */
function faded(samples: Float32Array, gain: number, fade: number): Float32Array {
  const { length } = samples;
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) out[i] = gain * (samples[i] as number);
  for (let i = 0; i < fade; i++) {
    const share = Math.min(i / fade, (length - i) / fade, 1);
    out[i] = gain * (samples[i] as number) * share;
  }
  for (let i = Math.max(fade, length - fade); i < length; i++) {
    out[i] = gain * (samples[i] as number) * ((length - i) / fade);
  }
  return out;
}
