// The recordings of a word, judged: each by itself and all together. What is said of them is said before anything is
// learnt.
import { SluiceError } from '../../errors.js';
import { resampleAll } from '../../pipeline/frames/resample-all.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import type { PlacedTake } from './material.js';
import { findLike, oddOnes, type Spectra, spectraOf } from './sameness.js';
import { checkTake, faultText, type TakeFault } from './take-check.js';

/** A recording: mono, in [-1, 1], at any rate from 8 kHz. */
export interface TaughtSound {
  /** What messages call it: a file's name. */
  readonly name: string;
  readonly samples: Float32Array;
  /** Hz */
  readonly sampleRate: number;
}

/** What is wrong with a recording. */
export interface TakeRemark {
  readonly name: string;
  /** 'different': it says another word than the others. */
  readonly fault: TakeFault | 'different' | 'absent';
  /** A sentence. */
  readonly text: string;
}

export interface JudgedTakes {
  readonly takes: readonly PlacedTake[];
  readonly remarks: readonly TakeRemark[];
}

/** With fewer recordings of a word nothing is learnt. */
export const LEAST_TAKES = 3;
/** A missed word is this near to one of the recordings. */
const MOST_APART = 1.15;
const FRAME_MS = 10;
/** Quiet that is set around every word, for recordings that have none. */
const MARGIN_SECONDS = 0.4;
const LOWEST_RATE = 8000;

/** What is wrong with recordings, before anything is learnt. `module`: the training kernel. */
export function checkTakes(
  module: WebAssembly.Module,
  sounds: readonly TaughtSound[],
  sampleRate: number,
): readonly TakeRemark[] {
  return judgeTakes(Kernel.create(module), sounds, sampleRate).remarks;
}

/** Judges recordings. The good ones come at `sampleRate` with the word's place; of each other one it is said why. */
export function judgeTakes(kernel: Kernel, sounds: readonly TaughtSound[], sampleRate: number): JudgedTakes {
  const checked = sounds.map((sound) => ({ sound, ...checkTake(checkRate(sound).samples, sound.sampleRate) }));
  const remarks: TakeRemark[] = [];
  for (const { sound, faults } of checked) {
    const [fault] = faults;
    if (fault !== undefined) remarks.push(remark(sound.name, fault, faultText(fault)));
  }
  const good = checked
    .filter(({ faults }) => faults.length === 0)
    .map(({ sound, wordFrom, wordTo }) => ({ name: sound.name, take: placed(sound, wordFrom, wordTo, sampleRate) }));
  const odd = oddOnes(good.map(({ take }) => wordSpectra(kernel, take, sampleRate)));
  for (const i of odd) {
    remarks.push(remark(good[i]?.name as string, 'different', 'says something else than the other recordings'));
  }
  return { takes: good.filter((_, i) => !odd.includes(i)).map(({ take }) => take), remarks };
}

/** The word in recordings in which it was missed, found by its likeness to the takes. */
export function findMissed(
  kernel: Kernel,
  takes: readonly PlacedTake[],
  sounds: readonly TaughtSound[],
  sampleRate: number,
): JudgedTakes {
  const words = takes.map((take) => wordSpectra(kernel, take, sampleRate));
  const found: PlacedTake[] = [];
  const remarks: TakeRemark[] = [];
  for (const sound of sounds) {
    const samples = resampleAll(checkRate(sound).samples, sound.sampleRate, sampleRate);
    const whole = spectraOf(kernel, samples, sampleRate);
    const best = words
      .map((word) => findLike(word, whole))
      .reduce((a, b) => (b !== null && (a === null || b.distance < a.distance) ? b : a), null);
    if (best === null || best.distance > MOST_APART) {
      remarks.push(remark(sound.name, 'absent', 'holds nothing like the word'));
      continue;
    }
    const at = (frame: number) => Math.min(samples.length, Math.round((frame * FRAME_MS * sampleRate) / 1000));
    found.push(aroundWord(samples, at(best.from), at(best.to + 2), sampleRate));
  }
  return { takes: found, remarks };
}

/** Throws SluiceError DATA_UNUSABLE, with what is wrong with the others, where there are too few good recordings. */
export function requireTakes(word: string, { takes, remarks }: JudgedTakes): void {
  if (takes.length >= LEAST_TAKES) return;
  const why = remarks.map(({ text }) => text).join('; ');
  throw new SluiceError(
    'DATA_UNUSABLE',
    `Cannot learn '${word}': it needs ${LEAST_TAKES} good recordings, better five: received ${takes.length}${why === '' ? '' : ` (${why})`}`,
  );
}

function remark(name: string, fault: TakeRemark['fault'], clause: string): TakeRemark {
  return { name, fault, text: `${name} ${clause}` };
}

function checkRate(sound: TaughtSound): TaughtSound {
  if (sound.sampleRate >= LOWEST_RATE) return sound;
  throw new RangeError(
    `Cannot learn from ${sound.name}: its rate must be at least ${LOWEST_RATE} Hz: received ${sound.sampleRate}`,
  );
}

function placed(
  { samples, sampleRate: from }: TaughtSound,
  wordFrom: number,
  wordTo: number,
  sampleRate: number,
): PlacedTake {
  const at = (place: number) => Math.round((place * sampleRate) / from);
  return aroundWord(resampleAll(samples, from, sampleRate), at(wordFrom), at(wordTo), sampleRate);
}

/** The word with what is near to it, and quiet where nothing is. */
function aroundWord(samples: Float32Array, wordFrom: number, wordTo: number, sampleRate: number): PlacedTake {
  const margin = Math.round(MARGIN_SECONDS * sampleRate);
  const from = Math.max(0, wordFrom - margin);
  const cut = samples.subarray(from, Math.min(samples.length, wordTo + margin));
  const out = new Float32Array(wordTo - wordFrom + 2 * margin);
  out.set(cut, from - (wordFrom - margin));
  return { samples: out, wordFrom: margin, wordTo: margin + wordTo - wordFrom };
}

function wordSpectra(kernel: Kernel, { samples, wordFrom, wordTo }: PlacedTake, sampleRate: number): Spectra {
  return spectraOf(kernel, samples.slice(wordFrom, wordTo), sampleRate);
}
