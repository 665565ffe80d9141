// A made room: a few early reflections and a dense tail, from one loudspeaker to one microphone. It goes along with the
// sound, block by block. The tail is a network of delays that feed each other (Jot & Chaigne 1991, "Digital delay
// networks for designing artificial reverberators").
import { Random } from '../../random.js';

export interface RoomSettings {
  /** Until the tail has fallen by 60 dB, s. */
  readonly reverberationSeconds: number;
  /** Level of the direct sound over that of everything that follows it, dB. */
  readonly directOverReverbDb: number;
  /** What every sample is multiplied by: a far voice is soft. */
  readonly gain: number;
}

/** Lengths of the delays, ms: no two have a short common multiple. */
const DELAYS_MS = [23.3, 29.1, 33.7, 37.9, 42.1, 48.7, 54.1, 59.9];
const EARLY = 10;
const EARLY_FROM_MS = 3;
const EARLY_TO_MS = 45;
/** Of the tail's low-pass filter: walls and air take the treble first. */
const DAMPING = 0.35;

export class Room {
  readonly #lines: readonly Float32Array[];
  readonly #gains: readonly number[];
  readonly #damped = new Float64Array(DELAYS_MS.length);
  readonly #at = new Int32Array(DELAYS_MS.length);
  readonly #early: readonly { readonly delay: number; readonly gain: number }[];
  readonly #past: Float32Array;
  readonly #gain: number;
  #now = 0;
  #reverbGain = 1;

  /** The same `seed` makes the same room. */
  constructor(sampleRate: number, settings: RoomSettings, seed: number) {
    const random = new Random(seed, 31);
    const samplesOf = (ms: number) => Math.round((ms * sampleRate) / 1000);
    this.#lines = DELAYS_MS.map((ms) => new Float32Array(samplesOf(ms * random.between(0.9, 1.1))));
    const perSample = -60 / (settings.reverberationSeconds * sampleRate);
    this.#gains = this.#lines.map(({ length }) => 10 ** ((perSample * length) / 20));
    this.#early = Array.from({ length: EARLY }, () => {
      const ms = random.between(EARLY_FROM_MS, EARLY_TO_MS);
      return { delay: samplesOf(ms), gain: (random.chance(0.5) ? 1 : -1) * Math.exp(-ms / 25) };
    });
    this.#past = new Float32Array(samplesOf(EARLY_TO_MS) + 1);
    this.#gain = settings.gain;
    this.#reverbGain = 10 ** (-settings.directOverReverbDb / 20) / Math.sqrt(this.#reverbEnergy(sampleRate, settings));
  }

  /** Changes `samples` in place. */
  process(samples: Float32Array): void {
    for (let i = 0; i < samples.length; i++) {
      const direct = samples[i] as number;
      samples[i] = this.#gain * (direct + this.#reverbGain * this.#reverb(direct));
    }
  }

  /** Of the response without its direct sound. Leaves the room as it was. */
  #reverbEnergy(sampleRate: number, { reverberationSeconds }: RoomSettings): number {
    let energy = 0;
    const length = Math.round(1.2 * reverberationSeconds * sampleRate);
    for (let i = 0; i < length; i++) energy += this.#reverb(i === 0 ? 1 : 0) ** 2;
    for (const line of this.#lines) line.fill(0);
    this.#damped.fill(0);
    this.#past.fill(0);
    return energy;
  }

  #reverb(direct: number): number {
    const past = this.#past;
    const lines = this.#lines;
    past[this.#now] = direct;
    let early = 0;
    for (const { delay, gain } of this.#early) {
      early += gain * (past[(this.#now + past.length - delay) % past.length] as number);
    }
    this.#now = (this.#now + 1) % past.length;
    // Householder's matrix joins the delays: each gets what it gave, less a quarter of all.
    let sum = 0;
    for (let n = 0; n < lines.length; n++) {
      const out = (lines[n] as Float32Array)[this.#at[n] as number] as number;
      const damped = (1 - DAMPING) * out + DAMPING * (this.#damped[n] as number);
      this.#damped[n] = damped;
      sum += damped;
    }
    const shared = (2 / lines.length) * sum;
    for (let n = 0; n < lines.length; n++) {
      const line = lines[n] as Float32Array;
      const at = this.#at[n] as number;
      line[at] = early / lines.length + (this.#gains[n] as number) * ((this.#damped[n] as number) - shared);
      this.#at[n] = (at + 1) % line.length;
    }
    return early + sum;
  }
}
