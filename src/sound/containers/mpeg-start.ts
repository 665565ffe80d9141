// Where a stream of MPEG frames begins, among other bytes: where several frames follow each other.
import { isTrailer } from '../bits.js';
import { HEADER_BYTES, isAlike, type MpegHeader, readMpegHeader } from '../codecs/mpeg-frame.js';

/** How many frames must follow each other to be taken for sound. */
const FRAMES_IN_A_ROW = 3;
const FRAMES_BEHIND_OTHERS = 6;
/** Free format has no longer frames. */
export const LONGEST_FREE = 4096;

/** Where frames begin. */
export interface MpegStart {
  readonly at: number;
  readonly header: MpegHeader;
  /** Of frames of free format, without padding; 0 for others. */
  readonly freeBytes: number;
}

/**
 * The first place at which frames follow each other. Behind bytes that are neither tags nor zeros more of them must
 * follow, for any bytes look like a frame here and there. `toEnd`: the bytes are all there are, or as many as are
 * looked at, so that fewer frames will do where they reach the end.
 */
export function findMpeg(bytes: Uint8Array, toEnd: boolean): MpegStart | undefined {
  const zeros = bytes.findIndex((byte) => byte !== 0);
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = readMpegHeader(bytes, at);
    const clean = at <= zeros;
    if (header === undefined || (header.layer !== 3 && !clean)) continue;
    const freeBytes = header.bitRate === 0 ? freeSize(bytes, at, header) : 0;
    if (header.bitRate === 0 && freeBytes === 0) continue;
    const wanted = clean ? FRAMES_IN_A_ROW : FRAMES_BEHIND_OTHERS;
    if (follow(bytes, at, header, freeBytes, wanted, toEnd && clean)) return { at, header, freeBytes };
  }
  return undefined;
}

function follow(
  bytes: Uint8Array,
  from: number,
  first: MpegHeader,
  freeBytes: number,
  wanted: number,
  toEnd: boolean,
): boolean {
  let at = from;
  for (let n = 0; n < wanted; n++) {
    if (at + HEADER_BYTES > bytes.length) return toEnd && n > 1;
    const header = readMpegHeader(bytes, at);
    if (header === undefined || !isAlike(header, first)) return toEnd && n > 0 && isTrailer(bytes.subarray(at));
    at += header.bytes + freeBytes;
  }
  return true;
}

/** How far it is to the next frame of free format; 0 where there is none. */
function freeSize(bytes: Uint8Array, at: number, header: MpegHeader): number {
  for (let size = 24; size < LONGEST_FREE && at + size + HEADER_BYTES <= bytes.length; size++) {
    const next = readMpegHeader(bytes, at + size);
    if (next !== undefined && isAlike(next, header) && bytes[at + size + 1] === bytes[at + 1])
      return size - header.bytes;
  }
  return 0;
}
