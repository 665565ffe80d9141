// Looks at the first seconds of raw samples and reports what they cannot be: sound in another format than was said, or
// no sound at all. Raw bytes carry no format, so a wrong option would else be noise or silence to the network, without
// a word.

const LOOK_SECONDS = 10;
/** Below this rate, Hz, samples are a sensor's: they may have any unit, and stand still. */
const SOUND_HZ = 4000;
/** Sound is not this loud, +18 dB over full scale; whole numbers or other bytes that are read as floats are. */
const FAR_BEYOND = 8;
/** No sensor gives such a value either. */
const NO_VALUE = 1e30;
/** Less than this, in seconds, is too short to call it silence. */
const LEAST_SILENCE = 1;
/** Share of samples that are NaN or infinite, or far beyond full scale: fewer are clicks. */
const STRANGE_SHARE = 0.001;

export class SampleCheck {
  readonly #sampleRate: number;
  readonly #lookSamples: number;
  readonly #most: number;
  readonly #warn: (message: string) => void;
  #samples = 0;
  #strange = 0;
  #first = Number.NaN;
  #constant = true;
  #over = false;

  /** `sampleRate`: Hz; `warn`: called at most once. */
  constructor(sampleRate: number, warn: (message: string) => void) {
    this.#sampleRate = sampleRate;
    this.#lookSamples = LOOK_SECONDS * sampleRate;
    this.#most = sampleRate < SOUND_HZ ? NO_VALUE : FAR_BEYOND;
    this.#warn = warn;
  }

  add(samples: Float32Array): void {
    if (this.#over || samples.length === 0) return;
    if (this.#samples === 0) this.#first = samples[0] as number;
    for (let i = 0; i < samples.length; i++) {
      const sample = samples[i] as number;
      if (!(Math.abs(sample) <= this.#most)) this.#strange++;
      if (sample !== this.#first) this.#constant = false;
    }
    this.#samples += samples.length;
    if (this.#strange > STRANGE_SHARE * this.#lookSamples) this.#report();
    if (this.#samples >= this.#lookSamples) this.end();
  }

  /** No sample follows, or enough were looked at. */
  end(): void {
    if (this.#over || this.#samples === 0) return;
    if (this.#strange > STRANGE_SHARE * this.#samples) return this.#report();
    this.#over = true;
    const seconds = this.#samples / this.#sampleRate;
    if (!this.#constant || this.#sampleRate < SOUND_HZ || seconds < LEAST_SILENCE) return;
    this.#warn(`the first ${seconds.toPrecision(2)} s are digital silence: every sample is ${this.#first}`);
  }

  #report(): void {
    this.#over = true;
    this.#warn(
      `${this.#strange} of the first ${this.#samples} samples are not between -${this.#most} and ${this.#most}: is 'format' right? Floats of sound must be from -1 to 1`,
    );
  }
}
