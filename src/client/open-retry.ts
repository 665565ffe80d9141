// Asks again for a stream that the server refuses for the moment, after waits that grow and within a stated time. There
// are two reasons: the name is taken by this client's own earlier try, whose connection the server does not yet know to
// be over; or the server is about to end, has no memory left, or failed.
import { monotonicMs } from '../clock.js';
import { type BackOffOptions, backOffMs } from '../source/back-off.js';

export interface RetryLimits {
  readonly backOff: BackOffOptions;
  /** After so long the server knows that a connection which is not heard is over, ms. */
  readonly silentMs: number;
  /** A refusal that is not final is taken for final after so long, ms. */
  readonly forMs: number;
}

/** Why it is asked again. */
export type RetryReason = 'name-taken' | 'transient';

export class OpenRetry {
  #timer: ReturnType<typeof setTimeout> | null = null;
  #attempt = 0;
  /** When the first refusal of a kind came, since the stream was last open; NaN: none. */
  readonly #sinceMs = { 'name-taken': Number.NaN, transient: Number.NaN };

  /** Calls `ask` after a wait. False where it was tried for long enough. */
  schedule(reason: RetryReason, ask: () => void, { backOff, silentMs, forMs }: RetryLimits): boolean {
    const nowMs = monotonicMs();
    if (Number.isNaN(this.#sinceMs[reason])) this.#sinceMs[reason] = nowMs;
    if (nowMs - this.#sinceMs[reason] > (reason === 'transient' ? forMs : silentMs)) return false;
    this.#timer = setTimeout(ask, backOffMs(++this.#attempt, backOff));
    return true;
  }

  /** The connection is gone: the stream is asked for on the next one. What was refused on it counts on. */
  disconnected(): void {
    this.#stopTimer();
    this.#sinceMs['name-taken'] = Number.NaN;
  }

  /** The stream is open or over. */
  stop(): void {
    this.#stopTimer();
    this.#attempt = 0;
    this.#sinceMs['name-taken'] = Number.NaN;
    this.#sinceMs.transient = Number.NaN;
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
