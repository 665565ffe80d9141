// Main thread: the engine's doorbell, for all that is given to it here. Waking a thread costs more than a small step,
// so whoever hands over many streams' samples in one go holds the bell meanwhile, and it is rung once.
import { DoorbellRinger } from '../../ring/doorbell.js';

export class HeldBell {
  readonly #bell: DoorbellRinger;
  #held = false;
  #due = false;

  /** `doorbell`: of the engine. */
  constructor(doorbell: ArrayBufferLike) {
    this.#bell = new DoorbellRinger(doorbell);
  }

  /** For a stream that has something. */
  ring(stream: number): void {
    this.#bell.mark(stream);
    if (this.#held) this.#due = true;
    else this.#bell.ring();
  }

  /** From here on it is not heard, until `release`. */
  hold(): void {
    this.#held = true;
  }

  /** Rings if it was rung meanwhile. */
  release(): void {
    this.#held = false;
    if (this.#due) this.#bell.ring();
    this.#due = false;
  }
}
