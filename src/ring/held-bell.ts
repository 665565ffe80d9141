// Main thread: the engine's doorbell. Waking a thread costs more than a small step. A caller with samples for many
// streams holds the bell meanwhile, and it rings once.
import { DoorbellRinger } from './doorbell.js';

export class HeldBell {
  readonly #bell: DoorbellRinger;
  #held = false;
  #due = false;

  /** `doorbell`: the engine's. */
  constructor(doorbell: ArrayBufferLike) {
    this.#bell = new DoorbellRinger(doorbell);
  }

  /** The stream has something for the engine. */
  ring(stream: number): void {
    this.#bell.mark(stream);
    if (this.#held) this.#due = true;
    else this.#bell.ring();
  }

  /** From now on the bell does not ring, until `release`. */
  hold(): void {
    this.#held = true;
  }

  /** Rings if `ring` was called meanwhile. */
  release(): void {
    this.#held = false;
    if (this.#due) this.#bell.ring();
    this.#due = false;
  }
}
