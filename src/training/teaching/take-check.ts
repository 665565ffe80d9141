// Whether a recording of a word is good enough to learn from, by itself: loud enough, not clipped, a whole word. Nothing
// is learnt from one that is not, and its speaker is told why in words.
import { rootMeanSquare } from '../data/augment.js';
import { findWord } from '../data/placement.js';

/** What can be wrong with one recording. */
export type TakeFault =
  | 'silent'
  | 'too-quiet'
  | 'clipped'
  | 'too-short'
  | 'too-long'
  | 'noisy'
  | 'cut-off-start'
  | 'cut-off-end';

/** What was found in a recording. */
export interface TakeCheck {
  /** The gravest first; empty: it can be learnt from. */
  readonly faults: readonly TakeFault[];
  /** The word's place, in samples. */
  readonly wordFrom: number;
  readonly wordTo: number;
  /** Root mean square of the word, dB below full scale. */
  readonly levelDb: number;
}

/** Below this peak there is no sound at all, only the last bits of a converter. */
const SILENT_PEAK = 0.001;
const QUIETEST_DB = -50;
const SHORTEST_MS = 110;
const LONGEST_MS = 3000;
/** Of the word over what is around it. */
const LEAST_OVER_ROOM_DB = 6;
/** A sample this near to the loudest one counts as clipped where its neighbours are there as well. */
const FLAT = 0.997;
const CLIPPED_PEAK = 0.9;
const FLAT_RUN = 3;
const MOST_CLIPPED = 0.004;
/** A recording whose first or last moment is within this of the word's loudest moment begins or ends within the word. */
const EDGE_MS = 15;
const EDGE_DB = 4;
const LOUDEST_MS = 30;
const AROUND_SECONDS = 0.3;

/** `samples`: mono, in [-1, 1], at any rate of at least 8 kHz. */
export function checkTake(samples: Float32Array, sampleRate: number): TakeCheck {
  const { wordFrom, wordTo } = placeWord(samples, sampleRate);
  const levelDb = toDb(rootMeanSquare(samples, wordFrom, wordTo));
  const faults = faultsOf(samples, sampleRate, wordFrom, wordTo, levelDb);
  return { faults, wordFrom, wordTo, levelDb };
}

/** What to tell the speaker, a clause that goes on behind the recording's name. */
export function faultText(fault: TakeFault): string {
  switch (fault) {
    case 'silent':
      return 'holds no sound: is the microphone on?';
    case 'too-quiet':
      return 'is too quiet: speak louder or come nearer';
    case 'clipped':
      return 'is clipped: speak more softly, or turn the microphone down';
    case 'too-short':
      return 'is too short to hold a word';
    case 'too-long':
      return `holds more than a word: sound of over ${LONGEST_MS / 1000} s`;
    case 'noisy':
      return 'is too noisy: the word is hardly louder than what is around it';
    case 'cut-off-start':
      return 'begins within the word: leave a moment of quiet before it';
    case 'cut-off-end':
      return 'ends within the word: leave a moment of quiet after it';
    default:
      return fault satisfies never;
  }
}

function faultsOf(
  samples: Float32Array,
  sampleRate: number,
  wordFrom: number,
  wordTo: number,
  levelDb: number,
): TakeFault[] {
  const peak = peakOf(samples);
  const ms = (count: number) => (count * 1000) / sampleRate;
  if (peak < SILENT_PEAK) return ['silent'];
  if (ms(samples.length) < SHORTEST_MS) return ['too-short'];
  const around = levelAround(samples, sampleRate, wordFrom, wordTo);
  // Where noise drowns the word, its place means nothing.
  if (around !== null && levelDb - around < LEAST_OVER_ROOM_DB) return ['noisy'];
  if (ms(wordTo - wordFrom) < SHORTEST_MS) return ['too-short'];
  const faults: TakeFault[] = [];
  if (levelDb < QUIETEST_DB) faults.push('too-quiet');
  if (isClipped(samples, peak, wordTo - wordFrom)) faults.push('clipped');
  if (ms(wordTo - wordFrom) > LONGEST_MS) faults.push('too-long');
  if (faults.length > 0) return faults;
  const edge = Math.round((EDGE_MS * sampleRate) / 1000);
  const near = loudest(samples, Math.round((LOUDEST_MS * sampleRate) / 1000)) - EDGE_DB;
  if (toDb(rootMeanSquare(samples, 0, edge)) > near) faults.push('cut-off-start');
  if (toDb(rootMeanSquare(samples, samples.length - edge)) > near) faults.push('cut-off-end');
  return faults;
}

/** As `findWord`, also where the recording holds the word and no quiet: it is set into its own quietest moment. */
function placeWord(samples: Float32Array, sampleRate: number): { wordFrom: number; wordTo: number } {
  const frame = Math.round(0.01 * sampleRate);
  let quietest = Number.POSITIVE_INFINITY;
  for (let at = 0; at + frame <= samples.length; at += frame) {
    quietest = Math.min(quietest, rootMeanSquare(samples, at, at + frame));
  }
  if (!Number.isFinite(quietest)) return { wordFrom: 0, wordTo: samples.length };
  const margin = Math.round(AROUND_SECONDS * sampleRate);
  const set = new Float32Array(samples.length + 2 * margin);
  for (let i = 0; i < set.length; i++) set[i] = i % 2 === 0 ? quietest : -quietest;
  set.set(samples, margin);
  const { wordFrom, wordTo } = findWord(set, sampleRate);
  const within = (place: number) => Math.max(0, Math.min(samples.length, place - margin));
  return { wordFrom: within(wordFrom), wordTo: within(wordTo) };
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/** Whether runs of samples lie at the loudest value, as where a converter has no larger number. */
function isClipped(samples: Float32Array, peak: number, wordSamples: number): boolean {
  if (peak < CLIPPED_PEAK) return false;
  let clipped = 0;
  let run = 0;
  for (const sample of samples) {
    run = Math.abs(sample) >= FLAT * peak ? run + 1 : 0;
    if (run >= FLAT_RUN) clipped++;
  }
  return clipped > MOST_CLIPPED * wordSamples;
}

/** Level of what is neither the word nor near to it, dB; null where there is too little of it. */
function levelAround(samples: Float32Array, sampleRate: number, wordFrom: number, wordTo: number): number | null {
  const margin = Math.round(0.08 * sampleRate);
  const before = samples.subarray(0, Math.max(0, wordFrom - margin));
  const after = samples.subarray(Math.min(samples.length, wordTo + margin));
  const count = before.length + after.length;
  if (count < 0.05 * sampleRate) return null;
  const power = before.length * rootMeanSquare(before) ** 2 + after.length * rootMeanSquare(after) ** 2;
  return toDb(Math.sqrt(power / count));
}

/** The loudest stretch of so many samples, dB. */
function loudest(samples: Float32Array, length: number): number {
  let most = 0;
  for (let at = 0; at + length <= samples.length; at += length >> 1) {
    most = Math.max(most, rootMeanSquare(samples, at, at + length));
  }
  return toDb(most);
}

function toDb(level: number): number {
  return 20 * Math.log10(level + 1e-9);
}
