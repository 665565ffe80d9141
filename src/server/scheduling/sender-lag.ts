// How late a stream's blocks arrive, by the times that their sender gives them. Lateness is relative to the least late
// block of the last 30 to 60 seconds, so the two clocks need not agree. This shows what waits in sockets, which a
// server that is too slow does not see otherwise.

const WINDOW_MS = 30_000;

export class SenderLag {
  /** The least of this window and of the one before it. */
  #least = Number.POSITIVE_INFINITY;
  #leastBefore = Number.POSITIVE_INFINITY;
  #sinceMs = Number.NEGATIVE_INFINITY;
  /** The newest time that the sender gave. */
  #newestMs = Number.NEGATIVE_INFINITY;

  /**
   * How much later than the least late one a block is, ms; 0 where it has no time. `timeMs` is by the sender's clock,
   * `nowMs` by the monotonic clock.
   */
  of(timeMs: number, nowMs: number): number {
    if (!Number.isFinite(timeMs)) return 0;
    // Blocks that come again are seconds older than the newest. What is older was timed by a clock that was set back:
    // beside what came before, every block would be late.
    if (timeMs < this.#newestMs - WINDOW_MS) {
      this.#least = Number.POSITIVE_INFINITY;
      this.#leastBefore = Number.POSITIVE_INFINITY;
      this.#newestMs = timeMs;
    }
    this.#newestMs = Math.max(this.#newestMs, timeMs);
    if (nowMs - this.#sinceMs > WINDOW_MS) {
      this.#leastBefore = this.#least;
      this.#least = Number.POSITIVE_INFINITY;
      this.#sinceMs = nowMs;
    }
    const behindMs = nowMs - timeMs;
    if (behindMs < this.#least) this.#least = behindMs;
    return behindMs - Math.min(this.#least, this.#leastBefore);
  }
}
