// A file's bytes become pieces of text that end where a line ends. Lines are told apart here; what is in them is not
// looked at.
import type { Encoding } from './encoding.js';
import { unusable } from './table-error.js';
import type { TableFile } from './table-file.js';

/** Whole lines. Line ends are '\n' whatever the file has. */
export interface TextPiece {
  readonly text: string;
  /** The bytes it was read from, [from, to). */
  readonly from: number;
  readonly to: number;
  /** Whether the file, or the part of it that was asked for, ends here. */
  readonly last: boolean;
}

/** Small pieces are fastest: their rows do not outlive a collection of young garbage. */
const PIECE_BYTES = 65_536;

/** Reads are larger, and one is under way while the one before is looked at: a disk answers in its own time. */
const READ_BYTES = 524_288;

/** No line and no quoted cell is longer. */
export const MOST_LINE_BYTES = 1_048_576;

const LF = 10;
const CR = 13;

/** The lines of bytes [from, to) of a file. `from` must be where a line begins. */
export async function* textPieces(
  file: TableFile,
  encoding: Encoding,
  from = encoding.markBytes,
  to = file.bytes,
): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(encoding.name, { ignoreBOM: true });
  let rest = new Uint8Array(0);
  let at = from;
  for await (const { bytes: read, last: ends } of byteSteps(file, from, to)) {
    const bytes = rest.length === 0 ? read : joined(rest, read);
    const startsAt = at - rest.length;
    at += read.length;
    const cut = ends ? bytes.length : lineEnd(bytes, encoding);
    rest = bytes.slice(cut);
    if (cut === 0 && rest.length > MOST_LINE_BYTES) {
      throw unusable(`the line at byte ${startsAt} is longer than ${MOST_LINE_BYTES} bytes: it is no table of lines`);
    }
    if (cut > 0) {
      yield { text: unixLines(decoder.decode(bytes.subarray(0, cut))), from: startsAt, to: startsAt + cut, last: ends };
    }
  }
}

/** The bytes of [from, to) in small steps. A file that turns out shorter than it was ends where it ends. */
async function* byteSteps(
  file: TableFile,
  from: number,
  to: number,
): AsyncGenerator<{ bytes: Uint8Array; last: boolean }> {
  const readAt = (at: number) => file.read(at, Math.min(to, at + READ_BYTES));
  let at = from;
  let next = at < to ? readAt(at) : null;
  while (next !== null) {
    const read: Uint8Array = await next;
    at += read.length;
    const ends = read.length === 0 || at >= to;
    next = ends ? null : readAt(at);
    next?.catch(() => undefined); // it is awaited in its turn, or not at all
    for (let i = 0; i < Math.max(1, read.length); i += PIECE_BYTES) {
      yield { bytes: read.subarray(i, i + PIECE_BYTES), last: ends && i + PIECE_BYTES >= read.length };
    }
  }
}

/** Behind the last line end. A file of '\r' alone has none of '\n'; a '\r' at the very end may be half of a '\r\n'. */
function lineEnd(bytes: Uint8Array, { name }: Encoding): number {
  if (name === 'utf-16le' || name === 'utf-16be') return wideLineEnd(bytes, name === 'utf-16le' ? 0 : 1);
  const lf = bytes.lastIndexOf(LF);
  if (lf >= 0) return lf + 1;
  return bytes.lastIndexOf(CR, -2) + 1;
}

function wideLineEnd(bytes: Uint8Array, low: 0 | 1): number {
  const whole = bytes.length - (bytes.length % 2);
  for (const mark of [LF, CR]) {
    // the last unit may be the first half of a '\r\n'
    for (let i = whole - (mark === LF ? 2 : 4); i >= 0; i -= 2) {
      if (bytes[i + low] === mark && bytes[i + 1 - low] === 0) return i + 2;
    }
  }
  return 0;
}

function unixLines(text: string): string {
  return text.includes('\r') ? text.replaceAll('\r\n', '\n').replaceAll('\r', '\n') : text;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
