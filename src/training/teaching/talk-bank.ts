// Talk that ships with the package: the spectral envelopes of made-up sentences that synthesizers spoke, a few hundred
// bytes a second. It holds no sound; vocoder.ts makes some of it. File: a header, then each recording's frames as
// differences from frame to frame, in Rice codes (Rice & Plaunt 1971).
import { SluiceError } from '../../errors.js';
import { plainFrontEnd } from '../plan.js';

/** How envelopes are measured: 24 mel bands, every 20 ms, over 32 ms. */
export const BANK_SPEC = { ...plainFrontEnd(16_000, 20, 32, 24), floor: 1e-9 };

/** One recording: (frames, 24) natural logarithms of the power in each band. */
export type Envelopes = readonly Float32Array[];

const MAGIC = 0x314b4c54; // 'TLK1'
const BANDS = BANK_SPEC.bands;
/** Coefficients of the cosine transform over the bands that are kept; the higher ones hold the voice's harmonics. */
const KEPT = 14;
/** Width of a quantizer's step, in the units of an orthonormal cosine transform: coarser where the ear is. */
const STEPS = Float32Array.from({ length: KEPT }, (_, k) => (k === 0 ? 1.2 : 0.7 + 0.03 * k));
/** Frames softer than this below the recording's loudest are all alike, nepers. */
const DEPTH = 9;
/** A longer run of ones does not occur in a file that was written here. */
const MOST_ONES = 4096;

/** The bytes of these recordings. Lossy: `readTalkBank` gives nearly the same. */
export function writeTalkBank(recordings: readonly Envelopes[]): Uint8Array {
  const codes = recordings.map(quantize);
  const shifts = Uint8Array.from({ length: KEPT }, (_, k) => bestShift(codes, k));
  const bits = new BitWriter();
  for (const frames of codes) {
    for (const frame of frames) {
      for (const [k, code] of frame.entries()) bits.rice(code, shifts[k] as number);
    }
  }
  const body = bits.bytes();
  const header = new DataView(new ArrayBuffer(8 + 2 * recordings.length + KEPT));
  header.setUint32(0, MAGIC, true);
  header.setUint16(4, recordings.length, true);
  header.setUint16(6, KEPT, true);
  for (const [i, { length }] of recordings.entries()) header.setUint16(8 + 2 * i, length, true);
  const out = new Uint8Array(header.byteLength + body.length);
  out.set(new Uint8Array(header.buffer));
  out.set(shifts, 8 + 2 * recordings.length);
  out.set(body, header.byteLength);
  return out;
}

/** Throws SluiceError DATA_UNUSABLE for bytes of another kind or version, or that end too early. */
export function readTalkBank(bytes: Uint8Array): Envelopes[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC || view.getUint16(6, true) !== KEPT) {
    throw new SluiceError(
      'DATA_UNUSABLE',
      'Cannot read the talk to teach against: the file is of another kind or version',
    );
  }
  const count = view.getUint16(4, true);
  const bodyAt = 8 + 2 * count + KEPT;
  if (bytes.length < bodyAt) throw cutShort();
  const shifts = bytes.subarray(8 + 2 * count, bodyAt);
  const bits = new BitReader(bytes.subarray(bodyAt));
  return Array.from({ length: count }, (_, i) => {
    const codes = new Int32Array(KEPT);
    return Array.from({ length: view.getUint16(8 + 2 * i, true) }, () => {
      for (let k = 0; k < KEPT; k++) codes[k]! += bits.rice(shifts[k] as number);
      return fromCoefficients(codes);
    });
  });
}

/** Differences of the quantized coefficients from frame to frame. */
function quantize(frames: Envelopes): Int32Array[] {
  const most = Math.max(...frames.map((frame) => Math.max(...frame)));
  let before = new Int32Array(KEPT);
  return frames.map((frame) => {
    const cut = frame.map((value) => Math.max(value, most - DEPTH));
    const now = Int32Array.from(STEPS, (step, k) => Math.round(coefficient(cut, k) / step));
    const difference = now.map((code, k) => code - (before[k] as number));
    before = now;
    return difference;
  });
}

function coefficient(bands: Float32Array, k: number): number {
  let sum = 0;
  for (let i = 0; i < BANDS; i++) sum += (bands[i] as number) * basis(k, i);
  return sum;
}

function fromCoefficients(codes: Int32Array): Float32Array {
  const out = new Float32Array(BANDS);
  for (let i = 0; i < BANDS; i++) {
    let sum = 0;
    for (let k = 0; k < KEPT; k++)
      sum += (codes[k] as number) * (STEPS[k] as number) * (BASIS[k * BANDS + i] as number);
    out[i] = sum;
  }
  return out;
}

/** DCT-II, orthonormal. */
function basis(k: number, i: number): number {
  return Math.sqrt((k === 0 ? 1 : 2) / BANDS) * Math.cos((Math.PI * k * (i + 0.5)) / BANDS);
}
const BASIS = Float64Array.from({ length: KEPT * BANDS }, (_, at) => basis(Math.floor(at / BANDS), at % BANDS));

function bestShift(codes: readonly (readonly Int32Array[])[], k: number): number {
  const values = codes.flatMap((frames) => frames.map((frame) => zigzag(frame[k] as number)));
  const lengths = [0, 1, 2, 3, 4, 5].map((shift) =>
    values.reduce((sum, value) => sum + (value >> shift) + 1 + shift, 0),
  );
  return lengths.indexOf(Math.min(...lengths));
}

/** 0, -1, 1, -2 … become 0, 1, 2, 3 … */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** A Rice code: the value's upper part as a run of ones and a zero, then its `shift` lower bits. */
class BitWriter {
  readonly #bytes: number[] = [];
  #byte = 0;
  #count = 0;

  rice(value: number, shift: number): void {
    const whole = zigzag(value);
    for (let ones = whole >> shift; ones > 0; ones--) this.#bit(1);
    this.#bit(0);
    for (let bit = shift - 1; bit >= 0; bit--) this.#bit((whole >> bit) & 1);
  }

  bytes(): Uint8Array {
    while (this.#count > 0) this.#bit(0);
    return Uint8Array.from(this.#bytes);
  }

  #bit(bit: number): void {
    this.#byte = (this.#byte << 1) | bit;
    if (++this.#count < 8) return;
    this.#bytes.push(this.#byte);
    this.#byte = 0;
    this.#count = 0;
  }
}

class BitReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  rice(shift: number): number {
    let whole = 0;
    while (this.#bit() === 1) if (++whole > MOST_ONES) throw cutShort();
    for (let bit = 0; bit < shift; bit++) whole = (whole << 1) | this.#bit();
    return whole & 1 ? -(whole + 1) / 2 : whole / 2;
  }

  #bit(): number {
    const byte = this.#bytes[this.#at >> 3];
    if (byte === undefined) throw cutShort();
    return (byte >> (7 - (this.#at++ & 7))) & 1;
  }
}

function cutShort(): SluiceError {
  return new SluiceError('DATA_UNUSABLE', 'Cannot read the talk to teach against: the file is cut short');
}
