// Moves a sample ring's read position back to a checkpoint, as far as the samples are still there. The main thread does
// this between two engines: the old reader is dead and the new one does not exist yet, but the writer may be writing.
import type { RingPlace } from './checkpoint.js';
import { GAPS_TAKEN, MARKS_READ, READ, SAMPLES_AT, WRITTEN } from './words.js';

/** Samples of a stream up to the ring's read position, gaps included, modulo 2^32. */
export function ringPosition(ring: SharedArrayBuffer): number {
  const words = new Int32Array(ring, 0, SAMPLES_AT);
  return (Atomics.load(words, READ) + Atomics.load(words, GAPS_TAKEN)) >>> 0;
}

/**
 * Moves the read position to `place`, or as near to it as possible. Returns how many samples, gaps included, lie
 * between `place` and the next sample that will be read; these are missing for good. A gap or a skip since the
 * checkpoint cannot be replayed; then the position stays where it is. `unit`: this many samples belong together and are
 * read together, and a position is never between them.
 *
 * The writer reads READ when it begins to write and may then write up to half the ring before it reads READ again,
 * because no source on a thread of its own pushes more at once. So samples are safe up to half a ring behind WRITTEN,
 * if WRITTEN is read after READ was moved: at most one write had begun before, and it begins or ends at that WRITTEN.
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

/** Samples between a place and the ring's read position, gaps included. */
export function missingSince(ring: SharedArrayBuffer, place: RingPlace): number {
  return (ringPosition(ring) - place.read - place.taken) >>> 0;
}
