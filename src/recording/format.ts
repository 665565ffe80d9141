// The file format of a recording: the samples of a stream and their times. Everything is little-endian.
//
//   magic     8 bytes  'SLUICREC'
//   version   u32      1
//   head      u32 length, u32 CRC-32, then `length` bytes of JSON: see RecordingHead
//   blocks    each u32 kind, u32 length, u32 CRC-32 of kind, length and body, then `length` bytes of body:
//     1  samples   f64 when the last of them was captured (ms since the epoch, NaN if unknown), then f32 each
//     2  missing   f64 how many samples are missing here
//     5  skipped   the same, for samples that were skipped for lack of time
//     3  snapshot  the stream's state at the beginning of the recording; comes first
//     4  end       f64 number of all samples, then UTF-8: why it ends before the stream, or nothing
import * as v from 'valibot';
import { ON_GAPS } from '../model/on-gap.js';

export const MAGIC: Uint8Array = new TextEncoder().encode('SLUICREC');
export const VERSION = 1;
/** Bytes before the head. */
export const HEAD_AT = MAGIC.length + 12;
export const BLOCK_HEAD_BYTES = 12;

export const KINDS = { samples: 1, missing: 2, snapshot: 3, end: 4, skipped: 5 } as const;

/** The largest sizes that a reader accepts. */
export const LIMITS = { headBytes: 65_536, blockBytes: 2 ** 26 } as const;

const named = v.object({ name: v.string(), checksum: v.pipe(v.number(), v.integer(), v.minValue(0)) });

export const HeadSchema = v.object({
  /** Of the samples, in Hz. */
  sampleRate: v.pipe(v.number(), v.integer(), v.minValue(1000), v.maxValue(768_000)),
  /** For people. */
  source: v.string(),
  live: v.boolean(),
  /** Ms since the epoch. */
  startedAtMs: v.pipe(v.number(), v.finite()),
  /** The stream's model, with the checksum of its weights. */
  model: named,
  /** The model of the stream's gate. */
  gate: v.nullable(named),
  onGap: v.nullable(v.picklist(ON_GAPS)),
});

/** The beginning of a recording: what it was recorded from. */
export type RecordingHead = v.InferOutput<typeof HeadSchema>;
