// Main thread, between two engines: puts a sample ring's reading end back to where a checkpoint was made, as far as its samples are still
// there. The old reader is dead and the new one not yet born, but the writer may be at work.
import type { RingPlace } from './checkpoint.js';
import { GAPS_TAKEN, MARKS_READ, READ, SAMPLES_AT, WRITTEN } from './words.js';

/** Samples of a stream up to where its ring is read, gaps counted in; modulo 2^32. */
export function ringPosition(ring: SharedArrayBuffer): number {
  const words = new Int32Array(ring, 0, SAMPLES_AT);
  return (Atomics.load(words, READ) + Atomics.load(words, GAPS_TAKEN)) >>> 0;
}

/**
 * Puts the ring back to `place`, or as near to it as can be, and returns how many samples lie between that and the next one that will be read,
 * gaps counted in: they are lost for good. A gap or a skip since then cannot be gone through again: the ring stays where it is. `unit`: so many samples
 * belong together, and none of them is read without the others; a place is never between them.
 *
 * The writer looks up READ when it begins to write and may then write up to half the ring (no source pushes more at once from a thread of its
 * own) before it looks again. So samples are safe up to half a ring behind WRITTEN, looked up after READ was put back: at most one write has
 * begun before, and it begins at that WRITTEN or ends there.
 */
export function rewind(ring: SharedArrayBuffer, place: RingPlace, skips: number, unit = 1): number {
  const words = new Int32Array(ring, 0, SAMPLES_AT);
  const capacity = ring.byteLength / 4 - SAMPLES_AT;
  const read = Atomics.load(words, READ);
  const passed = (read - place.read) | 0;
  const direct = Atomics.load(words, MARKS_READ) === place.marks && skips === place.skips;
  if (!direct || passed > capacity / 2) return missingSince(ring, place);
  Atomics.store(words, READ, place.read);
  const safe = (Atomics.load(words, WRITTEN) - capacity / 2) | 0;
  const overwritten = Math.min(passed, unit * Math.ceil(Math.max(0, (safe - place.read) | 0) / unit));
  if (overwritten > 0) Atomics.store(words, READ, (place.read + overwritten) | 0);
  return overwritten;
}

/** Samples between a place and where the ring is read now, gaps counted in. */
export function missingSince(ring: SharedArrayBuffer, place: RingPlace): number {
  return (ringPosition(ring) - place.read - place.taken) >>> 0;
}
