// Whether recordings say the same word: their spectra are laid over each other, stretched in time as they need it
// (dynamic time warping, Sakoe & Chiba 1978), and the recording that fits the others far worse says something else.
import { LogMel } from '../../pipeline/features/log-mel.js';
import { FRAMER_NUMBERS, Framer } from '../../pipeline/frames/framer.js';
import { type Kernel, vectorBytes } from '../../pipeline/kernel-access/kernel.js';
import { plainFrontEnd } from '../plan.js';

const BANDS = 24;
const HOP_MS = 10;
const WINDOW_MS = 25;
/** Bands further below the loudest are the room and not the voice, nepers of power. */
const DEPTH = 8;

/** A word's spectra: (frames, BANDS), each frame without its level. */
export type Spectra = readonly Float32Array[];

/** `samples`: the word alone. */
export function spectraOf(kernel: Kernel, samples: Float32Array, sampleRate: number): Spectra {
  const spec = { ...plainFrontEnd(sampleRate, HOP_MS, WINDOW_MS, BANDS), floor: 1e-8 };
  const bytes = Framer.bytes(null, spec);
  const at = kernel.allocate(bytes);
  const featuresAt = kernel.allocate(vectorBytes(BANDS));
  const framer = new Framer(kernel, null, spec, at, new Float64Array(FRAMER_NUMBERS));
  const logMel = new LogMel(kernel, spec);
  const frames: Float32Array[] = [];
  for (let from = 0; from + spec.hopSamples <= samples.length; from += spec.hopSamples) {
    framer.input.set(samples.subarray(from, from + spec.hopSamples));
    if (!framer.advance()) continue;
    logMel.extract(framer.windowAt, featuresAt);
    frames.push(kernel.floats(featuresAt, BANDS).slice());
  }
  kernel.free(at, bytes);
  kernel.free(featuresAt, vectorBytes(BANDS));
  return withoutLevel(frames);
}

/** How far apart two words are: the mean distance of their frames along the best path. Infinite without frames. */
export function distance(a: Spectra, b: Spectra): number {
  if (a.length === 0 || b.length === 0) return Number.POSITIVE_INFINITY;
  let above = new Float64Array(b.length).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < a.length; i++) {
    const row = new Float64Array(b.length);
    for (let j = 0; j < b.length; j++) {
      const apart = frameDistance(a[i] as Float32Array, b[j] as Float32Array);
      const before = i === 0 && j === 0 ? 0 : Number.POSITIVE_INFINITY;
      const across = j > 0 ? (above[j - 1] as number) + 2 * apart : before + 2 * apart;
      const left = j > 0 ? (row[j - 1] as number) + apart : Number.POSITIVE_INFINITY;
      row[j] = Math.min(across, (above[j] as number) + apart, left);
    }
    above = row;
  }
  return (above[b.length - 1] as number) / (a.length + b.length);
}

function frameDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let band = 0; band < BANDS; band++) sum += ((a[band] as number) - (b[band] as number)) ** 2;
  return Math.sqrt(sum / BANDS);
}

function withoutLevel(frames: readonly Float32Array[]): Float32Array[] {
  const most = Math.max(...frames.map((frame) => Math.max(...frame)));
  return frames.map((frame) => {
    const cut = frame.map((value) => Math.max(value, most - DEPTH));
    const mean = cut.reduce((sum, value) => sum + value, 0) / BANDS;
    return cut.map((value) => value - mean);
  });
}

/** Where something like a word is within a longer recording, in frames of 10 ms, and how far apart they are. */
export interface Likeness {
  readonly from: number;
  readonly to: number;
  readonly distance: number;
}

/** The stretch of `whole` that is most like `word`. Null where `whole` is shorter than half of it. */
export function findLike(word: Spectra, whole: Spectra): Likeness | null {
  if (word.length === 0 || whole.length < word.length / 2) return null;
  let above = whole.map((_, j) => ({ cost: 0, from: j }));
  for (let i = 0; i < word.length; i++) {
    const row: { cost: number; from: number }[] = [];
    for (let j = 0; j < whole.length; j++) {
      const apart = frameDistance(word[i] as Float32Array, whole[j] as Float32Array);
      const ways = [above[j - 1], i > 0 ? above[j] : undefined, row[j - 1]];
      const costs = [2 * apart, apart, apart];
      let best = i === 0 ? { cost: 2 * apart, from: j } : { cost: Number.POSITIVE_INFINITY, from: j };
      for (const [n, way] of ways.entries()) {
        if (way === undefined || (i === 0 && n < 2)) continue;
        const cost = way.cost + (costs[n] as number);
        if (cost < best.cost) best = { cost, from: way.from };
      }
      row.push(best);
    }
    above = row;
  }
  const ends = above.map(({ cost, from }, to) => ({ from, to, distance: cost / (word.length + to + 1 - from) }));
  return ends.reduce((best, end) => (end.distance < best.distance ? end : best));
}

/** Recordings further from the others than this, and than this times what the others are from each other, differ. */
const APART = 0.8;
const APART_TIMES = 1.45;
/** With only one other recording to compare with. */
const APART_FROM_ONE = 1.15;

/** Indices of the words that do not fit the others. */
export function oddOnes(words: readonly Spectra[]): number[] {
  if (words.length < 2) return [];
  const apart = words.map((a, i) => words.map((b, j) => (j > i ? distance(a, b) : 0)));
  const between = (i: number, j: number) => apart[Math.min(i, j)]?.[Math.max(i, j)] as number;
  if (words.length === 2) return between(0, 1) > APART_FROM_ONE ? [1] : [];
  const all = words.map((_, i) => i);
  return all.filter((i) => {
    const others = all.filter((j) => j !== i);
    const mine = median(others.map((j) => between(i, j)));
    const theirs = median(others.flatMap((j, n) => others.slice(n + 1).map((k) => between(j, k))));
    return mine > APART && mine > APART_TIMES * theirs;
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
