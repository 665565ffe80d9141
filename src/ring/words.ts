// The shared words of a sample ring, typed once for both threads. Each word has one writer, named here; the other side
// only reads. All are Int32. Counts are modulo 2^32 and compared by difference, so they are never reset.

/**
 * Samples written so far. Writer: capture thread. May be stale for the reader, which then sees fewer samples than
 * exist.
 */
export const WRITTEN = 0;
/** Samples read or skipped so far. Writer: engine thread. May be stale for the writer, which then sees less room. */
export const READ = 1;
/** Samples dropped so far. Writer: capture thread. */
export const DROPPED = 2;
/** 1 once the last sample is written. Writer: capture thread. */
export const ENDED = 3;
/** Gap marks written so far. Writer: capture thread. */
export const MARKS_WRITTEN = 4;
/** Gap marks read so far. Writer: engine thread. */
export const MARKS_READ = 5;
/** Stamps written so far. Writer: capture thread. */
export const STAMPS_WRITTEN = 6;
/** Stamps read so far. Writer: engine thread. May be stale for the writer, which then sees less room for stamps. */
export const STAMPS_READ = 7;

/**
 * Where the gap marks start: MARK_COUNT pairs of words, WRITTEN at the gap and its length, which is negative if the
 * samples were skipped. Writer: capture thread.
 */
export const MARKS_AT = 10;
/** How many gaps can wait for the reader. Further gaps are added to the last one that is not published yet. */
export const MARK_COUNT = 8;
/** Samples in gaps taken so far. READ plus this is the reader's position in the stream. Writer: engine thread. */
export const GAPS_TAKEN = 26;
/**
 * Where the stamps start: STAMP_COUNT times STAMP_WORDS words. A stamp is WRITTEN after a push, when the push's last
 * sample was captured, and when it was put in (ms since the epoch, each the two halves of a Float64). A stamp is
 * published before its samples. Writer: capture thread.
 */
export const STAMPS_AT = 32;
export const STAMP_WORDS = 5;
/**
 * How many stamps can wait for the reader; a power of two. If there is no room, a push has no stamp, and its times are
 * computed from the next stamp.
 */
export const STAMP_COUNT = 64;
/** Where the samples start (Float32), on a 64-byte line of their own. */
export const SAMPLES_AT = STAMPS_AT + STAMP_COUNT * STAMP_WORDS;
