// The record ring carries predictions from the engine thread to the main thread. Its policy is the opposite of the
// sample ring's: the writer never waits for a slow reader but overwrites the oldest record, and the reader counts the
// records that it missed.
//
// Claim, write, publish: the writer announces which record it is about to write before it touches the slot, and
// publishes the record afterwards. The reader copies a slot and then reads the claim: if the writer has come back to
// that slot in the meantime, the reader discards the copy. Every word of a record is stored and loaded atomically: a
// plain store may become visible before an atomic store that precedes it, and the reader would take a half overwritten
// record for a complete one. It works the same on an ArrayBuffer when both ends are on one thread.
import { PredictionRecord, type RecordShape, recordWords } from './record.js';

export { PredictionRecord, type RecordShape } from './record.js';

/** Records claimed so far; the newest may be half written. Writer: engine thread. */
const CLAIMED = 0;
/**
 * Complete records so far. Writer: engine thread. May be stale for the reader, which then sees fewer records than
 * exist.
 */
const PUBLISHED = 1;
/**
 * Records read or missed so far. Writer: main thread. May be stale for the writer, which then sees less room than there
 * is.
 */
const READ = 2;
/** Samples dropped by the sample ring, modulo 2^32, then the other counters. Writer: engine thread. */
const DROPPED = 3;
const SKIPPED = 4;
const REPLACED = 5;
const BACKLOG = 6;
const UNHEALTHY = 7;
/** Where the slots start, on a 64-byte line of their own. */
const RECORDS_AT = 16;

const BYTES = 4;

/** What an engine counts for one stream beside its predictions. Samples are at the source's rate, modulo 2^32. */
export interface StreamCounters {
  /** Samples that the full ring dropped, or that the source reported as missing. */
  dropped: number;
  /** Samples skipped: too old, or too few for a step before a gap. */
  skipped: number;
  /** NaN and infinite samples replaced by 0. */
  replaced: number;
  /** Hops after which the state was found unhealthy. */
  unhealthy: number;
  /** Samples waiting to be read. */
  backlog: number;
}

/** Bytes of a ring of `capacity` records (a power of two). */
export function recordRingBytes(shape: RecordShape, capacity: number): number {
  if (!Number.isInteger(Math.log2(capacity)) || capacity < 2) {
    throw new RangeError(`Cannot make a record ring: 'capacity' must be a power of two from 2: received ${capacity}`);
  }
  return (RECORDS_AT + capacity * recordWords(shape)) * BYTES;
}

/** The engine thread's end. Real-time: allocates nothing, waits for nothing, throws nothing. */
export class RecordWriter {
  /** Fill this, then `write`. */
  readonly record: PredictionRecord;
  readonly capacity: number;
  readonly #words: Int32Array;
  /** Own copy of PUBLISHED: only this thread changes it. */
  #written: number;

  /** `record`: filled anew for each `write`, so many writers can share one. */
  constructor(buffer: ArrayBufferLike, shape: RecordShape, record = new PredictionRecord(shape)) {
    this.record = record;
    this.#words = new Int32Array(buffer);
    this.capacity = (this.#words.length - RECORDS_AT) / recordWords(shape);
    this.#written = Atomics.load(this.#words, PUBLISHED);
  }

  /** Records that fit without overwriting an unread one. If stale, it is too low, never too high. */
  get room(): number {
    return this.capacity - ((this.#written - Atomics.load(this.#words, READ)) | 0);
  }

  /** Publishes a copy of `record`. If the ring is full, it overwrites the oldest record. */
  write(): void {
    const from = this.record.words;
    const at = RECORDS_AT + (this.#written & (this.capacity - 1)) * from.length;
    const next = (this.#written + 1) | 0;
    Atomics.store(this.#words, CLAIMED, next);
    for (let i = 0; i < from.length; i++) Atomics.store(this.#words, at + i, from[i] as number);
    this.#written = next;
    Atomics.store(this.#words, PUBLISHED, next);
  }

  /** Publishes the counters, one by one. */
  count(counters: Readonly<StreamCounters>): void {
    Atomics.store(this.#words, DROPPED, counters.dropped | 0);
    Atomics.store(this.#words, SKIPPED, counters.skipped | 0);
    Atomics.store(this.#words, REPLACED, counters.replaced | 0);
    Atomics.store(this.#words, UNHEALTHY, counters.unhealthy | 0);
    Atomics.store(this.#words, BACKLOG, counters.backlog | 0);
  }
}

/** The main thread's end. Real-time: allocates nothing, waits for nothing, throws nothing. */
export class RecordReader {
  /** The record last read. */
  readonly record: PredictionRecord;
  readonly capacity: number;
  readonly #words: Int32Array;
  /** Own copy of READ: only this thread changes it. */
  #read: number;
  #missed = 0;
  #crowded = false;

  /** `record`: receives each record. It is valid until the next read, so many readers can share one. */
  constructor(buffer: ArrayBufferLike, shape: RecordShape, record = new PredictionRecord(shape)) {
    this.record = record;
    this.#words = new Int32Array(buffer);
    this.capacity = (this.#words.length - RECORDS_AT) / recordWords(shape);
    this.#read = Atomics.load(this.#words, READ);
  }

  /** Records that were overwritten before they were read, so far. */
  get missed(): number {
    return this.#missed;
  }

  /** Records that wait to be read or were overwritten while waiting. */
  get waiting(): number {
    return (Atomics.load(this.#words, PUBLISHED) - this.#read) | 0;
  }

  /**
   * Whether the ring was at least half full at a read since the last call. Only then can the writer have found no room:
   * its view of this thread's reads is late by at most the one record that is being read.
   */
  takeCrowded(): boolean {
    const crowded = this.#crowded;
    this.#crowded = false;
    return crowded;
  }

  /** Copies the oldest complete record into `record`. Returns false if there is none. */
  read(): boolean {
    const into = this.record.words;
    for (;;) {
      const { waiting } = this;
      if (waiting <= 0) return false;
      if (2 * waiting >= this.capacity) this.#crowded = true;
      this.#passOverwritten();
      const at = RECORDS_AT + (this.#read & (this.capacity - 1)) * into.length;
      for (let i = 0; i < into.length; i++) into[i] = Atomics.load(this.#words, at + i);
      if (this.#overwritten() > 0) continue;
      this.#pass(1);
      return true;
    }
  }

  /** The current values of the engine's counters. */
  counters(into: StreamCounters): void {
    into.dropped = Atomics.load(this.#words, DROPPED) >>> 0;
    into.skipped = Atomics.load(this.#words, SKIPPED) >>> 0;
    into.replaced = Atomics.load(this.#words, REPLACED) >>> 0;
    into.unhealthy = Atomics.load(this.#words, UNHEALTHY) >>> 0;
    into.backlog = Atomics.load(this.#words, BACKLOG) >>> 0;
  }

  /** How many records from #read on have been overwritten or are being overwritten. */
  #overwritten(): number {
    return Math.max(0, ((Atomics.load(this.#words, CLAIMED) - this.#read) | 0) - this.capacity);
  }

  #passOverwritten(): void {
    const missed = this.#overwritten();
    if (missed === 0) return;
    this.#missed += missed;
    this.#pass(missed);
  }

  #pass(records: number): void {
    this.#read = (this.#read + records) | 0;
    Atomics.store(this.#words, READ, this.#read);
  }
}
