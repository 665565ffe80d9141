// How long what is read now may have waited in its socket: as long as the thread has been busy since it last looked at them. Where the loop was idle in
// between, what came was read at once.
import { performance } from 'node:perf_hooks';

export class LoopLag {
  #markedMs = performance.now();
  #idleMs = 0;

  /** The loop is about to look at its sockets, or just has. */
  mark(): void {
    this.#markedMs = performance.now();
    this.#idleMs = performance.eventLoopUtilization().idle;
  }

  /** At most so long, ms. */
  get ms(): number {
    const passedMs = performance.now() - this.#markedMs;
    if (passedMs < LEAST_MS) return passedMs;
    return Math.max(0, passedMs - (performance.eventLoopUtilization().idle - this.#idleMs));
  }
}

/** Less is not looked into. */
const LEAST_MS = 2;
