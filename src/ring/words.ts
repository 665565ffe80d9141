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
/** Stamps written, ever. Writer: capture thread. */
export const STAMPS_WRITTEN = 6;
/** Stamps passed, ever. Writer: engine thread. May be stale for the writer: then less room for stamps seems to be there than is. */
export const STAMPS_READ = 7;

/** Where the gap marks start: MARK_COUNT pairs of words (WRITTEN at which samples are missing, how many; less than 0: passed over). Writer: capture thread. */
export const MARKS_AT = 10;
/** How many gaps can wait for the reader. More gaps than that grow the last one not yet published. */
export const MARK_COUNT = 8;
/** Samples in gaps taken, ever: with READ, how far into the stream the reader is. Writer: engine thread. */
export const GAPS_TAKEN = 26;
/**
 * Where the stamps start: STAMP_COUNT times STAMP_WORDS words: WRITTEN after a push, when the last sample of it was captured, and when it was
 * put in (ms since the epoch, each the two halves of a Float64). A stamp is published before the samples that it is of. Writer: capture thread.
 */
export const STAMPS_AT = 32;
export const STAMP_WORDS = 5;
/** How many stamps can wait for the reader; a power of two. A push that finds no room goes without: its times are reckoned from the next one's. */
export const STAMP_COUNT = 64;
/** Where the samples start (Float32), on a 64-byte line of their own. */
export const SAMPLES_AT = STAMPS_AT + STAMP_COUNT * STAMP_WORDS;
