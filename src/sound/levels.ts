// Checks the level of a sound block by block: silence, samples far beyond 1, channels that cancel each other. A model
// hears nothing in such a sound, so each gives a warning.
import type { Block } from './block.js';
import type { Warn } from './layout.js';

/** Beyond it a sound is not loud but in another unit, +18 dB. */
const FAR_BEYOND = 8;
/** The mix has less than so much of the channels' power, -12 dB: they cancel. */
const CANCELLED = 1 / 16;
/** Less power is the noise of silence. */
const LEAST_POWER = 1e-9;
/** What whole numbers taken for floats reach. */
const RANGES = [2 ** 7, 2 ** 15, 2 ** 23, 2 ** 31];

export class Levels {
  readonly #warn: Warn;
  readonly #mixed: boolean;
  #frames = 0;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  #channelPower = 0;
  #mixPower = 0;
  #beyond = false;

  /** `mixed`: whether the mono sound is the mean of all channels. */
  constructor(mixed: boolean, warn: Warn) {
    this.#mixed = mixed;
    this.#warn = warn;
  }

  /** Samples that passed. */
  get frames(): number {
    return this.#frames;
  }

  add(block: Block, mono: Float32Array): void {
    this.#frames += mono.length;
    let [least, greatest, power] = [this.#least, this.#greatest, 0];
    for (let i = 0; i < mono.length; i++) {
      const sample = mono[i] as number;
      if (sample < least) least = sample;
      if (sample > greatest) greatest = sample;
      power += sample * sample;
    }
    [this.#least, this.#greatest] = [least, greatest];
    if (this.#mixed && block.length > 1) this.#addPower(block, power);
    const peak = Math.max(-least, greatest);
    if (peak > FAR_BEYOND && peak < Number.POSITIVE_INFINITY && !this.#beyond) {
      this.#beyond = true;
      const range = RANGES.find((full) => peak <= full) ?? (RANGES.at(-1) as number);
      this.#warn(`samples reach ${peak.toPrecision(4)}, far beyond 1: their unit is another one (--gain 1/${range})`);
    }
  }

  /** After the last block. */
  end(): void {
    if (this.#frames === 0) return;
    const ratio = this.#mixPower / this.#channelPower;
    if (this.#channelPower > LEAST_POWER * this.#frames && ratio < CANCELLED) {
      const quieter = ratio === 0 ? 'silent' : `${Math.round(-10 * Math.log10(ratio))} dB quieter than they are`;
      this.#warn(`the channels cancel each other, their mix is ${quieter}: take one of them (--channel 1)`);
    } else if (this.#least === this.#greatest) {
      this.#warn(`it is digital silence: every sample is ${this.#least === 0 ? 0 : this.#least.toPrecision(3)}`);
    }
  }

  #addPower(block: Block, mixPower: number): void {
    if (!Number.isFinite(mixPower)) return;
    this.#mixPower += mixPower;
    for (const channel of block) {
      let power = 0;
      for (let i = 0; i < channel.length; i++) power += (channel[i] as number) ** 2;
      if (Number.isFinite(power)) this.#channelPower += power / block.length;
    }
  }
}
