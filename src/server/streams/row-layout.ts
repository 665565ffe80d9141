// Decodes a block's payload to samples for the engine: rows of f32 or s16 values, little-endian, or numbers from JSON.
// Sound of several channels is mixed to mono; rows of a series carry their times.
import type { BlockMessage, Encoding } from '../../protocol/client-messages.js';
import { Refusal } from '../../protocol/closing.js';
import { encodeRow } from '../../series/rows.js';

/** A decoded block. The object is used again for the next one. */
export interface DecodedBlock {
  /** Only the first `count` are valid. */
  samples: Float32Array;
  count: number;
  rows: number;
  /** Values that were not finite numbers. */
  replaced: number;
  /** The largest magnitude of its values. */
  level: number;
  /** Times of the first and of the last row of a series; NaN for other streams. */
  firstTimeMs: number;
  timeMs: number;
}

export interface RowLayout {
  /** Values of a row as the client sends them, without its time. */
  readonly values: number;
  /** Samples of a row as the engine takes them. */
  readonly samples: number;
  /** `mixed`: a row's values become one sample. `timed`: a row begins with its time. */
  readonly kind: 'plain' | 'mixed' | 'timed';
}

/** Turns the time that a row says into the time that it gets. */
export type RowClock = (timeMs: number) => number;

const decoded: DecodedBlock = {
  samples: new Float32Array(1024),
  count: 0,
  rows: 0,
  replaced: 0,
  level: 0,
  firstTimeMs: Number.NaN,
  timeMs: Number.NaN,
};
const TIME_BYTES = 8;
const S16_SCALE = 1 / 32_768;
let row = new Float64Array(64);
/** The values of a row of the present layout: the first of `row`. */
let rowValues = row;

/** Bytes of a row as it arrives. */
export function rowBytes({ values, kind }: RowLayout, encoding: Encoding): number {
  return (kind === 'timed' ? TIME_BYTES : 0) + values * (encoding === 's16' ? 2 : 4);
}

/** Throws Refusal WRONG_LENGTH where the bytes are not whole rows, or none at all. */
export function decodeBytes(
  layout: RowLayout,
  encoding: Encoding,
  bytes: Uint8Array,
  at: number,
  length: number,
  clock: RowClock,
): DecodedBlock {
  const valueBytes = encoding === 's16' ? 2 : 4;
  const timeBytes = layout.kind === 'timed' ? TIME_BYTES : 0;
  const each = rowBytes(layout, encoding);
  if (length === 0 || length % each !== 0) {
    throw new Refusal('WRONG_LENGTH', `a block must be whole rows of ${each} bytes: received ${length}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, length);
  begin(layout, length / each);
  for (let r = 0, from = 0; r < decoded.rows; r++) {
    const timeMs = timeBytes === 0 ? Number.NaN : view.getFloat64(from, true);
    from += timeBytes;
    for (let i = 0; i < layout.values; i++, from += valueBytes) {
      row[i] = valueBytes === 2 ? view.getInt16(from, true) * S16_SCALE : view.getFloat32(from, true);
    }
    takeRow(layout, r, timeMs, clock);
  }
  return decoded;
}

/** The same for numbers from JSON; null is a missing value. */
export function decodeNumbers(layout: RowLayout, given: BlockMessage['values'], clock: RowClock): DecodedBlock {
  const timed = layout.kind === 'timed' ? 1 : 0;
  const width = layout.values + timed;
  const areRows = Array.isArray(given[0]);
  const wrong = areRows ? (given as Numbers[]).find((one) => one.length !== width) : given;
  if (areRows ? wrong !== undefined : given.length === 0 || given.length % width !== 0) {
    const received = wrong?.length;
    throw new Refusal('WRONG_LENGTH', `a block must be whole rows of ${width} values: received ${received}`);
  }
  begin(layout, areRows ? given.length : given.length / width);
  for (let r = 0; r < decoded.rows; r++) {
    // A block of many short rows costs much: its rows are read where they lie.
    const numbers = (areRows ? given[r] : given) as Numbers;
    let from = areRows ? 0 : r * width;
    const timeMs = timed === 1 ? (numbers[from++] ?? Number.NaN) : Number.NaN;
    for (let i = 0; i < layout.values; i++) row[i] = numbers[from++] ?? Number.NaN;
    takeRow(layout, r, timeMs, clock);
  }
  return decoded;
}

type Numbers = readonly (number | null)[];

function begin(layout: RowLayout, rows: number): void {
  decoded.rows = rows;
  decoded.count = rows * layout.samples;
  decoded.replaced = 0;
  decoded.level = 0;
  decoded.firstTimeMs = Number.NaN;
  decoded.timeMs = Number.NaN;
  if (decoded.samples.length < decoded.count) decoded.samples = new Float32Array(2 * decoded.count);
  if (row.length < layout.values) row = new Float64Array(2 * layout.values);
  if (rowValues.buffer !== row.buffer || rowValues.length !== layout.values) rowValues = row.subarray(0, layout.values);
}

/** A value that is not finite becomes 0, as in the engine, and is counted; in a series it is a missing value. */
function takeRow({ values, samples, kind }: RowLayout, r: number, timeMs: number, clock: RowClock): void {
  const missing = kind === 'timed' ? Number.NaN : 0;
  let sum = 0;
  for (let i = 0; i < values; i++) {
    let value = Math.fround(row[i] as number);
    if (!Number.isFinite(value)) {
      if (kind !== 'timed' || !Number.isNaN(value)) decoded.replaced++;
      value = missing;
      row[i] = missing;
    }
    const size = value < 0 ? -value : value;
    if (size > decoded.level) decoded.level = size;
    if (kind === 'plain') decoded.samples[r * samples + i] = value;
    sum += value;
  }
  if (kind === 'mixed') decoded.samples[r] = sum / values;
  if (kind !== 'timed') return;
  decoded.timeMs = clock(timeMs);
  if (r === 0) decoded.firstTimeMs = decoded.timeMs;
  encodeRow(decoded.timeMs, rowValues, decoded.samples, r * samples);
}
