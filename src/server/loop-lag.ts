// How long what is read now may have waited in its socket: as long as the thread has been busy since it last looked at them. Where the loop was idle in
// between, what came was read at once.
import { performance } from 'node:perf_hooks';

export class LoopLag {
  #markedMs = performance.now();
  #idleMs = 0;
  #pressedUntilMs = Number.NEGATIVE_INFINITY;

  /** The loop is about to look at its sockets, or just has. */
  mark(): void {
    const busyMs = this.ms;
    this.#markedMs = performance.now();
    if (busyMs > PRESSED_MS) this.#pressedUntilMs = this.#markedMs + LASTS_MS;
    this.#idleMs = performance.eventLoopUtilization().idle;
  }

  /** Whether the thread has had more to do of late than it could: what lies in sockets may be older than this tells. */
  get pressed(): boolean {
    return performance.now() < this.#pressedUntilMs;
  }

  /** At most so long, ms. */
  get ms(): number {
    const passedMs = performance.now() - this.#markedMs;
    if (passedMs < LEAST_MS) return passedMs;
    return Math.max(0, passedMs - (performance.eventLoopUtilization().idle - this.#idleMs));
  }
}

/** So long between two looks, and it is pressed, for a while. */
const PRESSED_MS = 15;
const LASTS_MS = 1000;
/** Less is not looked into. */
const LEAST_MS = 2;
