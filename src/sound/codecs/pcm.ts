// Decodes PCM: integers and floats of either byte order, mu-law and A-law. Integers are divided by 2^(bits - 1),
// never by one less, so that every format of the same samples gives the same floats.

import type { Block } from '../block.js';
import type { ByteReader } from '../byte-reader.js';
import type { Warn } from '../layout.js';

/** How one sample is stored. */
export interface SampleFormat {
  readonly kind: 'unsigned' | 'signed' | 'float' | 'mu-law' | 'a-law';
  /** 1 to 4 and 8; floats 4 or 8; mu-law and A-law 1. */
  readonly bytes: number;
  readonly littleEndian: boolean;
}

/** Frames a block. */
const BLOCK_FRAMES = 16_384;

/** Names it for people: `16-bit PCM`. */
export function sampleFormatName({ kind, bytes, littleEndian }: SampleFormat): string {
  if (kind === 'mu-law') return 'mu-law';
  if (kind === 'a-law') return 'A-law';
  const order = littleEndian || bytes === 1 ? '' : ', big-endian';
  return kind === 'float' ? `${8 * bytes}-bit float${order}` : `${8 * bytes}-bit PCM${order}`;
}

/** Whether samples of this kind and size can be read. */
export function isSampleFormat({ kind, bytes }: SampleFormat): boolean {
  if (kind === 'float') return bytes === 4 || bytes === 8;
  if (kind === 'mu-law' || kind === 'a-law') return bytes === 1;
  return [1, 2, 3, 4, 8].includes(bytes);
}

/** Reads interleaved samples, `most` bytes of them or until the bytes end. */
export async function* pcmBlocks(
  bytes: ByteReader,
  most: number,
  channels: number,
  format: SampleFormat,
  warn: Warn,
): AsyncGenerator<Block> {
  const frameBytes = channels * format.bytes;
  let left = most;
  while (left > 0) {
    const wanted = Math.min(left, BLOCK_FRAMES * frameBytes);
    // Whole frames that are at hand, so that a live sound does not wait for a block to fill.
    const there = await bytes.peek(Math.min(wanted, frameBytes));
    const whole = Math.min(wanted, there.length) - (Math.min(wanted, there.length) % frameBytes);
    if (whole === 0) {
      if (there.length > 0) {
        await bytes.skip(Math.min(left, there.length));
        warn('the sound ends in the middle of a sample');
      }
      return;
    }
    yield deinterleaved(await bytes.take(whole), channels, format);
    left -= whole;
  }
}

/** The channels of whole frames. */
export function deinterleaved(bytes: Uint8Array, channels: number, format: SampleFormat): Float64Array[] {
  const frames = Math.floor(bytes.length / (channels * format.bytes));
  const sampleAt = sampleReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), format);
  const block = Array.from({ length: channels }, () => new Float64Array(frames));
  const step = channels * format.bytes;
  block.forEach((channel, n) => {
    for (let i = 0, at = n * format.bytes; i < frames; i++, at += step) channel[i] = sampleAt(at);
  });
  return block;
}

function sampleReader(view: DataView, { kind, bytes, littleEndian }: SampleFormat): (at: number) => number {
  if (kind === 'mu-law') return (at) => MU_LAW[view.getUint8(at)] as number;
  if (kind === 'a-law') return (at) => A_LAW[view.getUint8(at)] as number;
  if (kind === 'float') {
    return bytes === 8 ? (at) => view.getFloat64(at, littleEndian) : (at) => view.getFloat32(at, littleEndian);
  }
  const signed = signedReader(view, bytes, littleEndian);
  if (kind === 'signed') return signed;
  // An unsigned sample is the signed one moved up by half the range.
  return (at) => {
    const value = signed(at);
    return value < 0 ? value + 1 : value - 1;
  };
}

function signedReader(view: DataView, bytes: number, littleEndian: boolean): (at: number) => number {
  switch (bytes) {
    case 1:
      return (at) => view.getInt8(at) / 2 ** 7;
    case 2:
      return (at) => view.getInt16(at, littleEndian) / 2 ** 15;
    case 3:
      return littleEndian
        ? (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23
        : (at) => (view.getUint16(at + 1, false) + view.getInt8(at) * 2 ** 16) / 2 ** 23;
    case 4:
      return (at) => view.getInt32(at, littleEndian) / 2 ** 31;
    default:
      return (at) => Number(view.getBigInt64(at, littleEndian)) / 2 ** 63;
  }
}

/** ITU-T G.711: 14 bits, here of 16. */
const MU_LAW = Float64Array.from({ length: 256 }, (_, code) => {
  const inverted = ~code & 0xff;
  const magnitude = ((((inverted & 0x0f) << 3) + 0x84) << ((inverted & 0x70) >> 4)) - 0x84;
  return (inverted & 0x80 ? -magnitude : magnitude) / 32_768;
});

/** ITU-T G.711: 13 bits, here of 16. */
const A_LAW = Float64Array.from({ length: 256 }, (_, code) => {
  const even = code ^ 0x55;
  const exponent = (even & 0x70) >> 4;
  const mantissa = ((even & 0x0f) << 4) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return (even & 0x80 ? magnitude : -magnitude) / 32_768;
});
