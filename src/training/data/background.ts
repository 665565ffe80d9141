// The background of a scene: a noise recording, other people's talk, or near silence. It changes every few seconds.

import type { Random } from '../../random.js';
import { decibels, rootMeanSquare } from './augment.js';
import { clipSamples, type Dataset } from './dataset.js';
import { drawTalk, type Pools } from './pools.js';
import type { SceneSettings } from './scene-settings.js';

/** A recording, or a part of one, in the shared array. */
interface Sound {
  readonly from: number;
  readonly length: number;
}

export class Background {
  readonly #dataset: Dataset;
  readonly #pools: Pools;
  readonly #settings: SceneSettings;
  readonly #random: Random;
  /** Null: a faint hiss. */
  #clip: Sound | null = null;
  #at = 0;
  #level = -90; // dB
  #gain = 0;
  /** Samples until another background may start. */
  #left = 0;

  constructor(dataset: Dataset, pools: Pools, settings: SceneSettings, random: Random) {
    this.#dataset = dataset;
    this.#pools = pools;
    this.#settings = settings;
    this.#random = random;
  }

  /** Lets another background start with the next item. */
  restart(): void {
    this.#left = 0;
  }

  /** Level of the next word, dB: between a whisper and a shout, and above the noise, if any. */
  drawWordLevel(): number {
    const { leastAboveNoiseDb, mostAboveNoiseDb } = this.#settings;
    if (this.#clip === null) return this.#random.between(-42, -12);
    return Math.min(-8, this.#level + this.#random.between(leastAboveNoiseDb, mostAboveNoiseDb));
  }

  /** Call when an item begins: starts another background if this one has lasted long enough. */
  itemStarts(): void {
    if (this.#left > 0) return;
    const random = this.#random;
    const rate = this.#dataset.sampleRate;
    this.#left = Math.round(rate * random.between(3, 14));
    const clip = random.chance(this.#settings.noiseShare) ? this.#draw() : null;
    if (clip === null) {
      this.#clip = null;
      this.#level = random.between(-95, -60);
      const nothing = this.#settings.digitalSilenceShare ?? 0;
      this.#gain = nothing > 0 && random.chance(nothing) ? 0 : decibels(this.#level);
      return;
    }
    this.#clip = clip;
    this.#at = random.below(clip.length);
    const length = Math.min(clip.length - this.#at, rate * 3);
    const heard = clipSamples(this.#dataset, { ...clip, from: clip.from + this.#at, length });
    this.#level = random.between(-60, -26);
    this.#gain = decibels(this.#level) / Math.max(rootMeanSquare(heard), 1e-4);
  }

  #draw(): Sound | null {
    const { noise, talk } = this.#pools;
    const settings = this.#settings.talk;
    if (settings && talk.length > 0 && this.#random.chance(settings.babbleShare)) {
      return drawTalk(this.#pools, settings.syntheticShare, this.#random);
    }
    return noise.length > 0 ? this.#random.pick(noise) : null;
  }

  /** Adds the next samples to `out`. */
  addTo(out: Float32Array): void {
    this.#left -= out.length;
    const clip = this.#clip;
    if (clip === null) {
      for (let i = 0; i < out.length; i++) out[i]! += this.#gain * (2 * this.#random.next() - 1);
      return;
    }
    const { samples } = this.#dataset;
    for (let i = 0; i < out.length; i++) {
      out[i]! += (this.#gain * (samples[clip.from + this.#at] as number)) / 32768;
      this.#at = (this.#at + 1) % clip.length;
    }
  }
}
