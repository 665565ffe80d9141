// Rows of a series as a stream's samples: each row is its time and one value a channel, as words of single precision,
// so that it crosses threads and sockets as sound does.

/** Words in front of a row's values: its time. */
export const TIME_WORDS = 2;

/**
 * A time is so many of these, and the rest; both are exact in single precision, the rest to a sixteenth of a
 * millisecond.
 */
const UNIT_MS = 2 ** 20;
const STEPS_A_MS = 16;

/** Farther than this from 1970 no row can be: 557 years. */
const MOST_TIME_MS = 2 ** 44;

/** Whether a row can have this time, ms since the epoch: it is a number, and nearer than 2^44. */
export function isRowTime(timeMs: number): boolean {
  return Math.abs(timeMs) < MOST_TIME_MS;
}

/** Words of a row. */
export function rowWords(channels: number): number {
  return TIME_WORDS + channels;
}

/**
 * Writes a row at word `at`. `timeMs`: since the epoch, see isRowTime; kept to a sixteenth. Values are rounded to
 * single precision; NaN: missing.
 */
export function encodeRow(timeMs: number, values: ArrayLike<number>, into: Float32Array, at = 0): void {
  const kept = Math.round(timeMs * STEPS_A_MS) / STEPS_A_MS;
  const units = Math.floor(kept / UNIT_MS);
  into[at] = units;
  into[at + 1] = kept - units * UNIT_MS;
  for (let i = 0; i < values.length; i++) into[at + TIME_WORDS + i] = values[i] as number;
}

/** The time of the row at word `at`, ms since the epoch. */
export function rowTimeMs(words: Float32Array, at = 0): number {
  return (words[at] as number) * UNIT_MS + (words[at + 1] as number);
}
