// A count that one thread keeps and another one sees: how many messages were posted to a thread that sleeps in Atomics.wait and would not
// notice them, or how many posted ticks were answered. Runs on modulo 2^32: compare by difference.

const COUNT_AT = 0;
const WORDS = 16;

/** Bytes a count takes: a cache line of its own. */
export const COUNT_BYTES = WORDS * 4;

/** The counting end; the word is written by this thread alone. Real-time: allocates nothing, waits for nothing, throws nothing. */
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

/** The seeing end. May be stale: then fewer seem to be counted than are. Real-time: allocates nothing, waits for nothing, throws nothing. */
export class CountReader {
  readonly #words: Int32Array;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, WORDS);
  }

  get count(): number {
    return Atomics.load(this.#words, COUNT_AT);
  }
}
