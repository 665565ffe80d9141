// The sample ring: one thread writes samples, another reads them, and neither waits. The writer drops and counts
// samples that do not fit, and marks the gap at the exact sample. The ring works the same on an ArrayBuffer when both
// ends are on one thread. Real-time: push and read allocate nothing, wait for nothing and throw nothing.
import { StampReader, StampWriter } from './stamps.js';
import {
  DROPPED,
  ENDED,
  GAPS_TAKEN,
  MARK_COUNT,
  MARKS_AT,
  MARKS_READ,
  MARKS_WRITTEN,
  READ,
  SAMPLES_AT,
  WRITTEN,
} from './words.js';

const BYTES = 4;

/** Bytes of a ring of `capacity` samples (a power of two). */
export function ringBytes(capacity: number): number {
  if (!Number.isInteger(Math.log2(capacity)) || capacity < 2 || capacity > 2 ** 24) {
    throw new RangeError(`Cannot make a ring: 'capacity' must be a power of two from 2 to 2^24: received ${capacity}`);
  }
  return (SAMPLES_AT + capacity) * BYTES;
}

/** The capture thread's end. */
export class RingWriter {
  readonly capacity: number;
  readonly #words: Int32Array;
  readonly #samples: Float32Array;
  readonly #stamps: StampWriter;
  readonly #mask: number;
  /** Own copy of WRITTEN: only this thread changes it. */
  #written: number;
  /** Samples missing at #written that have no mark yet, and whether they were skipped. */
  #missing = 0;
  #skipped = false;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, SAMPLES_AT);
    this.#samples = new Float32Array(buffer, SAMPLES_AT * BYTES);
    this.#stamps = new StampWriter(this.#words);
    this.capacity = this.#samples.length;
    this.#mask = this.capacity - 1;
    this.#written = Atomics.load(this.#words, WRITTEN);
  }

  /** Samples that fit now. If stale, it is too low, never too high: the reader only makes room. */
  get room(): number {
    if (this.#missing > 0 && !this.#markFits()) return 0;
    return this.capacity - ((this.#written - Atomics.load(this.#words, READ)) | 0);
  }

  /** Writes what fits of `samples[from, to)`. Returns how many samples; offer the rest again, or `drop` it. */
  push(samples: Float32Array, from: number, to: number): number {
    const count = Math.min(this.room, to - from);
    if (count <= 0) return 0;
    if (this.#missing > 0) this.#writeMark();
    let at = this.#written & this.#mask;
    for (let i = from; i < from + count; i++) {
      this.#samples[at] = samples[i] as number;
      at = (at + 1) & this.#mask;
    }
    this.#written = (this.#written + count) | 0;
    this.#stamps.write(this.#written);
    Atomics.store(this.#words, WRITTEN, this.#written);
    return count;
  }

  /**
   * Marks `count` samples as missing here: they did not fit or never came. `skipped`: there was no time for them. The
   * mark is on the next sample that is pushed.
   */
  drop(count: number, skipped = false): void {
    if (count <= 0) return;
    if (this.#missing > 0 && skipped !== this.#skipped && this.#markFits()) this.#writeMark();
    this.#skipped = skipped || (this.#missing > 0 && this.#skipped);
    this.#missing += count;
    Atomics.store(this.#words, DROPPED, (Atomics.load(this.#words, DROPPED) + count) | 0);
  }

  /** Sets when the last sample of the next push was captured and when it is put in, ms since the epoch. */
  stamp(capturedAtMs: number, putAtMs = capturedAtMs): void {
    this.#stamps.set(capturedAtMs, putAtMs);
  }

  /** Marks the end: no sample follows. */
  end(): void {
    Atomics.store(this.#words, ENDED, 1);
  }

  #markFits(): boolean {
    const waiting = (Atomics.load(this.#words, MARKS_WRITTEN) - Atomics.load(this.#words, MARKS_READ)) | 0;
    return waiting < MARK_COUNT;
  }

  #writeMark(): void {
    const marks = Atomics.load(this.#words, MARKS_WRITTEN);
    const at = MARKS_AT + 2 * ((marks >>> 0) % MARK_COUNT);
    Atomics.store(this.#words, at, this.#written);
    const length = Math.min(this.#missing, 0x7fffffff);
    Atomics.store(this.#words, at + 1, this.#skipped ? -length : length);
    Atomics.store(this.#words, MARKS_WRITTEN, (marks + 1) | 0);
    this.#missing = 0;
  }
}

/** The engine thread's end. */
export class RingReader {
  readonly capacity: number;
  readonly #words: Int32Array;
  readonly #samples: Float32Array;
  readonly #stamps: StampReader;
  readonly #mask: number;
  /** Own copy of READ: only this thread changes it. */
  #read: number;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, SAMPLES_AT);
    this.#samples = new Float32Array(buffer, SAMPLES_AT * BYTES);
    this.#stamps = new StampReader(this.#words);
    this.capacity = this.#samples.length;
    this.#mask = this.capacity - 1;
    this.#read = Atomics.load(this.#words, READ);
  }

  /** The next sample's position in the stream: samples read or skipped, plus gaps taken, modulo 2^32. */
  get position(): number {
    return (this.#read + Atomics.load(this.#words, GAPS_TAKEN)) >>> 0;
  }

  /** Samples that wait, across all gaps. */
  get waiting(): number {
    return (Atomics.load(this.#words, WRITTEN) - this.#read) | 0;
  }

  /**
   * Samples that can be read without crossing a gap. WRITTEN is read before the marks. A mark is published before the
   * samples behind it, so this sees every gap before the samples that it sees.
   */
  get available(): number {
    const waiting = this.waiting;
    if (!this.#hasMark()) return waiting;
    return Math.min(waiting, (Atomics.load(this.#words, this.#markAt()) - this.#read) | 0);
  }

  /** Whether the next sample comes right after a gap. `takeGap` says how long it is. */
  get atGap(): boolean {
    return this.#hasMark() && Atomics.load(this.#words, this.#markAt()) === this.#read;
  }

  /** Whether no sample follows those that are `waiting`. Read this before `waiting`, or the last samples are missed. */
  get ended(): boolean {
    return Atomics.load(this.#words, ENDED) === 1;
  }

  /** Samples that the writer dropped so far, modulo 2^32. */
  get dropped(): number {
    return Atomics.load(this.#words, DROPPED) >>> 0;
  }

  /** Copies `count` samples, at most `available`, to `into[from, from + count)`. */
  read(into: Float32Array, count: number, from = 0): void {
    let at = this.#read & this.#mask;
    for (let i = from; i < from + count; i++) {
      into[i] = this.#samples[at] as number;
      at = (at + 1) & this.#mask;
    }
    this.skip(count);
  }

  /** Skips `count` samples, at most `available`. */
  skip(count: number): void {
    this.#read = (this.#read + count) | 0;
    Atomics.store(this.#words, READ, this.#read);
  }

  /** The length of the next gap, wherever it is; 0 if there is none yet. */
  get gapLength(): number {
    return this.#hasMark() ? Math.abs(Atomics.load(this.#words, this.#markAt() + 1)) : 0;
  }

  /** Whether the samples of the next gap were skipped for lack of time. */
  get gapPassedOver(): boolean {
    return this.#hasMark() && Atomics.load(this.#words, this.#markAt() + 1) < 0;
  }

  /** Takes the gap before the next sample and returns its length; 0 if there is none. */
  takeGap(): number {
    if (!this.atGap) return 0;
    const missing = Math.abs(Atomics.load(this.#words, this.#markAt() + 1));
    Atomics.store(this.#words, GAPS_TAKEN, (Atomics.load(this.#words, GAPS_TAKEN) + missing) | 0);
    Atomics.store(this.#words, MARKS_READ, (Atomics.load(this.#words, MARKS_READ) + 1) | 0);
    return missing;
  }

  /** Finds the stamp of the last sample read, for `capturedAtMs` and `putAtMs`. */
  arrive(): void {
    this.#stamps.find(this.#read);
  }

  /**
   * When the sample of `arrive` was captured, ms since the epoch, computed from its push; NaN before the first stamp.
   */
  capturedAtMs(samplesPerMs: number): number {
    return this.#stamps.capturedAtMs(this.#read, samplesPerMs);
  }

  /** When the push of that sample was put in, ms since the epoch; NaN before the first stamp. */
  putAtMs(samplesPerMs: number): number {
    return this.#stamps.putAtMs(this.#read, samplesPerMs);
  }

  /** When the next sample's push was put in, ms since the epoch; NaN if it has no stamp. */
  nextCameAtMs(): number {
    const next = (this.#read + 1) | 0;
    this.#stamps.find(next);
    return this.#stamps.cameAtMs(next);
  }

  /** Waiting samples that came with the newest push; 0 if that push has no stamp. */
  get newest(): number {
    return this.#stamps.newest(Atomics.load(this.#words, WRITTEN), this.#read);
  }

  #hasMark(): boolean {
    return Atomics.load(this.#words, MARKS_WRITTEN) !== Atomics.load(this.#words, MARKS_READ);
  }

  #markAt(): number {
    return MARKS_AT + 2 * ((Atomics.load(this.#words, MARKS_READ) >>> 0) % MARK_COUNT);
  }
}
