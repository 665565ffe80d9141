// The conditions under which words are measured: noise, rooms, narrow bands. Each goes along with a stream, block by
// block, and changes it as the air, a room or a telephone would.
import { sinTurns } from '../../exact.js';
import { Random } from '../../random.js';
import { decibels } from '../data/augment.js';
import { throughMuLaw } from '../data/mu-law.js';
import { Room, type RoomSettings } from './room.js';

/** Changes a stream's sound, block by block. */
export interface Condition {
  readonly name: ConditionName;
  /** Changes `samples` in place. `level`: of the speech in this block, root mean square. */
  process(samples: Float32Array, level: number): void;
}

export const CONDITIONS = {
  clean: 'as recorded',
  room: 'a small room with noise 5 to 30 dB below the speech, changing every few seconds',
  'noise-20': 'noise 20 dB below the speech',
  'noise-10': 'noise 10 dB below the speech',
  'noise-5': 'noise 5 dB below the speech',
  'noise-0': 'noise as loud as the speech',
  near: 'a small room, one metre away (made by rule)',
  far: 'a living room, four metres away (made by rule)',
  'phone-8k': 'a telephone: 300 to 3400 Hz, 8 bits mu-law',
  'narrow-11k': 'sampled at 11 kHz: nothing above 5.2 kHz',
} as const;
export type ConditionName = keyof typeof CONDITIONS;
export const CONDITION_NAMES = Object.keys(CONDITIONS) as readonly ConditionName[];

export interface ConditionSound {
  /** Hz, of the model. */
  readonly sampleRate: number;
  /** Recordings of noise at that rate. Where there are none, pink noise is made. */
  readonly noise: readonly Float32Array[];
  readonly seed: number;
}

const NEAR: RoomSettings = { reverberationSeconds: 0.3, directOverReverbDb: 8, gain: 1 };
const FAR: RoomSettings = { reverberationSeconds: 0.7, directOverReverbDb: -2, gain: decibels(-10) };

export function makeCondition(name: ConditionName, sound: ConditionSound): Condition {
  const process = processOf(name, sound);
  return { name, process };
}

function processOf(name: ConditionName, sound: ConditionSound): Condition['process'] {
  const { sampleRate, seed } = sound;
  switch (name) {
    case 'clean':
      return () => {};
    case 'room':
      return livingRoom(sound);
    case 'noise-20':
    case 'noise-10':
    case 'noise-5':
    case 'noise-0': {
      const bed = new NoiseBed(sound);
      const below = decibels(-Number(name.slice('noise-'.length)));
      return (samples, level) => bed.addTo(samples, level * below);
    }
    case 'near':
    case 'far': {
      const room = new Room(sampleRate, name === 'near' ? NEAR : FAR, seed);
      return (samples) => room.process(samples);
    }
    case 'phone-8k': {
      const band = new BandPass(sampleRate, 300, 3400);
      return (samples) => {
        band.process(samples);
        throughMuLaw(samples);
      };
    }
    case 'narrow-11k': {
      const band = new BandPass(sampleRate, 0, 5200);
      return (samples) => band.process(samples);
    }
    default:
      return name satisfies never;
  }
}

/** How far the noise is below the speech is drawn anew every few seconds. */
function livingRoom(sound: ConditionSound): Condition['process'] {
  const room = new Room(sound.sampleRate, NEAR, sound.seed);
  const bed = new NoiseBed(sound);
  const random = new Random(sound.seed, 58);
  let left = 0;
  let below = 0;
  return (samples, level) => {
    if (left <= 0) {
      left = sound.sampleRate * random.between(3, 14);
      below = decibels(-random.between(5, 30));
    }
    left -= samples.length;
    room.process(samples);
    bed.addTo(samples, level * below);
  };
}

/** Noise without end: the recordings one after the other, each brought to the level that is asked for. */
class NoiseBed {
  readonly #recordings: readonly Float32Array[];
  readonly #levels: readonly number[];
  readonly #random: Random;
  #which: number;
  #at = 0;
  /** The gain follows the level within some ten milliseconds, so that nothing clicks. */
  #gain = 0;
  readonly #follow: number;

  constructor({ noise, seed, sampleRate }: ConditionSound) {
    this.#random = new Random(seed, 57);
    this.#recordings = noise.length > 0 ? noise : [pinkNoise(20 * sampleRate, this.#random)];
    this.#levels = this.#recordings.map(levelOf);
    this.#which = this.#random.below(this.#recordings.length);
    this.#follow = 1 - Math.exp(-1 / (0.02 * sampleRate));
  }

  addTo(samples: Float32Array, level: number): void {
    for (let i = 0; i < samples.length; i++) {
      let recording = this.#recordings[this.#which] as Float32Array;
      if (this.#at >= recording.length) {
        this.#which = this.#random.below(this.#recordings.length);
        this.#at = 0;
        recording = this.#recordings[this.#which] as Float32Array;
      }
      const wanted = level / Math.max(this.#levels[this.#which] as number, 1e-6);
      this.#gain += this.#follow * (wanted - this.#gain);
      samples[i]! += this.#gain * (recording[this.#at++] as number);
    }
  }
}

/** By P. Kellet's filter: white noise through six poles. */
function pinkNoise(length: number, random: Random): Float32Array {
  const poles = [0.99886, 0.99332, 0.969, 0.8665, 0.55, -0.7616];
  const gains = [0.0555179, 0.0750759, 0.153852, 0.3104856, 0.5329522, -0.016898];
  const state = poles.map(() => 0);
  return Float32Array.from({ length }, () => {
    const white = 2 * random.next() - 1;
    let sum = 0.5362 * white;
    for (let n = 0; n < poles.length; n++) {
      state[n] = (poles[n] as number) * (state[n] as number) + (gains[n] as number) * white;
      sum += state[n] as number;
    }
    return 0.1 * sum;
  });
}

function levelOf(samples: Float32Array): number {
  let sum = 0;
  for (const sample of samples) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, samples.length));
}

/** A symmetric filter of 255 taps, a windowed sinc (Blackman): at least 70 dB down 200 Hz beyond its edges at 16 kHz. */
class BandPass {
  readonly #taps: Float64Array;
  readonly #past: Float64Array;

  constructor(sampleRate: number, fromHz: number, toHz: number) {
    const count = 255;
    const middle = (count - 1) / 2;
    const lowPass = (hz: number, t: number) =>
      t === 0 ? (2 * hz) / sampleRate : sinTurns((hz / sampleRate) * t) / (Math.PI * t);
    this.#taps = Float64Array.from({ length: count }, (_, i) => {
      const turn = i / (count - 1);
      const window = 0.42 - 0.5 * sinTurns(turn + 0.25) + 0.08 * sinTurns(2 * turn + 0.25);
      return window * (lowPass(toHz, i - middle) - (fromHz > 0 ? lowPass(fromHz, i - middle) : 0));
    });
    this.#past = new Float64Array(count - 1);
  }

  process(samples: Float32Array): void {
    const taps = this.#taps;
    const before = this.#past.length;
    const all = new Float64Array(before + samples.length);
    all.set(this.#past);
    all.set(samples, before);
    for (let i = 0; i < samples.length; i++) {
      let sum = 0;
      for (let tap = 0; tap < taps.length; tap++) sum += (taps[tap] as number) * (all[i + tap] as number);
      samples[i] = sum;
    }
    this.#past.set(all.subarray(samples.length));
  }
}
