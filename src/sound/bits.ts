// Small readings of bytes that all containers share: names of four letters, numbers of 32 and 64 bits, tags before
// and after the sound.
import type { ByteReader } from './byte-reader.js';

/** `length` bytes as Latin-1 letters. */
export function letters(bytes: Uint8Array, at: number, length = 4): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** An unsigned number of 64 bits; above 2^53 no longer exact, which no size needs. */
export function uint64(view: DataView, at: number, littleEndian: boolean): number {
  const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
  return view.getUint32(high, littleEndian) * 2 ** 32 + view.getUint32(low, littleEndian);
}

/** Passes over ID3v2 and APE tags, of which there may be several, and returns how many bytes that was. */
export async function skipTags(bytes: ByteReader): Promise<number> {
  let skipped = 0;
  for (;;) {
    const size = tagBytes(await bytes.peek(32));
    if (size === 0) return skipped;
    skipped += await bytes.skip(size);
  }
}

/** Of the tag that begins here; 0: none does. */
export function tagBytes(bytes: Uint8Array): number {
  if (bytes.length >= 10 && letters(bytes, 0, 3) === 'ID3' && (bytes[3] as number) < 0xff) {
    const sizes = bytes.subarray(6, 10);
    if (sizes.some((byte) => byte > 0x7f)) return 0;
    const size = sizes.reduce((sum, byte) => sum * 128 + byte, 0);
    const footer = (bytes[5] as number) & 0x10 ? 10 : 0;
    return 10 + size + footer;
  }
  if (bytes.length >= 32 && letters(bytes, 0, 8) === 'APETAGEX') {
    const view = viewOf(bytes);
    const headed = (view.getUint32(20, true) & 0x20000000) !== 0;
    return view.getUint32(12, true) + (headed ? 32 : 0);
  }
  return 0;
}

/** Whether what follows the sound is a tag: ID3v1, ID3v2, APE, Lyrics3, or nothing but zeros. */
export function isTrailer(bytes: Uint8Array): boolean {
  if (letters(bytes, 0, 3) === 'TAG' || letters(bytes, 0, 11) === 'LYRICSBEGIN' || tagBytes(bytes) > 0) return true;
  return bytes.every((byte) => byte === 0);
}
