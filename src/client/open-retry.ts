// Repeats the request to open a stream whose name is taken. The earlier try most likely took it itself: the server does
// not know yet that its connection is over, or is still opening the stream for it. The request is repeated, after waits
// that grow, for as long as that can be so.
import { monotonicMs } from '../clock.js';
import { type BackOffOptions, backOffMs } from '../source/back-off.js';

export interface RetryLimits {
  readonly backOff: BackOffOptions;
  /** After so long the server knows that a connection which is not heard is over, ms. */
  readonly silentMs: number;
}

export class OpenRetry {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #attempt = 0;
  #untilMs = Number.NaN;

  /** Calls `ask` after a wait. False where it was repeated for long enough. */
  schedule(ask: () => void, { backOff, silentMs }: RetryLimits): boolean {
    if (this.#attempt++ === 0) this.#untilMs = monotonicMs() + silentMs;
    if (monotonicMs() > this.#untilMs) return false;
    this.#timer = setTimeout(ask, backOffMs(this.#attempt, backOff));
    return true;
  }

  /** The stream is open or over, or is asked for on another connection. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#attempt = 0;
  }
}
