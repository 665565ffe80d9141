// A shared counter with one writer: how many messages were posted to a thread that sleeps in Atomics.wait and does not
// notice them, or how many posted ticks were answered. It counts modulo 2^32, so compare by difference.

const COUNT_AT = 0;
const WORDS = 16;

/** Bytes of a counter: a cache line of its own. */
export const COUNT_BYTES = WORDS * 4;

/**
 * The writer's end: only this thread writes the word. Real-time: allocates nothing, waits for nothing, throws nothing.
 */
export class CountWriter {
  readonly #words: Int32Array;
  #count: number;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#count = Atomics.load(this.#words, COUNT_AT);
  }

  add(): void {
    this.#count = (this.#count + 1) | 0;
    Atomics.store(this.#words, COUNT_AT, this.#count);
  }
}

/**
 * The reader's end. Its value may be stale, that is, lower than the writer's. Real-time: allocates nothing, waits for
 * nothing, throws nothing.
 */
export class CountReader {
  readonly #words: Int32Array;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, WORDS);
  }

  get count(): number {
    return Atomics.load(this.#words, COUNT_AT);
  }
}
