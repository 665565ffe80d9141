// How much of the server's thread one connection may take. What its messages cost is measured, not counted: one message
// may cost a thousand times another. A connection over its budget is not closed. It waits, and with it what it sends, so
// that its neighbours keep their delay.

/** A connection may take so much at once, ms: neighbours wait for no more. */
const BURST_MS = 8;
/** The share of the thread that it may take. The rest is for results, for other connections and for the system. */
export const SHARE = 0.6;
/** While the thread has more work than time, those that send share that, but each may take so much. */
const LEAST_SHARE = 0.2;
/** What a message costs before it gets here, ms: it is read from the socket, unmasked and joined. */
const MESSAGE_MS = 0.003;

/** Of one of so many connections that send, while the thread has more work than time. */
export function shareOf(connections: number): number {
  return Math.max(LEAST_SHARE, SHARE / Math.max(1, connections));
}

export class CpuBudget {
  #leftMs = BURST_MS;
  #atMs: number;

  /** Times are by the monotonic clock. */
  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** Whether a message may be worked on now. `share`: of the thread. */
  allows(nowMs: number, share: number): boolean {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#atMs = nowMs;
    this.#leftMs = Math.min(BURST_MS, this.#leftMs + passedMs * share);
    return this.#leftMs > 0;
  }

  /** A message took so long. */
  spend(ms: number): void {
    this.#leftMs -= ms + MESSAGE_MS;
  }

  /** How long until half of a burst is allowed again, ms. */
  waitMs(share: number): number {
    return Math.max(1, (BURST_MS / 2 - this.#leftMs) / share);
  }
}
