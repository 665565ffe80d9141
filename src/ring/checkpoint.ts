// Checkpoints of a stream's state, from which the next engine goes on if this one dies. The engine writes them to two
// halves of shared memory in turn, so that one half is always complete. What the bytes mean is not known here.
import { GAPS_TAKEN, MARKS_READ, READ } from './words.js';

/**
 * Checkpoints made so far; number n is in half n & 1. 0: none yet. Writer: engine thread, after the half is complete.
 */
const MADE = 0;
/** How often samples were skipped so far. Writer: engine thread, before it skips them. */
const SKIPS = 1;
/** Where the two halves' `RingPlace`s start. */
const PLACES_AT = 2;
const PLACE_WORDS = 4;
const STATE_AT = 16;
const BYTES = 4;

/** A stream's position in its ring. All counts are modulo 2^32. */
export interface RingPlace {
  /** READ, GAPS_TAKEN and MARKS_READ of the sample ring. */
  readonly read: number;
  readonly taken: number;
  readonly marks: number;
  readonly skips: number;
}

/** Bytes that the checkpoints of a state of `stateBytes` bytes need. */
export function checkpointBytes(stateBytes: number): number {
  return STATE_AT * BYTES + 2 * padded(stateBytes);
}

/** The engine thread's end. Real-time, except for `begin`: allocates nothing, waits for nothing, throws nothing. */
export class CheckpointWriter {
  readonly #words: Int32Array;
  readonly #ring: Int32Array;
  readonly #halves: readonly [Uint8Array, Uint8Array];

  /** `ring`: the stream's sample ring. */
  constructor(buffer: SharedArrayBuffer, ring: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, STATE_AT);
    this.#ring = new Int32Array(ring, 0, GAPS_TAKEN + 1);
    this.#halves = halvesOf(buffer);
  }

  /** The half to write the state to before `publish`. */
  get half(): Uint8Array {
    return this.#halves[(Atomics.load(this.#words, MADE) + 1) & 1] as Uint8Array;
  }

  /** Publishes the half, with the stream's position in its ring. */
  publish(): void {
    const next = (Atomics.load(this.#words, MADE) + 1) | 0;
    const at = PLACES_AT + PLACE_WORDS * (next & 1);
    Atomics.store(this.#words, at, Atomics.load(this.#ring, READ));
    Atomics.store(this.#words, at + 1, Atomics.load(this.#ring, GAPS_TAKEN));
    Atomics.store(this.#words, at + 2, Atomics.load(this.#ring, MARKS_READ));
    Atomics.store(this.#words, at + 3, Atomics.load(this.#words, SKIPS));
    Atomics.store(this.#words, MADE, next);
  }

  /**
   * Call before skipping samples: a checkpoint from before that cannot be used, because the samples are not read again.
   */
  skip(): void {
    Atomics.store(this.#words, SKIPS, (Atomics.load(this.#words, SKIPS) + 1) | 0);
  }
}

/** The main thread's end, for when the engine is dead. */
export class CheckpointReader {
  readonly #words: Int32Array;
  readonly #halves: readonly [Uint8Array, Uint8Array];

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, STATE_AT);
    this.#halves = halvesOf(buffer);
  }

  /** The newest complete state and the stream's position at that time; null if there is none. */
  newest(): { readonly state: Uint8Array; readonly place: RingPlace } | null {
    const made = Atomics.load(this.#words, MADE);
    if (made === 0) return null;
    const at = PLACES_AT + PLACE_WORDS * (made & 1);
    const word = (i: number) => Atomics.load(this.#words, at + i);
    const place = { read: word(0), taken: word(1), marks: word(2), skips: word(3) };
    return { state: Uint8Array.from(this.#halves[made & 1] as Uint8Array), place };
  }

  /** How often samples were skipped. */
  get skips(): number {
    return Atomics.load(this.#words, SKIPS);
  }
}

function halvesOf(buffer: SharedArrayBuffer): [Uint8Array, Uint8Array] {
  const bytes = (buffer.byteLength - STATE_AT * BYTES) / 2;
  return [new Uint8Array(buffer, STATE_AT * BYTES, bytes), new Uint8Array(buffer, STATE_AT * BYTES + bytes, bytes)];
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
