// The only place that waits for another thread or wakes one. A doorbell is one shared word; a change of its value is
// all that counts. Any thread may ring, always by one atomic add, so no ring is lost. The waiter compares the word with
// the value that it saw before it looked for work.
//
// Next to the bell are marks, one bit for each stream, so that with a thousand streams the waiter looks only at those
// that have work: reading the words of a stream that another thread writes is a cache miss. The order is publish, mark,
// ring: a mark is set after the data are published, and taken before the data are read.

const ANSWER_AT = 0;
/** A bit for each word of marks: set after the mark, and taken before it. */
const SUMMARY_AT = 16;
const MARKS_AT = 32;
const MARK_WORDS = 32;
const BITS = 32;
const WORDS = MARKS_AT + MARK_WORDS;

/** Bytes of a doorbell. Bell and summary each have their own cache line, so that ringing slows no neighbour. */
export const DOORBELL_BYTES = WORDS * 4;

/** Streams whose numbers are equal modulo this share a mark. */
export const MARKS = MARK_WORDS * BITS;

/** The ringing end. Real-time: allocates nothing, waits for nothing, throws nothing. */
export class DoorbellRinger {
  readonly #words: Int32Array;
  readonly #stream: number;

  /** `stream`: the stream that every ring is for; -1: none. */
  constructor(buffer: ArrayBufferLike, stream = -1) {
    this.#words = new Int32Array(buffer, 0, WORDS);
    this.#stream = stream;
  }

  /** Changes the word, then wakes the waiter. A waiter that is about to sleep sees the change and stays awake. */
  ring(): void {
    if (this.#stream >= 0) this.mark(this.#stream);
    Atomics.add(this.#words, ANSWER_AT, 1);
    Atomics.notify(this.#words, ANSWER_AT);
  }

  /**
   * Marks a stream as having work; ring after it. If both bits are already set, the waiter will take them after this
   * call.
   */
  mark(stream: number): void {
    const words = this.#words;
    const slot = stream & (MARKS - 1);
    const word = slot >>> 5;
    const bit = 1 << (slot & 31);
    const marked = (Atomics.load(words, MARKS_AT + word) & bit) !== 0;
    if (marked && (Atomics.load(words, SUMMARY_AT) & (1 << word)) !== 0) return;
    Atomics.or(words, MARKS_AT + word, bit);
    Atomics.or(words, SUMMARY_AT, 1 << word);
  }
}

/** The waiting end, held by one thread. The order is: `look`, `takeMarks`, do the work, `wait`. */
export class DoorbellWaiter {
  readonly #words: Int32Array;
  #seen = 0;

  constructor(buffer: ArrayBufferLike) {
    this.#words = new Int32Array(buffer, 0, WORDS);
  }

  /** Remembers the word. Any ring after this ends the next wait at once. */
  look(): void {
    this.#seen = Atomics.load(this.#words, ANSWER_AT);
  }

  /** Takes all marks and calls `visit` for each, with the stream's number modulo MARKS. Real-time. */
  takeMarks(visit: (mark: number) => void): void {
    const words = this.#words;
    if (Atomics.load(words, SUMMARY_AT) === 0) return;
    for (let summary = Atomics.exchange(words, SUMMARY_AT, 0); summary !== 0; summary &= summary - 1) {
      const word = BITS - 1 - Math.clz32(summary & -summary);
      for (let marks = Atomics.exchange(words, MARKS_AT + word, 0); marks !== 0; marks &= marks - 1) {
        visit(BITS * word + BITS - 1 - Math.clz32(marks & -marks));
      }
    }
  }

  /**
   * Sleeps until somebody rings, or has rung since `look`, but for at most `ceilingMs`. The ceiling is a second
   * safeguard: if a ring were ever lost, a stream would be late by that time instead of hanging. Returns false at the
   * ceiling. Only for threads that may block (workers).
   */
  wait(ceilingMs: number): boolean {
    return Atomics.wait(this.#words, ANSWER_AT, this.#seen, ceilingMs) !== 'timed-out';
  }

  /** The same, for a thread that must not block. */
  async waitAsync(ceilingMs: number): Promise<boolean> {
    const answer = Atomics.waitAsync(this.#words, ANSWER_AT, this.#seen, ceilingMs);
    if (!answer.async) return answer.value !== 'timed-out';
    return (await answer.value) !== 'timed-out';
  }

  /**
   * Whether this JavaScript engine has `Atomics.waitAsync` (older versions of Firefox do not: there the engine also
   * posts a message).
   */
  static get canWaitAsync(): boolean {
    return typeof Atomics !== 'undefined' && 'waitAsync' in Atomics;
  }
}
