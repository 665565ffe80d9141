// The file of a recording: what a stream has heard, sample by sample, and when. Everything is little-endian.
//
//   magic     8 bytes  'SLUICREC'
//   version   u32      1
//   head      u32 length, u32 CRC-32, then so many bytes of JSON: see RecordingHead
//   blocks    each u32 kind, u32 length, u32 CRC-32 of kind, length and body, then so many bytes of body:
//     1  samples   f64 when the last of them was captured (ms since the epoch, NaN where nobody knows), then f32 each
//     2  missing   f64 how many samples are lost here
//     5  skipped   the same, of samples that there was no time for
//     3  snapshot  the stream's state where the recording begins; comes first
//     4  end       f64 samples in all, then UTF-8: why it ends before the stream did, or nothing
import * as v from 'valibot';
import { ON_GAPS } from '../model/on-gap.js';

export const MAGIC = new TextEncoder().encode('SLUICREC');
export const VERSION = 1;
/** Bytes before the head. */
export const HEAD_AT = MAGIC.length + 12;
export const BLOCK_HEAD_BYTES = 12;

export const KINDS = { samples: 1, missing: 2, snapshot: 3, end: 4, skipped: 5 } as const;

/** What a reader takes at most: more is no recording of ours. */
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
  /** Which model heard it; the checksum is of its weights. */
  model: named,
  /** The model of the stream's gate. */
  gate: v.nullable(named),
  onGap: v.nullable(v.picklist(ON_GAPS)),
});

/** What a recording is of. */
export type RecordingHead = v.InferOutput<typeof HeadSchema>;
