// The endless stream of sound that one lane of training hears: clips, other words, noise and pauses in random order, in rooms and at
// distances that change every few seconds. It knows at each sample what the label is.
import { addEcho, changeSpeed, decibels, reversed, rootMeanSquare } from './augment.js';
import { type Clip, clipSamples, type Dataset } from './dataset.js';
import type { Random } from './random.js';

/** What the targets say of a moment: `label` alone is right, or, with `either`, it and the background are both right. */
export interface Target {
  label: number;
  either: boolean;
}

/** How the stream is mixed. */
export interface SceneSettings {
  /** Share of items that are keywords, and of the others how many are words and not noise or pause. */
  readonly keywordShare: number;
  readonly wordShare: number;
  /** Share of synthetic voices among keywords and among other words. */
  readonly syntheticShare: number;
  /** Of the other words: words played backwards, and long phrases broken off in the middle. */
  readonly reversedShare: number;
  readonly brokenShare: number;
  /** The label is right from so long before the word's end to so long after it. */
  readonly labelBeforeMs: number;
  readonly labelAfterMs: number;
  /** After that both label and background are right for so long. */
  readonly fadeMs: number;
  readonly speed: number;
  readonly echoShare: number;
  readonly noiseShare: number;
  /** How far words lie above the noise, dB: uniform between these. */
  readonly leastAboveNoiseDb: number;
  readonly mostAboveNoiseDb: number;
}

export const DEFAULT_SCENE: SceneSettings = {
  keywordShare: 0.62,
  wordShare: 0.8,
  syntheticShare: 0.15,
  reversedShare: 0.15,
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

/** The clips by what a scene uses them for. */
export interface Pools {
  /** By label; index 0 holds other words. */
  readonly speech: readonly (readonly Clip[])[];
  readonly synthetic: readonly (readonly Clip[])[];
  readonly noise: readonly Clip[];
}

export function makePools(dataset: Dataset, split: Clip['split']): Pools {
  const of = (kind: Clip['kind'], label: number) =>
    dataset.clips.filter((clip) => clip.kind === kind && clip.label === label && clip.split === split);
  return {
    speech: dataset.labels.map((_, label) => of('speech', label)),
    synthetic: dataset.labels.map((_, label) => of('synthetic', label)),
    noise: of('noise', 0),
  };
}

/** A word of the stream, in samples from its start. */
export interface HeardWord {
  readonly label: number;
  readonly from: number;
  readonly to: number;
}

interface Item {
  readonly samples: Float32Array;
  readonly label: number;
  /** Word end in samples; the label is right around it. */
  readonly wordFrom: number;
  readonly wordTo: number;
}

const SILENCE: Item = { samples: new Float32Array(0), label: 0, wordFrom: 0, wordTo: 0 };

export class Scene {
  readonly #dataset: Dataset;
  readonly #pools: Pools;
  readonly #settings: SceneSettings;
  readonly #random: Random;
  #item: Item = SILENCE;
  #at = 0;
  /** Samples since the last word's end, for targets that reach into the next item. */
  #past: { label: number; sinceEnd: number } = { label: 0, sinceEnd: Number.POSITIVE_INFINITY };
  #noise: { clip: Clip | null; at: number; level: number; gain: number; left: number } = {
    clip: null,
    at: 0,
    level: -90,
    gain: 0,
    left: 0,
  };
  /** Samples made so far. */
  #made = 0;
  readonly #onWord: ((word: HeardWord) => void) | undefined;
  /** Counts items, so that whoever listens can change what lasts as long as one (a vocal tract). */
  items = 0;

  constructor(
    dataset: Dataset,
    pools: Pools,
    settings: SceneSettings,
    random: Random,
    onWord?: (word: HeardWord) => void,
  ) {
    this.#onWord = onWord;
    this.#dataset = dataset;
    this.#pools = pools;
    this.#settings = settings;
    this.#random = random;
  }

  /** Breaks off what is playing, as when a stream is opened anew. */
  restart(): void {
    this.#item = SILENCE;
    this.#at = 0;
    this.#past = { label: 0, sinceEnd: Number.POSITIVE_INFINITY };
    this.#noise.left = 0;
  }

  /** Fills `out` with the next samples and says what is right at their end. */
  next(out: Float32Array, target: Target): void {
    for (let done = 0; done < out.length; ) {
      if (this.#at >= this.#item.samples.length) this.#startItem(this.#made + done);
      const count = Math.min(out.length - done, this.#item.samples.length - this.#at);
      for (let i = 0; i < count; i++) out[done + i] = this.#item.samples[this.#at + i] as number;
      this.#at += count;
      done += count;
      this.#past.sinceEnd += count;
      if (this.#item.label > 0 && this.#at >= this.#item.wordTo) {
        this.#past = { label: this.#item.label, sinceEnd: this.#at - this.#item.wordTo };
      }
    }
    this.#made += out.length;
    this.#addNoise(out);
    this.#label(target);
  }

  #label(target: Target): void {
    const { labelBeforeMs, labelAfterMs, fadeMs } = this.#settings;
    const perMs = this.#dataset.sampleRate / 1000;
    target.label = 0;
    target.either = false;
    if (this.#item.label > 0 && this.#at < this.#item.wordTo && this.#at >= this.#item.wordFrom) {
      target.label = this.#item.label;
      target.either = this.#at < this.#item.wordTo - labelBeforeMs * perMs;
    } else if (this.#past.sinceEnd < (labelAfterMs + fadeMs) * perMs) {
      target.label = this.#past.label;
      target.either = this.#past.sinceEnd >= labelAfterMs * perMs;
    }
  }

  #startItem(at: number): void {
    this.items++;
    this.#at = 0;
    this.#item = this.#chooseItem();
    const { label, wordFrom, wordTo } = this.#item;
    if (label > 0) this.#onWord?.({ label, from: at + wordFrom, to: at + wordTo });
    if (this.#noise.left <= 0) this.#startNoise();
  }

  #chooseItem(): Item {
    const random = this.#random;
    const settings = this.#settings;
    // a pause after a word: the state has to come back to rest by itself
    if (this.#item.label > 0 && random.chance(0.35)) return this.#pause(random.between(0.1, 1.2));
    if (random.chance(settings.keywordShare)) return this.#keyword(1 + random.below(this.#pools.speech.length - 1));
    if (!random.chance(settings.wordShare)) return this.#pause(random.between(0.3, 2));
    if (random.chance(settings.reversedShare)) return this.#reversedWord();
    if (random.chance(settings.brokenShare)) return this.#brokenPhrase();
    return this.#keyword(0);
  }

  #pause(seconds: number): Item {
    return { ...SILENCE, samples: new Float32Array(Math.round(seconds * this.#dataset.sampleRate)) };
  }

  #draw(label: number): Clip | undefined {
    const speech = this.#pools.speech[label] as readonly Clip[];
    const synthetic = this.#pools.synthetic[label] as readonly Clip[];
    const share = speech.length === 0 ? 1 : this.#settings.syntheticShare * (label === 0 ? 2 : 1);
    const pool = synthetic.length > 0 && this.#random.chance(share) ? synthetic : speech;
    return pool.length > 0 ? this.#random.pick(pool) : undefined;
  }

  #keyword(label: number): Item {
    const clip = this.#draw(label);
    return clip ? this.#vary(this.#crop(clip), clip.label) : this.#pause(0.5);
  }

  /** Another word or a long phrase backwards. Not a short word: "no" backwards is "on". */
  #reversedWord(): Item {
    const clip = this.#draw(this.#random.chance(0.5) ? 0 : 1 + this.#random.below(this.#pools.speech.length - 1));
    if (!clip || (clip.label > 0 && !this.#isLong(clip))) return this.#keyword(0);
    const item = this.#crop(clip);
    return this.#vary({ ...item, samples: reversed(item.samples) }, 0);
  }

  #isLong(clip: Clip): boolean {
    return clip.wordTo - clip.wordFrom >= 0.5 * this.#dataset.sampleRate;
  }

  /** The first part of a long phrase: what is not finished must not be detected. */
  #brokenPhrase(): Item {
    const clip = this.#draw(1 + this.#random.below(this.#pools.speech.length - 1));
    if (!clip || !this.#isLong(clip)) return this.#keyword(0);
    const item = this.#crop(clip);
    const cut = item.wordFrom + Math.round((item.wordTo - item.wordFrom) * this.#random.between(0.3, 0.55));
    return this.#vary({ ...item, samples: item.samples.slice(0, cut) }, 0);
  }

  /** A clip with random room before and after the word: the shift. */
  #crop(clip: Clip): Item {
    const rate = this.#dataset.sampleRate;
    const samples = clipSamples(this.#dataset, clip);
    const before = Math.min(clip.wordFrom, Math.round(rate * this.#random.between(0.04, 0.6)));
    const after = Math.min(clip.length - clip.wordTo, Math.round(rate * this.#random.between(0.15, 0.6)));
    const from = clip.wordFrom - before;
    return {
      samples: samples.slice(from, clip.wordTo + after),
      label: clip.label,
      wordFrom: before,
      wordTo: before + clip.wordTo - clip.wordFrom,
    };
  }

  /** Speed, room and level. */
  #vary(item: Item, label: number): Item {
    const random = this.#random;
    const speed = random.chance(0.8) ? random.between(1 - this.#settings.speed, 1 + this.#settings.speed) : 1;
    let samples = speed === 1 ? item.samples : changeSpeed(item.samples, speed);
    const wordFrom = Math.round(item.wordFrom / speed);
    const wordTo = Math.min(Math.round(item.wordTo / speed), samples.length);
    if (random.chance(this.#settings.echoShare)) samples = addEcho(samples, this.#dataset.sampleRate, random);
    const level = rootMeanSquare(samples, Math.min(wordFrom, samples.length), wordTo);
    const gain = level > 1e-5 ? decibels(this.#wordLevel()) / level : 1;
    const fade = Math.min(160, samples.length);
    samples = samples.map((sample, i) => gain * sample * Math.min(1, i / fade, (samples.length - i) / fade));
    return { samples, label, wordFrom, wordTo };
  }

  /** How loud the next word is, dB: somewhere between a whisper and a shout, and above the noise where there is some. */
  #wordLevel(): number {
    const random = this.#random;
    if (!this.#noise.clip) return random.between(-42, -12);
    const { leastAboveNoiseDb, mostAboveNoiseDb } = this.#settings;
    return Math.min(-8, this.#noise.level + random.between(leastAboveNoiseDb, mostAboveNoiseDb));
  }

  /** Another background every few seconds: a noise recording, voices played backwards, or next to nothing. */
  #startNoise(): void {
    const random = this.#random;
    const rate = this.#dataset.sampleRate;
    const left = Math.round(rate * random.between(3, 14));
    if (!random.chance(this.#settings.noiseShare) || this.#pools.noise.length === 0) {
      const level = random.between(-95, -60);
      this.#noise = { clip: null, at: 0, level, gain: decibels(level), left };
      return;
    }
    const clip = random.pick(this.#pools.noise);
    const at = random.below(clip.length);
    const heard = clipSamples(this.#dataset, {
      ...clip,
      from: clip.from + at,
      length: Math.min(clip.length - at, rate * 3),
    });
    const level = random.between(-60, -26);
    this.#noise = { clip, at, level, gain: decibels(level) / Math.max(rootMeanSquare(heard), 1e-4), left };
  }

  #addNoise(out: Float32Array): void {
    const noise = this.#noise;
    noise.left -= out.length;
    if (!noise.clip) {
      for (let i = 0; i < out.length; i++) out[i]! += noise.gain * (2 * this.#random.next() - 1);
      return;
    }
    const { samples } = this.#dataset;
    for (let i = 0; i < out.length; i++) {
      out[i]! += (noise.gain * (samples[noise.clip.from + noise.at] as number)) / 32768;
      noise.at = (noise.at + 1) % noise.clip.length;
    }
  }
}
