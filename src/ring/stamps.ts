// When samples were captured and put into a ring: each push has a stamp, in a small queue within the ring's words. A
// stamp is published before its samples, so a reader that sees samples also sees their stamp. If the queue is full, a
// push has no stamp. Real-time: allocates nothing, waits for nothing, throws nothing.
import { STAMP_COUNT, STAMP_WORDS, STAMPS_AT, STAMPS_READ, STAMPS_WRITTEN } from './words.js';

/** The capture thread's end. */
export class StampWriter {
  readonly #words: Int32Array;
  readonly #time = new StampTime();
  #capturedAtMs = Number.NaN;
  #putAtMs = Number.NaN;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  /** Sets the next push's times: when its last sample was captured and when it is put in, ms since the epoch. */
  set(capturedAtMs: number, putAtMs: number): void {
    this.#capturedAtMs = capturedAtMs;
    this.#putAtMs = putAtMs;
  }

  /** Publishes the times that were set, if any. `written`: the ring's count after the push. */
  write(written: number): void {
    if (Number.isNaN(this.#capturedAtMs)) return;
    const stamps = Atomics.load(this.#words, STAMPS_WRITTEN);
    if (((stamps - Atomics.load(this.#words, STAMPS_READ)) | 0) < STAMP_COUNT) {
      const at = stampAt(stamps);
      Atomics.store(this.#words, at, written);
      this.#time.store(this.#words, at + 1, this.#capturedAtMs);
      this.#time.store(this.#words, at + 3, this.#putAtMs);
      Atomics.store(this.#words, STAMPS_WRITTEN, (stamps + 1) | 0);
    }
    this.#capturedAtMs = Number.NaN;
  }
}

/** The engine thread's end. It holds the stamp of the sample that was looked up last. */
export class StampReader {
  readonly #words: Int32Array;
  readonly #time = new StampTime();
  /** The sample's push, or the last known push before it: the ring's count after that push, and its times. */
  #written = 0;
  #capturedAtMs = Number.NaN;
  #putAtMs = Number.NaN;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  /**
   * Looks up the sample before `read`, the ring's count. It drops the stamps of pushes that end before that sample; the
   * stamp of the sample's own push stays in the queue for the samples that follow. If that push has no stamp, the times
   * are computed back from the next stamp.
   */
  find(read: number): void {
    const stamps = Atomics.load(this.#words, STAMPS_WRITTEN);
    const first = Atomics.load(this.#words, STAMPS_READ);
    let next = first;
    for (; next !== stamps; next = (next + 1) | 0) {
      const at = stampAt(next);
      this.#written = Atomics.load(this.#words, at);
      this.#capturedAtMs = this.#time.load(this.#words, at + 1);
      this.#putAtMs = this.#time.load(this.#words, at + 3);
      if (((this.#written - read) | 0) >= 0) break;
    }
    if (next !== first) Atomics.store(this.#words, STAMPS_READ, next);
  }

  /**
   * When the sample before `read` was captured, ms since the epoch, computed from the end of its push; NaN before the
   * first stamp.
   */
  capturedAtMs(read: number, samplesPerMs: number): number {
    return this.#capturedAtMs - ((this.#written - read) | 0) / samplesPerMs;
  }

  /**
   * When its push was put in, ms since the epoch; without a stamp of that push or a later one, when it was captured.
   */
  putAtMs(read: number, samplesPerMs: number): number {
    return ((this.#written - read) | 0) < 0 ? this.capturedAtMs(read, samplesPerMs) : this.#putAtMs;
  }

  /**
   * When the push of the sample before `read` was put in, ms since the epoch; NaN without a stamp of that push or a
   * later one.
   */
  cameAtMs(read: number): number {
    return ((this.#written - read) | 0) < 0 ? Number.NaN : this.#putAtMs;
  }

  /** Samples after `read` that came with the newest push; 0 if that push has no stamp. `written`: the ring's count. */
  newest(written: number, read: number): number {
    const newest = (Atomics.load(this.#words, STAMPS_WRITTEN) - 1) | 0;
    const first = Atomics.load(this.#words, STAMPS_READ);
    if (((newest - first) | 0) < 0 || Atomics.load(this.#words, stampAt(newest)) !== written) return 0;
    const waiting = (written - read) | 0;
    // without the stamp of the push before it, all of that push has been read
    if (newest === first) return waiting;
    return Math.min(waiting, (written - Atomics.load(this.#words, stampAt((newest - 1) | 0))) | 0);
  }
}

function stampAt(stamp: number): number {
  return STAMPS_AT + STAMP_WORDS * (stamp & (STAMP_COUNT - 1));
}

/**
 * A Float64 as two words, each with an atomic store and load. A plain store may become visible before an atomic store
 * that precedes it, and the reader would take a half changed stamp for a complete one.
 */
class StampTime {
  readonly #time = new Float64Array(1);
  readonly #halves = new Int32Array(this.#time.buffer);

  store(words: Int32Array, at: number, timeMs: number): void {
    this.#time[0] = timeMs;
    Atomics.store(words, at, this.#halves[0] as number);
    Atomics.store(words, at + 1, this.#halves[1] as number);
  }

  load(words: Int32Array, at: number): number {
    this.#halves[0] = Atomics.load(words, at);
    this.#halves[1] = Atomics.load(words, at + 1);
    return this.#time[0] as number;
  }
}
