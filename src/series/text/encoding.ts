// How a table's bytes spell text: UTF-8, UTF-16 or Windows-1252, by the bytes themselves. Files that are no text are
// refused by name.
import { unusable } from './table-error.js';

export interface Encoding {
  readonly name: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  /** Bytes of the mark in front of the text. */
  readonly markBytes: number;
  /** Whether the bytes do not say so. */
  readonly assumed: boolean;
}

/** First bytes of files that people take for tables, and what they are. */
const OTHERS: readonly (readonly [magic: readonly number[], what: string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or another ZIP file: save the sheet as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel workbook: save the sheet as CSV'],
  [[0x1f, 0x8b], 'compressed by gzip: unpack it first'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file: write it as CSV'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'an SQLite database: export a table as CSV'],
  [[0x89, 0x48, 0x44, 0x46], 'an HDF5 file: write it as CSV'],
];

const LOOKED_AT = 4096;

/** `sample`: the first bytes. Throws SluiceError DATA_UNUSABLE where they are no text. */
export function encodingOf(sample: Uint8Array): Encoding {
  const other = OTHERS.find(([magic]) => magic.every((byte, i) => sample[i] === byte));
  if (other) throw unusable(`it is ${other[1]}`);
  const [a, b, c] = sample;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', markBytes: 3, assumed: false };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', markBytes: 2, assumed: false };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', markBytes: 2, assumed: false };
  const wide = wideByZeros(sample.subarray(0, LOOKED_AT));
  if (wide) return { name: wide, markBytes: 0, assumed: true };
  if (isUtf8(sample)) return { name: 'utf-8', markBytes: 0, assumed: false };
  return { name: 'windows-1252', markBytes: 0, assumed: true };
}

/** Text of digits and Latin letters has every second byte zero in UTF-16, and none in the other encodings. */
function wideByZeros(sample: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0];
  sample.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  });
  const [even, odd] = zeros as [number, number];
  if (even + odd === 0) return null;
  const half = sample.length / 2;
  if (odd > 0.7 * half && even < 0.1 * half) return 'utf-16le';
  if (even > 0.7 * half && odd < 0.1 * half) return 'utf-16be';
  throw unusable(`it is no text: ${even + odd} of its first ${sample.length} bytes are zero`);
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true }); // the last letter may be cut
    return true;
  } catch {
    return false;
  }
}
