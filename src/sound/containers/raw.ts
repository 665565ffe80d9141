// Reads raw samples without a container. The caller says their format; what was not said is assumed and reported.
import { isSampleFormat, pcmBlocks, type SampleFormat, sampleFormatName } from '../codecs/pcm.js';
import type { Opening, OpenSound } from '../layout.js';

/** What raw bytes are taken for. */
export interface RawLayout {
  readonly format: RawFormat;
  /** Hz */
  readonly sampleRate: number;
  /** Interleaved. */
  readonly channels: number;
  /** Whether the caller said that it is raw: then nothing is recognised. */
  readonly explicit: boolean;
}

/** How one sample is written: unsigned, signed or floating-point, bits, byte order. */
export type RawFormat = keyof typeof FORMATS;

const FORMATS = {
  u8: { kind: 'unsigned', bytes: 1, littleEndian: true },
  s8: { kind: 'signed', bytes: 1, littleEndian: true },
  s16le: { kind: 'signed', bytes: 2, littleEndian: true },
  s16be: { kind: 'signed', bytes: 2, littleEndian: false },
  s24le: { kind: 'signed', bytes: 3, littleEndian: true },
  s24be: { kind: 'signed', bytes: 3, littleEndian: false },
  s32le: { kind: 'signed', bytes: 4, littleEndian: true },
  s32be: { kind: 'signed', bytes: 4, littleEndian: false },
  f32le: { kind: 'float', bytes: 4, littleEndian: true },
  f32be: { kind: 'float', bytes: 4, littleEndian: false },
  f64le: { kind: 'float', bytes: 8, littleEndian: true },
  f64be: { kind: 'float', bytes: 8, littleEndian: false },
  mulaw: { kind: 'mu-law', bytes: 1, littleEndian: true },
  alaw: { kind: 'a-law', bytes: 1, littleEndian: true },
} as const satisfies Record<string, SampleFormat>;

/** The names of all raw formats. */
export const RAW_FORMATS = Object.keys(FORMATS) as RawFormat[];

/** `looksLike`: what its first bytes are the beginning of, else. */
export async function openRaw({ bytes }: Opening, layout: RawLayout, looksLike?: string): Promise<OpenSound> {
  const { sampleRate, channels, explicit } = layout;
  const sample: SampleFormat = FORMATS[layout.format];
  if (!isSampleFormat(sample))
    throw new RangeError(`Cannot read raw PCM: 'format' is unknown: received ${layout.format}`);
  const said = `${layout.format}, ${sampleRate} Hz, ${channels} ${channels === 1 ? 'channel' : 'channels'}`;
  const assumed = explicit ? [] : [`raw PCM, for nothing is recognised: ${said} (--format, --rate, --channels)`];
  const warnings = looksLike === undefined ? [] : [`it begins like ${looksLike}, and is read as raw PCM`];
  const left = bytes.left;
  return {
    layout: {
      container: 'raw',
      codec: sampleFormatName(sample),
      sampleRate,
      channels,
      bits: 8 * sample.bytes,
      float: sample.kind === 'float',
      frames: left === undefined ? undefined : Math.floor(left / (channels * sample.bytes)),
      assumed,
      warnings,
    },
    blocks: (warn) => pcmBlocks(bytes, left ?? Number.POSITIVE_INFINITY, channels, sample, warn),
  };
}
