// The shared words of a sample ring, typed once for both threads. Each word has one writer, named here; the other side only reads.
// All are Int32; counts run on modulo 2^32 and are compared by difference, so they never need to be reset.

/** Samples written, ever. Writer: capture thread. May be stale for the reader: then fewer samples seem to be there than are. */
export const WRITTEN = 0;
/** Samples read or skipped, ever. Writer: engine thread. May be stale for the writer: then less room seems to be there than is. */
export const READ = 1;
/** Samples that found no room, ever. Writer: capture thread. */
export const DROPPED = 2;
/** 1 once the last sample is written. Writer: capture thread. */
export const ENDED = 3;
/** Gap marks written, ever. Writer: capture thread. */
export const MARKS_WRITTEN = 4;
/** Gap marks consumed, ever. Writer: engine thread. */
export const MARKS_READ = 5;
/** Even while the stamp is whole, odd while it is being changed. Writer: capture thread. */
export const STAMP_VERSION = 6;
/** WRITTEN at the last stamp. Writer: capture thread. */
export const STAMP_WRITTEN = 7;

/**
 * The stamp's time: the two halves of one Float64 (ms since the epoch), each stored atomically. A plain store may become visible before an
 * atomic one that precedes it, and the reader would take a half changed stamp for a whole one. Writer: capture thread.
 */
export const STAMP_TIME_AT = 8;
/** Where the gap marks start: MARK_COUNT pairs of words (WRITTEN at which samples are missing, how many; less than 0: passed over). Writer: capture thread. */
export const MARKS_AT = 10;
/** How many gaps can wait for the reader. More gaps than that grow the last one not yet published. */
export const MARK_COUNT = 8;
/** Samples in gaps taken, ever: with READ, how far into the stream the reader is. Writer: engine thread. */
export const GAPS_TAKEN = 26;
/** Where the samples start (Float32), on a 64-byte line of their own. */
export const SAMPLES_AT = 32;
