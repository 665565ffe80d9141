// Decides how many bytes of sound there are. A program that writes to a pipe cannot go back to the header, so the
// size there may be a placeholder.

/** How many bytes of sound there are to read. */
export interface DataSize {
  /** Infinity: to the end. */
  readonly most: number;
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * `announced`: by the header. `left`: bytes that are there, undefined where that is not known. A size that is larger
 * than what is there means a file that is cut short, unless it is one of those that stand for "not known".
 */
export function dataSize(announced: number, left: number | undefined): DataSize {
  const there = left ?? Number.POSITIVE_INFINITY;
  if (isPlaceholder(announced) && (left === undefined || announced > left)) {
    const assumed = [
      `the size of the sound in the header (${announced} bytes) is a placeholder: it is read to the end of the file`,
    ];
    return { most: there, assumed, warnings: [] };
  }
  if (announced <= there) return { most: announced, assumed: [], warnings: [] };
  const warnings = [`the sound is cut short: ${announced - there} of ${announced} bytes are missing`];
  return { most: there, assumed: [], warnings };
}

const MIB = 2 ** 20;

/**
 * Sizes that writers leave where they do not know: just below or at 2^31 and 2^32 (less the header, or a whole number
 * of frames), round numbers of hundreds of megabytes, and powers of two from 256 MiB.
 */
export function isPlaceholder(size: number): boolean {
  const near = (edge: number) => size <= edge + 65_536 && size > edge - MIB;
  const round = size >= 1e8 && size % 1e6 === 0;
  const power = size >= 2 ** 28 && size % 2 ** 28 === 0;
  return near(2 ** 31) || near(2 ** 32) || near(2 ** 63) || near(2 ** 64) || round || power;
}
