// How much of the server's thread one client may take. What its messages cost is measured, not counted: one message
// may cost a thousand times another. A client over its budget is not closed. It waits, and with it what it sends, so
// that its neighbours keep their delay.

/** A client may take so much at once, ms: neighbours wait for little more. */
export const BURST_MS = 4;
/** The share of the thread that it may take. The rest is for results, for other clients and for the system. */
export const SHARE = 0.6;
/** The same while no other client sends anything. */
export const ALONE_SHARE = 0.95;
/** And so much at once: nobody waits for it, and resting often takes longer than it should. */
export const ALONE_BURST_MS = 16;
/** While the thread has more work than time, a client may take so much, as long as not too many clients want it. */
const LEAST_SHARE = 0.2;

/** Clients of the last second, by what they do. */
export interface ClientCounts {
  /** Those that send, or ask. */
  readonly active: number;
  /** Those of them that take much: they had to wait, or took more than a little. */
  readonly taking: number;
}

/**
 * The share of the thread that one client may take. While the thread has more work than time (`pressed`), clients share
 * it equally. A client that takes much is not cut short by many that take little; but all that take much have no more
 * than `SHARE` together, however many they are.
 */
export function shareOf({ active, taking }: ClientCounts, pressed: boolean): number {
  if (active <= 1) return ALONE_SHARE;
  if (!pressed) return SHARE;
  return Math.max(SHARE / active, Math.min(LEAST_SHARE, SHARE / Math.max(1, taking)));
}

export class CpuBudget {
  #leftMs = BURST_MS;
  #atMs: number;
  /** What was spent since then. */
  #spentMs = 0;

  /** Times are by the monotonic clock. */
  constructor(nowMs: number) {
    this.#atMs = nowMs;
  }

  /** Whether something may be worked on now. `share`: of the thread. */
  allows(nowMs: number, share: number): boolean {
    return this.leftMs(nowMs, share) > 0;
  }

  /** How much may be worked now, ms; less than 0 where too much was. */
  leftMs(nowMs: number, share: number): number {
    const restedMs = Math.max(0, nowMs - this.#atMs - this.#spentMs);
    this.#atMs = nowMs;
    this.#spentMs = 0;
    this.#leftMs = Math.min(burstMs(share), this.#leftMs + restedMs * perRest(share));
    return this.#leftMs;
  }

  /** Something took so long; less than 0: what was paid beforehand was so much too much. That is no time of rest. */
  spend(ms: number): void {
    this.#leftMs -= ms;
    this.#spentMs += Math.max(0, ms);
  }

  /** How long until half of a burst is allowed again, ms. */
  waitMs(share: number): number {
    return Math.max(1, (burstMs(share) / 2 - this.#leftMs) / perRest(share));
  }

  /** Whether nothing of it is used. */
  isFull(nowMs: number, share: number): boolean {
    return this.allows(nowMs, share) && this.#leftMs >= burstMs(share);
  }
}

/** Where many clients share the thread, each takes less at once: a neighbour waits for all of them. */
function burstMs(share: number): number {
  if (share > SHARE) return ALONE_BURST_MS;
  return BURST_MS * Math.min(1, share / LEAST_SHARE);
}

/** Work that a millisecond without work allows. While a client is worked on it earns nothing: a burst stays one. */
function perRest(share: number): number {
  return share / (1 - share);
}
