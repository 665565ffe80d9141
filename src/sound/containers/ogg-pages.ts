// Ogg: pages of several streams, each a run of packets (RFC 3533). What is in the packets, the codecs' readers know.
import { letters, viewOf } from '../bits.js';
import type { ByteReader } from '../byte-reader.js';
import type { Warn } from '../layout.js';

/**
 * Of Opus and Vorbis. A page of 64 KB is decoded at once and can hold half a minute of silence: 90 MiB of samples with so
 * many channels.
 */
export const MOST_OGG_CHANNELS = 16;

export interface OggPage {
  readonly begins: boolean;
  readonly ends: boolean;
  /** Whether its first packet began on a page before. */
  readonly continues: boolean;
  /** A position that the codec explains; -1: no packet ends here. */
  readonly granule: number;
  readonly serial: number;
  readonly segments: Uint8Array;
  readonly body: Uint8Array;
  /** The page as it was stored. */
  readonly bytes: Uint8Array;
}

/** All pages, to the end. Bytes between pages, and pages whose sum does not fit, are passed over and said once. */
export async function* oggPages(bytes: ByteReader, warn: Warn): AsyncGenerator<OggPage> {
  let said = false;
  const damaged = () => {
    if (!said) warn(`the file is damaged at byte ${bytes.position}: what does not fit is passed over`);
    said = true;
  };
  for (;;) {
    const head = await bytes.peek(27);
    if (head.length < 27) {
      if (head.length > 0) warn('the file is cut short: it ends within a page');
      return;
    }
    if (letters(head, 0) !== 'OggS') {
      damaged();
      await bytes.skip(toCapture(head));
      continue;
    }
    const size = 27 + (head[26] as number);
    const table = (await bytes.peek(size)).subarray(27, size);
    const whole = size + table.reduce((sum, length) => sum + length, 0);
    const page = (await bytes.peek(whole)).subarray(0, whole);
    if (page.length < whole) {
      warn('the file is cut short: it ends within a page');
      return;
    }
    if (isSound(page)) {
      const taken = Uint8Array.from(page);
      await bytes.skip(whole);
      yield parsePage(taken);
    } else {
      damaged();
      await bytes.skip(4);
    }
  }
}

/** The packets of one stream, in pages: those that end on a page come together. */
export async function* oggPackets(
  pages: AsyncIterable<OggPage>,
  serial: number,
): AsyncGenerator<{ packets: Uint8Array[]; page: OggPage }> {
  let rest: Uint8Array[] = [];
  for await (const page of pages) {
    if (page.serial !== serial) {
      // Another stream of sound after the end of this one is a chained file, which the codec's reader decides about.
      if (page.begins) yield { packets: [], page };
      continue;
    }
    const packets: Uint8Array[] = [];
    let at = 0;
    let from = 0;
    let skip = page.continues && rest.length === 0;
    if (!page.continues) rest = [];
    for (const length of page.segments) {
      at += length;
      if (length === 255) continue;
      const packet = joined([...rest, page.body.subarray(from, at)]);
      if (!skip) packets.push(packet);
      skip = false;
      rest = [];
      from = at;
    }
    if (from < at && !skip) rest.push(page.body.subarray(from, at));
    yield { packets, page };
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array;
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** The pages that begin streams: all of them come before any other. */
export function* firstPages(bytes: Uint8Array): Generator<OggPage> {
  let at = 0;
  while (at + 27 <= bytes.length && letters(bytes, at) === 'OggS') {
    const size = 27 + (bytes[at + 26] as number);
    const whole = size + bytes.subarray(at + 27, at + size).reduce((sum, length) => sum + length, 0);
    if (at + whole > bytes.length) return;
    const page = parsePage(bytes.subarray(at, at + whole));
    if (!page.begins) return;
    yield { ...page, body: Uint8Array.from(page.body) };
    at += whole;
  }
}

function parsePage(bytes: Uint8Array): OggPage {
  const view = viewOf(bytes);
  const flags = view.getUint8(5);
  const table = 27 + view.getUint8(26);
  return {
    begins: (flags & 2) !== 0,
    ends: (flags & 4) !== 0,
    continues: (flags & 1) !== 0,
    granule: view.getInt32(10, true) * 2 ** 32 + view.getUint32(6, true),
    serial: view.getUint32(14, true),
    segments: bytes.subarray(27, table),
    body: bytes.subarray(table),
    bytes,
  };
}

/** How far it is to where `OggS` may begin. */
function toCapture(bytes: Uint8Array): number {
  const at = bytes.indexOf(0x4f, 1);
  return at < 0 ? bytes.length : at;
}

/** Whether the page's sum fits. */
function isSound(page: Uint8Array): boolean {
  let crc = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : (page[i] as number);
    crc = (crc << 8) ^ (CRC_32[((crc >>> 24) ^ byte) & 0xff] as number);
  }
  return crc >>> 0 === viewOf(page).getUint32(22, true);
}

const CRC_32 = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc;
});
