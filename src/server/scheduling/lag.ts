// How late a stream's blocks come, by the times that its sender gives them: beside the least late of the last while, so that the two clocks need not agree.
// It tells of what waits in sockets, where a server that is too slow does not see it.

const WINDOW_MS = 30_000;

export class Lag {
  /** The least of this window and of the one before it. */
  #least = Number.POSITIVE_INFINITY;
  #before = Number.POSITIVE_INFINITY;
  #sinceMs = Number.NEGATIVE_INFINITY;

  /** Ms that a block with that time is later than the least late one; 0 where it has no time. */
  of(timeMs: number, nowMs: number): number {
    if (!Number.isFinite(timeMs)) return 0;
    if (nowMs - this.#sinceMs > WINDOW_MS) {
      this.#before = this.#least;
      this.#least = Number.POSITIVE_INFINITY;
      this.#sinceMs = nowMs;
    }
    const behindMs = nowMs - timeMs;
    if (behindMs < this.#least) this.#least = behindMs;
    return behindMs - Math.min(this.#least, this.#before);
  }
}
