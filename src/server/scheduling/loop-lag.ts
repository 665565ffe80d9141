// How long what is read now may have waited in its socket: as long as the thread has been busy since it last looked at them. Where the loop was idle in
// between, what came was read at once.
import { performance } from 'node:perf_hooks';

/** So long between two looks, and the thread is pressed, for a while. */
const PRESSED_MS = 15;
const LASTS_MS = 1000;
/** How idle the loop was is asked for so often: it takes as long as a good part of a block, and every block asks. */
const ASK_EVERY_MS = 2;

export class LoopLag {
  /** The thread counts as busy since then, but for what it was idle. */
  #markedMs = performance.now();
  #idleAtMarkMs = 0;
  /** When it was last asked how idle the loop was, and how long it had been busy by then. */
  #askedMs = this.#markedMs;
  #busyMs = 0;
  #pressedUntilMs = Number.NEGATIVE_INFINITY;

  /** The loop is about to look at its sockets, or just has. */
  mark(): void {
    const busyMs = this.ms;
    this.#markedMs = performance.now();
    if (busyMs > PRESSED_MS) this.#pressedUntilMs = this.#markedMs + LASTS_MS;
    this.#idleAtMarkMs = performance.eventLoopUtilization().idle;
    this.#askedMs = this.#markedMs;
    this.#busyMs = 0;
  }

  /** Whether the thread has had more to do of late than it could: what lies in sockets may be older than this tells. */
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
