// How much longer a block may wait because its stream comes in bursts. A gateway that uploads once a minute sends a
// minute of rows at once: nobody computes them within a quarter of a second, and nobody needs to. So where the client
// did not set `maxDelayMs`, a block may wait as long as the stream time that came ahead of real time. A stream whose
// samples come as fast as they are made is never ahead by more than a block, and keeps its bound even when the server
// is overloaded.

/** A stream is taken to be ahead by at most so much: after the upload of a day it must not wait for a day. */
const MOST_MS = 600_000;

export class BurstAllowance {
  #aheadMs = 0;
  #atMs = Number.NEGATIVE_INFINITY;

  /** A block came that covers `spanMs` of the stream. Returns how long it may wait, ms. */
  of(spanMs: number, nowMs: number): number {
    this.#aheadMs = this.ahead(spanMs, nowMs);
    this.#atMs = nowMs;
    return this.#aheadMs;
  }

  /** The same for a block that is only looked at. */
  ahead(spanMs: number, nowMs: number): number {
    const leftMs = Math.max(0, this.#aheadMs - (nowMs - this.#atMs));
    return Math.min(MOST_MS, leftMs + Math.max(0, spanMs));
  }
}
