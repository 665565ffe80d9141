// Buckets for numbers of any size, fine near 0 and coarse far out, each about 3 % wide: an octave has 32
// (HdrHistogram's idea). Finding one takes the number's own bits and no logarithm.
import { exponentOf, powerOfTwo } from './elementary.js';

const PER_OCTAVE = 32;
/** Below 2^-5 all is one bucket, above 2^7 another. */
const LEAST = -5;
const MOST = 7;

/** Buckets of numbers from 0 up. */
export const BUCKETS = (MOST - LEAST) * PER_OCTAVE + 2;

/** The bucket of x, 0 to BUCKETS - 1; what is below 0 is in the first. */
export function bucketOf(x: number): number {
  if (!(x >= powerOfTwo(LEAST))) return 0;
  if (x >= powerOfTwo(MOST)) return BUCKETS - 1;
  const octave = exponentOf(x);
  return 1 + (octave - LEAST) * PER_OCTAVE + Math.floor((x / powerOfTwo(octave) - 1) * PER_OCTAVE);
}

/** (BUCKETS + 1) Where each bucket begins, and where the last ends. */
export const EDGES = Float64Array.from({ length: BUCKETS + 1 }, (_, i) => {
  if (i === 0) return 0;
  const k = i - 1;
  const octave = Math.floor(k / PER_OCTAVE);
  return i === BUCKETS ? 2 * 2 ** MOST : (1 + (k % PER_OCTAVE) / PER_OCTAVE) * 2 ** (LEAST + octave);
});

/** (2 BUCKETS + 1) The same for numbers of both signs: those below 0 first, mirrored. */
export const SIGNED_EDGES = Float64Array.from({ length: 2 * BUCKETS + 1 }, (_, i) =>
  i >= BUCKETS ? (EDGES[i - BUCKETS] as number) : -(EDGES[BUCKETS - i] as number),
);

/** The bucket of x among those of both signs, 0 to 2 BUCKETS - 1. */
export function signedBucketOf(x: number): number {
  return x < 0 ? BUCKETS - 1 - bucketOf(-x) : BUCKETS + bucketOf(x);
}
