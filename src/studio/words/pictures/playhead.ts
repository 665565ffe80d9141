// The right edge of the rolling pictures. Predictions come in bursts; the edge follows them at the speed of the sound.

/** With a greater lag the edge jumps: after a pause of the page, or if a file runs faster than real time. */
const JUMP_MS = 600;
/** Steady lag behind the newest prediction, so that a late one does not stop the edge. */
const STEADY_MS = 60;
/** Time in which a greater lag is caught up. */
const CATCH_UP_MS = 500;

export class Playhead {
  /** Stream time at the right edge, ms. */
  atMs = 0;
  #newestMs = 0;

  /** Whether there is anything left to glide to. */
  get moving(): boolean {
    return this.atMs < this.#newestMs;
  }

  /** A prediction for this stream time has come. */
  arrived(endsAtMs: number): void {
    this.#newestMs = endsAtMs;
  }

  /** Goes on by the time since the last picture. Never past what has come. */
  advance(elapsedMs: number): void {
    const behindMs = this.#newestMs - this.atMs;
    if (behindMs <= 0) return;
    const stepMs = elapsedMs * (1 + (behindMs - STEADY_MS) / CATCH_UP_MS);
    this.atMs = behindMs > JUMP_MS ? this.#newestMs : this.atMs + Math.min(behindMs, Math.max(0, stepMs));
  }

  reset(): void {
    this.atMs = 0;
    this.#newestMs = 0;
  }
}
