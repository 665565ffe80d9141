// How long to wait before the next attempt: as connections wait, or as long as the receiver asks for.
import { backOffMs } from '../../../source/back-off.js';

const FIRST_MS = 1000;
const MOST_MS = 300_000;
/** A receiver that asks for more than this is asked again all the same. */
const MOST_ASKED_MS = 3_600_000;

/** `failures`: in a row, from 1. `random`: from 0 to 1. `askedMs`: what the receiver asked for. */
export function againMs(failures: number, random: () => number, askedMs = 0): number {
  const ms = backOffMs(failures, { firstMs: FIRST_MS, ceilingMs: MOST_MS, random });
  return Math.max(ms, Math.min(askedMs, MOST_ASKED_MS));
}
