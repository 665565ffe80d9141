// Buckets for numbers of any size, fine near 0 and coarse far out, each about 3 % wide: an octave has 32 of them, as in
// HdrHistogram. Finding a number's bucket needs its bits alone, no logarithm.
import { exponentOf, powerOfTwo } from './elementary.js';

const PER_OCTAVE = 32;
/** All numbers below 2^-5 share one bucket, all from 2^7 on another. */
const LEAST = -5;
const MOST = 7;

/** How many buckets there are for numbers from 0 up. */
export const BUCKETS = (MOST - LEAST) * PER_OCTAVE + 2;

/** The bucket of x, 0 to BUCKETS - 1. Numbers below 0 are in the first. */
export function bucketOf(x: number): number {
  if (!(x >= powerOfTwo(LEAST))) return 0;
  if (x >= powerOfTwo(MOST)) return BUCKETS - 1;
  const octave = exponentOf(x);
  return 1 + (octave - LEAST) * PER_OCTAVE + Math.floor((x / powerOfTwo(octave) - 1) * PER_OCTAVE);
}

/** (BUCKETS + 1) Where each bucket begins, and where the last one ends. */
export const EDGES = Float64Array.from({ length: BUCKETS + 1 }, (_, i) => {
  if (i === 0) return 0;
  const k = i - 1;
  const octave = Math.floor(k / PER_OCTAVE);
  return i === BUCKETS ? 2 * 2 ** MOST : (1 + (k % PER_OCTAVE) / PER_OCTAVE) * 2 ** (LEAST + octave);
});

/** (2 BUCKETS + 1) The same for numbers of both signs: the buckets below 0 come first, mirrored. */
export const SIGNED_EDGES = Float64Array.from({ length: 2 * BUCKETS + 1 }, (_, i) =>
  i >= BUCKETS ? (EDGES[i - BUCKETS] as number) : -(EDGES[BUCKETS - i] as number),
);

/** The bucket of x among those for both signs, 0 to 2 BUCKETS - 1. */
export function signedBucketOf(x: number): number {
  return x < 0 ? BUCKETS - 1 - bucketOf(-x) : BUCKETS + bucketOf(x);
}
