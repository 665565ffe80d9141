// Main thread: how a message reaches an engine thread that sleeps on its doorbell.
import { CountWriter } from '../../ring/count.js';
import { DoorbellRinger } from '../../ring/doorbell.js';

export class Posting {
  readonly #posted: CountWriter;
  readonly #bell: DoorbellRinger;

  /** `posted`: count of messages; `bell`: doorbell of the engine. */
  constructor(posted: ArrayBufferLike, bell: ArrayBufferLike) {
    this.#posted = new CountWriter(posted);
    this.#bell = new DoorbellRinger(bell);
  }

  /** The message goes first, then its count, then the bell: see SharedLoop. */
  deliver(post: () => void): void {
    post();
    this.#posted.add();
    this.#bell.ring();
  }
}
