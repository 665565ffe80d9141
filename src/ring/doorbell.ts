// The only place that waits for another thread or wakes one. A doorbell is one shared word whose value means nothing but "changed":
// any thread may ring, always by one atomic add, so no ring is lost; the waiter compares with what it saw before it looked for work.

const ANSWER_AT = 0;
const WORDS = 16;

/** Bytes a doorbell takes: a cache line of its own, so that ringing disturbs no neighbour. */
export const DOORBELL_BYTES = WORDS * 4;

/** The ringing end. Real-time: allocates nothing, waits for nothing, throws nothing. */
export class DoorbellRinger {
  readonly #words: Int32Array;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, WORDS);
  }

  /** Changes the word first, then wakes: a waiter that is just about to sleep sees the change and does not. */
  ring(): void {
    Atomics.add(this.#words, ANSWER_AT, 1);
    Atomics.notify(this.#words, ANSWER_AT);
  }
}

/** The waiting end; one thread holds it. The order is: `look`, do what there is to do, then `wait`. */
export class DoorbellWaiter {
  readonly #words: Int32Array;
  #seen = 0;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, WORDS);
  }

  /** Remembers the word. A ring from here on ends the next wait at once. */
  look(): void {
    this.#seen = Atomics.load(this.#words, ANSWER_AT);
  }

  /**
   * Sleeps until somebody has rung since `look`, at most `ceilingMs`. The ceiling is a belt beside the braces: were a ring ever lost, a
   * stream would be late by that much and not hang. Only for threads that may block (workers).
   */
  wait(ceilingMs: number): void {
    Atomics.wait(this.#words, ANSWER_AT, this.#seen, ceilingMs);
  }

  /** The same for a thread that must not block. Resolves true when rung, false at the ceiling. */
  async waitAsync(ceilingMs: number): Promise<boolean> {
    const answer = Atomics.waitAsync(this.#words, ANSWER_AT, this.#seen, ceilingMs);
    if (!answer.async) return answer.value !== 'timed-out';
    return (await answer.value) !== 'timed-out';
  }

  /** Whether this JavaScript engine has `Atomics.waitAsync` (older Firefox has not: there the engine also posts a message). */
  static readonly canWaitAsync: boolean = typeof Atomics !== 'undefined' && 'waitAsync' in Atomics;
}
