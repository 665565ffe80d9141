// Raw sample bytes become mono floats from -1 to 1. Whole numbers are divided by 2^(bits - 1), never by one less, so
// that every format of the same 16-bit samples gives the same floats. Where bytes come in chunks that cut a frame of
// samples in two, the rest is kept.

/** How one sample is written: unsigned, signed or floating-point, bits, little-endian. */
export type PcmFormat = 'u8' | 's16le' | 's24le' | 's32le' | 'f32le' | 'f64le';

/** What raw bytes mean. */
export interface PcmLayout {
  readonly format: PcmFormat;
  /** Interleaved channels, from 1 to 64; they are mixed to mono. */
  readonly channels: number;
}

const BYTES = { u8: 1, s16le: 2, s24le: 3, s32le: 4, f32le: 4, f64le: 8 } as const;
const NO_BYTES = new Uint8Array(0);

/** Bytes of one frame: one sample of every channel. Throws a RangeError for an unknown format or channel count. */
export function frameBytes(layout: PcmLayout): number {
  const { format, channels } = layout;
  if (!Object.hasOwn(BYTES, format)) {
    throw new RangeError(
      `Cannot read PCM: 'format' must be one of ${Object.keys(BYTES).join(', ')}: received ${format}`,
    );
  }
  if (!Number.isInteger(channels) || channels < 1 || channels > 64) {
    throw new RangeError(`Cannot read PCM: 'channels' must be a whole number from 1 to 64: received ${channels}`);
  }
  return BYTES[format] * channels;
}

/** The mono mix of all whole frames in `bytes`; bytes after the last whole frame are passed over. */
export function decodePcm(bytes: Uint8Array, layout: PcmLayout): Float32Array {
  const frame = frameBytes(layout);
  const { channels } = layout;
  const mono = new Float32Array(Math.floor(bytes.length / frame));
  const sampleAt = sampleReader(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), layout.format);
  const step = BYTES[layout.format];
  for (let i = 0, at = 0; i < mono.length; i++) {
    let sum = sampleAt(at);
    at += step;
    for (let channel = 1; channel < channels; channel++, at += step) sum += sampleAt(at);
    mono[i] = sum / channels;
  }
  return mono;
}

/** Decodes bytes that come in chunks of any size. */
export class PcmDecoder {
  readonly layout: PcmLayout;
  readonly #frameBytes: number;
  #rest: Uint8Array = NO_BYTES;

  constructor(layout: PcmLayout) {
    this.#frameBytes = frameBytes(layout);
    this.layout = layout;
  }

  /** Bytes of a frame that has not come wholly yet. */
  get pendingBytes(): number {
    return this.#rest.length;
  }

  /** The mono mix of the frames that are whole now. What is left of `chunk` is copied, so the caller may reuse it. */
  decode(chunk: Uint8Array): Float32Array {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk);
    const whole = bytes.length - (bytes.length % this.#frameBytes);
    // Not `slice`, which copies nothing of a Node Buffer.
    this.#rest = whole === bytes.length ? NO_BYTES : new Uint8Array(bytes.subarray(whole));
    return decodePcm(bytes.subarray(0, whole), this.layout);
  }

  /** Forgets the rest: what comes next starts a frame, as after a connection broke. */
  reset(): void {
    this.#rest = NO_BYTES;
  }
}

function sampleReader(view: DataView, format: PcmFormat): (at: number) => number {
  switch (format) {
    case 'u8':
      return (at) => (view.getUint8(at) - 128) / 2 ** 7;
    case 's16le':
      return (at) => view.getInt16(at, true) / 2 ** 15;
    case 's24le':
      return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 2 ** 16) / 2 ** 23;
    case 's32le':
      return (at) => view.getInt32(at, true) / 2 ** 31;
    case 'f32le':
      return (at) => view.getFloat32(at, true);
    case 'f64le':
      return (at) => view.getFloat64(at, true);
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}
