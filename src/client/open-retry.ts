// A stream whose name is taken when it is asked for once more: most likely by the try before, whose connection the server does not yet know to be over, or is
// still opening it for. Then it is asked for again, after waits that grow, for as long as that can be so.
import { type BackOffOptions, backOffMs } from '../source/back-off.js';

export interface RetryLimits {
  readonly backOff: BackOffOptions;
  /** The server knows after this that a connection which is not heard is over, ms. */
  readonly silentMs: number;
}

export class OpenRetry {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #attempt = 0;
  #untilMs = Number.NaN;

  /** False where it has been asked for long enough. */
  later(ask: () => void, { backOff, silentMs }: RetryLimits): boolean {
    if (this.#attempt++ === 0) this.#untilMs = Date.now() + silentMs;
    if (Date.now() > this.#untilMs) return false;
    this.#timer = setTimeout(ask, backOffMs(this.#attempt, backOff));
    return true;
  }

  /** It is open, over, or asked for on another connection. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#attempt = 0;
  }
}
