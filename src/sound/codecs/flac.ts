// Decodes FLAC frames (RFC 9639) from bytes in memory. If the bytes end within a frame, the caller must come again
// with more. The two checksums of a frame are checked, so bytes that only look like a frame are not taken for one.
import type { Block } from '../block.js';
import { BitReader, OUT_OF_BYTES } from './bit-reader.js';
import { crc8, crc16 } from './crc.js';

/** What the STREAMINFO block says (RFC 9639, 8.2). */
export interface FlacInfo {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bits: number;
  /** Samples of one channel; 0: not known. */
  readonly frames: number;
  /** The largest block, in samples. */
  readonly maxBlock: number;
  /** The largest frame, in bytes; 0: not known. */
  readonly maxFrameBytes: number;
}

export const STREAM_INFO_BYTES = 34;

export function readStreamInfo(bytes: Uint8Array): FlacInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    sampleRate: view.getUint32(10) >>> 12,
    channels: ((view.getUint8(12) >> 1) & 7) + 1,
    bits: ((view.getUint16(12) >> 4) & 0x1f) + 1,
    frames: (view.getUint8(13) & 0xf) * 2 ** 32 + view.getUint32(14),
    maxBlock: view.getUint16(2),
    maxFrameBytes: view.getUint16(7) * 256 + view.getUint8(9),
  };
}

/** A frame that came out. */
export interface FlacFrame {
  readonly block: Block;
  readonly bytes: number;
  /** Whether its sum fits: where it does not, the samples are not what was stored. */
  readonly sound: boolean;
  /** Of its first sample, where the header counts samples; frames of one size count frames. */
  readonly number: number;
  readonly variable: boolean;
}

/**
 * The frame that begins at the first byte: `'more'` where its bytes are not all there, `'none'` where no frame begins
 * there (or one that is damaged in its header).
 */
export function decodeFlacFrame(bytes: Uint8Array, info: FlacInfo): FlacFrame | 'more' | 'none' {
  const header = readHeader(bytes, info);
  if (typeof header === 'string') return header;
  const bits = new BitReader(bytes, header.bytes);
  try {
    const channels = readChannels(bits, header);
    bits.align();
    const end = bits.byteAt;
    if (end + 2 > bytes.length) return 'more';
    const sum = ((bytes[end] as number) << 8) | (bytes[end + 1] as number);
    const block = channels.map((channel) => scaled(channel, header.bits));
    const { number, variable } = header;
    return { block, bytes: end + 2, sound: crc16(bytes, end) === sum, number, variable };
  } catch (error) {
    if (error === OUT_OF_BYTES) return 'more';
    if (error === NO_FRAME) return 'none';
    throw error;
  }
}

interface FrameHeader {
  readonly bytes: number;
  readonly blockSize: number;
  readonly assignment: number;
  readonly bits: number;
  readonly number: number;
  readonly variable: boolean;
}

const NO_FRAME = Symbol('no FLAC frame');
const LONGEST_HEADER = 16;
const BITS_BY_CODE = [0, 8, 12, -1, 16, 20, 24, 32];

/** RFC 9639, 9.1 */
function readHeader(bytes: Uint8Array, info: FlacInfo): FrameHeader | 'more' | 'none' {
  if (bytes.length < 5) return bytes.length > 0 && bytes[0] !== 0xff ? 'none' : 'more';
  if (bytes[0] !== 0xff || ((bytes[1] as number) & 0xfe) !== 0xf8) return 'none';
  const blockCode = (bytes[2] as number) >> 4;
  const rateCode = (bytes[2] as number) & 0xf;
  const assignment = (bytes[3] as number) >> 4;
  const bitsCode = ((bytes[3] as number) >> 1) & 7;
  if (blockCode === 0 || rateCode === 15 || assignment > 10 || bitsCode === 3) return 'none';
  const counted = readNumber(bytes, 4);
  if (typeof counted === 'string') return bytes.length < LONGEST_HEADER && counted === 'more' ? 'more' : 'none';
  let at = counted.end;
  const byte = () => bytes[at++] ?? 0;
  const blockSize = blockSizeOf(blockCode, byte);
  if (rateCode === 12) at += 1;
  else if (rateCode > 12) at += 2;
  if (at >= bytes.length) return 'more';
  if (crc8(bytes, at) !== bytes[at]) return 'none';
  const bits = bitsCode === 0 ? info.bits : (BITS_BY_CODE[bitsCode] as number);
  const channels = assignment < 8 ? assignment + 1 : 2;
  if (channels !== info.channels || bits !== info.bits) return 'none';
  const variable = ((bytes[1] as number) & 1) === 1;
  return { bytes: at + 1, blockSize, assignment, bits, number: counted.value, variable };
}

function blockSizeOf(code: number, byte: () => number): number {
  if (code === 1) return 192;
  if (code <= 5) return 576 << (code - 2);
  if (code === 6) return byte() + 1;
  if (code === 7) return byte() * 256 + byte() + 1;
  return 256 << (code - 8);
}

/** A number in the manner of UTF-8, of up to 36 bits. */
function readNumber(bytes: Uint8Array, from: number): { value: number; end: number } | 'more' | 'none' {
  const first = bytes[from] as number;
  if (first < 0x80) return { value: first, end: from + 1 };
  let more = 0;
  while (more < 7 && first & (0x40 >> more)) more++;
  if (more === 0 || more > 6) return 'none';
  let value = first & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const next = bytes[from + i];
    if (next === undefined) return 'more';
    if ((next & 0xc0) !== 0x80) return 'none';
    value = value * 64 + (next & 0x3f);
  }
  return { value, end: from + 1 + more };
}

/** RFC 9639, 9.2.3: of two channels one may be stored as the difference, of which there is one bit more. */
function readChannels(bits: BitReader, { assignment, blockSize, bits: depth }: FrameHeader): Float64Array[] {
  if (assignment < 8) return Array.from({ length: assignment + 1 }, () => readSubframe(bits, blockSize, depth));
  const first = readSubframe(bits, blockSize, depth + (assignment === 9 ? 1 : 0));
  const second = readSubframe(bits, blockSize, depth + (assignment === 9 ? 0 : 1));
  for (let i = 0; i < blockSize; i++) {
    const [a, b] = [first[i] as number, second[i] as number];
    if (assignment === 8) second[i] = a - b;
    else if (assignment === 9) first[i] = a + b;
    else {
      // The middle lost its last bit when it was halved: it is that of the difference.
      const middle = 2 * a + (b & 1);
      first[i] = (middle + b) / 2;
      second[i] = (middle - b) / 2;
    }
  }
  return [first, second];
}

function readSubframe(bits: BitReader, blockSize: number, frameBits: number): Float64Array {
  if (bits.read(1) !== 0) throw NO_FRAME;
  const type = bits.read(6);
  const wasted = bits.read(1) === 1 ? bits.unary() + 1 : 0;
  const depth = frameBits - wasted;
  if (depth < 1) throw NO_FRAME;
  const samples = new Float64Array(blockSize);
  if (type === 0) samples.fill(bits.signed(depth));
  else if (type === 1) for (let i = 0; i < blockSize; i++) samples[i] = bits.signed(depth);
  else if (type >= 8 && type <= 12) readFixed(bits, samples, type - 8, depth);
  else if (type >= 32) readPredicted(bits, samples, type - 31, depth);
  else throw NO_FRAME;
  if (wasted > 0) for (let i = 0; i < blockSize; i++) samples[i] = (samples[i] as number) * 2 ** wasted;
  return samples;
}

/** RFC 9639, 9.2.5 */
const FIXED: readonly (readonly number[])[] = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

function readFixed(bits: BitReader, samples: Float64Array, order: number, depth: number): void {
  if (order > samples.length) throw NO_FRAME;
  for (let i = 0; i < order; i++) samples[i] = bits.signed(depth);
  readResidual(bits, samples, order);
  predict(samples, FIXED[order] as readonly number[], 0);
}

/** RFC 9639, 9.2.6 */
function readPredicted(bits: BitReader, samples: Float64Array, order: number, depth: number): void {
  if (order > samples.length) throw NO_FRAME;
  for (let i = 0; i < order; i++) samples[i] = bits.signed(depth);
  const precision = bits.read(4) + 1;
  if (precision === 16) throw NO_FRAME;
  const shift = bits.signed(5);
  if (shift < 0) throw NO_FRAME;
  const coefficients = Array.from({ length: order }, () => bits.signed(precision));
  readResidual(bits, samples, order);
  predict(samples, coefficients, shift);
}

/**
 * Adds to every residual what the samples before it predict. Sums stay below 2^53: at most 32 products of 33 and 15
 * bits.
 */
function predict(samples: Float64Array, coefficients: readonly number[], shift: number): void {
  const order = coefficients.length;
  const weights = Float64Array.from(coefficients);
  const scale = 2 ** -shift;
  for (let i = order; i < samples.length; i++) {
    let sum = 0;
    for (let k = 0, at = i - 1; k < order; k++, at--) sum += (weights[k] as number) * (samples[at] as number);
    samples[i] = (samples[i] as number) + Math.floor(sum * scale);
  }
}

/** RFC 9639, 9.2.7: Rice codes in partitions, or numbers as they are. */
function readResidual(bits: BitReader, samples: Float64Array, order: number): void {
  const method = bits.read(2);
  if (method > 1) throw NO_FRAME;
  const parameterBits = method === 0 ? 4 : 5;
  const escaped = 2 ** parameterBits - 1;
  const partitions = 2 ** bits.read(4);
  const size = samples.length / partitions;
  if (!Number.isInteger(size) || size < order) throw NO_FRAME;
  for (let partition = 0, i = order; partition < partitions; partition++) {
    const parameter = bits.read(parameterBits);
    const end = (partition + 1) * size;
    if (parameter === escaped) {
      const depth = bits.read(5);
      for (; i < end; i++) samples[i] = depth === 0 ? 0 : bits.signed(depth);
    } else {
      for (; i < end; i++) samples[i] = bits.rice(parameter);
    }
  }
}

function scaled(samples: Float64Array, bits: number): Float64Array {
  const full = 2 ** (bits - 1);
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i] as number) / full;
  return samples;
}
