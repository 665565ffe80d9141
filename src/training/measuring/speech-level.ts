// How loud speech is, whatever the share of pauses in it: the root mean square of the frames in which somebody speaks.

const FRAME_SECONDS = 0.02;
/** Frames that are quieter than the loud ones by more than this are pauses, dB. */
const QUIETEST_DB = 25;
/** The loud ones: louder than this share of all. */
const LOUD_SHARE = 0.95;
const LEAST_DB = -100;

export class SpeechLevel {
  readonly #frameSamples: number;
  /** Frames of each level, dB from LEAST_DB to 0. */
  readonly #counts = new Float64Array(-LEAST_DB + 1);
  #sum = 0;
  #in = 0;

  constructor(sampleRate: number) {
    this.#frameSamples = Math.round(FRAME_SECONDS * sampleRate);
  }

  add(samples: Float32Array): void {
    for (let i = 0; i < samples.length; i++) {
      this.#sum += (samples[i] as number) ** 2;
      if (++this.#in < this.#frameSamples) continue;
      const db = Math.round(10 * Math.log10(this.#sum / this.#frameSamples + 1e-12));
      this.#counts[Math.max(LEAST_DB, Math.min(0, db)) - LEAST_DB]!++;
      this.#sum = 0;
      this.#in = 0;
    }
  }

  /** Root mean square; 0 before there was a frame. */
  get value(): number {
    const all = this.#counts.reduce((sum, count) => sum + count, 0);
    if (all === 0) return 0;
    let seen = 0;
    const loud = this.#counts.findIndex((count) => {
      seen += count;
      return seen >= LOUD_SHARE * all;
    });
    let power = 0;
    let frames = 0;
    for (let at = Math.max(0, loud - QUIETEST_DB); at < this.#counts.length; at++) {
      power += (this.#counts[at] as number) * 10 ** ((at + LEAST_DB) / 10);
      frames += this.#counts[at] as number;
    }
    return Math.sqrt(power / Math.max(1, frames));
  }
}
