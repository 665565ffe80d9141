// The `fmt ` chunk of WAV, RF64 and Wave64: numbers that all formats have, the tag of the codec, of EXTENSIBLE that
// of its subformat.
import { viewOf } from '../bits.js';

export interface WaveFormat {
  /** The registered tag, of EXTENSIBLE that of the subformat; undefined where that has none. */
  readonly tag: number | undefined;
  /** The subformat's, in hexadecimal digits; empty where the format is not EXTENSIBLE. */
  readonly guid: string;
  readonly channels: number;
  readonly sampleRate: number;
  /** Bytes of a frame, or of a block. */
  readonly blockBytes: number;
  readonly bits: number;
  /** What follows the numbers that all formats have. */
  readonly extra: Uint8Array;
}

const EXTENSIBLE = 0xfffe;
const FORMAT_BYTES = 16;
const EXTENSIBLE_BYTES = 40;
/**
 * The ends of the subformats that carry a registered tag at their start: the usual one and that of B-format
 * (ambisonics), in both byte orders.
 */
const TAGGED_GUIDS = [
  '00001000800000aa00389b71',
  '2107d3118644c8c1ca000000',
  '00000010800000aa00389b71',
  '072111d38644c8c1ca000000',
];

/** Reads the chunk's body. Undefined where it is too short. */
export function readWaveFormat(chunk: Uint8Array, littleEndian: boolean): WaveFormat | undefined {
  if (chunk.length < FORMAT_BYTES - 2) return undefined;
  const view = viewOf(chunk);
  const tag = view.getUint16(0, littleEndian);
  const extensible = tag === EXTENSIBLE && chunk.length >= EXTENSIBLE_BYTES;
  const extra = chunk.subarray(FORMAT_BYTES + 2);
  return {
    tag: extensible ? subformat(chunk, littleEndian) : tag,
    guid: extensible ? hex(chunk.subarray(24, 40)) : '',
    channels: view.getUint16(2, littleEndian),
    sampleRate: view.getUint32(4, littleEndian),
    blockBytes: view.getUint16(12, littleEndian),
    bits: chunk.length >= FORMAT_BYTES ? view.getUint16(14, littleEndian) : 0,
    extra: extensible ? chunk.subarray(EXTENSIBLE_BYTES) : extra,
  };
}

/** The tag in a subformat's GUID: its first four bytes, if the rest is that of tags. */
function subformat(chunk: Uint8Array, littleEndian: boolean): number | undefined {
  const end = hex(chunk.subarray(28, 40));
  const tag = viewOf(chunk).getUint32(24, littleEndian);
  return tag <= 0xffff && TAGGED_GUIDS.includes(end) ? tag : undefined;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
