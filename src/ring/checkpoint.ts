// Where an engine puts a stream's state down every so often, for the engine that comes after it should it die: two halves of shared memory in
// turn, so that one of them is whole whatever happens. What the state's bytes mean is the engine's affair.
import { GAPS_TAKEN, MARKS_READ, READ } from './words.js';

/** Checkpoints made, ever; number n lies in half n & 1. 0: none yet. Writer: engine thread, after the half is whole. */
const MADE = 0;
/** How often samples were passed over, ever. Writer: engine thread, before it passes over them. */
const SKIPS = 1;
/** Where the places of the two halves start: each says where in its ring the stream was. */
const PLACES_AT = 2;
const PLACE_WORDS = 4;
const STATE_AT = 16;
const BYTES = 4;

/** Where in its ring a stream is. All counts modulo 2^32. */
export interface RingPlace {
  /** READ, GAPS_TAKEN and MARKS_READ of the sample ring. */
  readonly read: number;
  readonly taken: number;
  readonly marks: number;
  readonly skips: number;
}

/** Bytes that checkpoints of a state of `stateBytes` take. */
export function checkpointBytes(stateBytes: number): number {
  return STATE_AT * BYTES + 2 * padded(stateBytes);
}

/** The engine thread's end. Real-time, but for `begin`: allocates nothing, waits for nothing, throws nothing. */
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

  /** Write the state here, then `publish`. */
  get half(): Uint8Array {
    return this.#halves[(Atomics.load(this.#words, MADE) + 1) & 1] as Uint8Array;
  }

  /** The half is whole, and the stream stands where its ring says. */
  publish(): void {
    const next = (Atomics.load(this.#words, MADE) + 1) | 0;
    const at = PLACES_AT + PLACE_WORDS * (next & 1);
    Atomics.store(this.#words, at, Atomics.load(this.#ring, READ));
    Atomics.store(this.#words, at + 1, Atomics.load(this.#ring, GAPS_TAKEN));
    Atomics.store(this.#words, at + 2, Atomics.load(this.#ring, MARKS_READ));
    Atomics.store(this.#words, at + 3, Atomics.load(this.#words, SKIPS));
    Atomics.store(this.#words, MADE, next);
  }

  /** Samples are about to be passed over: from a checkpoint before this no way leads here. */
  skip(): void {
    Atomics.store(this.#words, SKIPS, (Atomics.load(this.#words, SKIPS) + 1) | 0);
  }
}

/** The main thread's end, once the engine is dead. */
export class CheckpointReader {
  readonly #words: Int32Array;
  readonly #halves: readonly [Uint8Array, Uint8Array];

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new Int32Array(buffer, 0, STATE_AT);
    this.#halves = halvesOf(buffer);
  }

  /** The newest whole state and where the stream was then; null where there is none. */
  newest(): { readonly state: Uint8Array; readonly place: RingPlace } | null {
    const made = Atomics.load(this.#words, MADE);
    if (made === 0) return null;
    const at = PLACES_AT + PLACE_WORDS * (made & 1);
    const word = (i: number) => Atomics.load(this.#words, at + i);
    const place = { read: word(0), taken: word(1), marks: word(2), skips: word(3) };
    return { state: Uint8Array.from(this.#halves[made & 1] as Uint8Array), place };
  }

  /** How often samples were passed over. */
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
