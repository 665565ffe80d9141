// How long what is read now may have waited in its socket: as long as this thread was busy since it last looked at its
// sockets. While the event loop was idle, everything was read at once.
import { performance } from 'node:perf_hooks';

/** Busy for longer than this between two looks at the sockets, the thread counts as pressed for a while. */
const PRESSED_MS = 15;
const PRESSED_FOR_MS = 1000;
/** Asking for the loop's idle time costs a good part of a block's work, and every block asks: so not more often. */
const ASK_EVERY_MS = 2;

export class LoopLag {
  /** The thread counts as busy since then, minus its idle time. */
  #markedMs = performance.now();
  #idleAtMarkMs = 0;
  /** When the idle time was last asked for, and how long the thread had been busy by then. */
  #askedMs = this.#markedMs;
  #busyMs = 0;
  #pressedUntilMs = Number.NEGATIVE_INFINITY;

  /** The event loop is about to look at its sockets, or just did. */
  mark(): void {
    const busyMs = this.ms;
    this.#markedMs = performance.now();
    if (busyMs > PRESSED_MS) this.#pressedUntilMs = this.#markedMs + PRESSED_FOR_MS;
    this.#idleAtMarkMs = performance.eventLoopUtilization().idle;
    this.#askedMs = this.#markedMs;
    this.#busyMs = 0;
  }

  /** Whether the thread recently had more work than time: data in sockets may be older than `ms` tells. */
  get pressed(): boolean {
    return performance.now() < this.#pressedUntilMs;
  }

  /** At most so long, ms. */
  get ms(): number {
    const nowMs = performance.now();
    if (nowMs - this.#askedMs >= ASK_EVERY_MS) {
      const idleMs = performance.eventLoopUtilization().idle - this.#idleAtMarkMs;
      this.#busyMs = Math.max(0, nowMs - this.#markedMs - idleMs);
      this.#askedMs = nowMs;
    }
    return this.#busyMs + nowMs - this.#askedMs;
  }
}
