// How long to wait before the next attempt: twice as long each time, up to a bound, and never quite the same, so that
// many senders do not come back together.

const FIRST_MS = 1000;
const MOST_MS = 300_000;
/** A receiver that asks for more than this is asked again all the same. */
const MOST_ASKED_MS = 3_600_000;
const JITTER = 0.2;

/** `failures`: in a row, from 1. `random`: from 0 to 1. `askedMs`: what the receiver asked for. */
export function backOffMs(failures: number, random: number, askedMs = 0): number {
  const ms = Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30));
  return Math.max(ms * (1 + JITTER * (2 * random - 1)), Math.min(askedMs, MOST_ASKED_MS));
}
