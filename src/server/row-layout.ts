// A block's payload as samples for the engine: rows of f32 or s16 values, little-endian, or numbers from JSON. Sound of many channels is mixed to mono.

import type { BlockMessage, Encoding } from '../protocol/client-messages.js';
import { Refusal } from '../protocol/closing.js';

/** What a block came to. The object is used again for the next one. */
export interface DecodedBlock {
  /** The samples; the first `count` are meant. */
  samples: Float32Array;
  count: number;
  rows: number;
  /** Values that were no numbers. */
  replaced: number;
  /** The greatest value, either way. */
  level: number;
}

export interface RowLayout {
  /** Values of a row as the client sends them. */
  readonly values: number;
  /** Samples of a row as the engine takes them. */
  readonly samples: number;
  /** Whether the values of a row become one sample. */
  readonly mixed: boolean;
}

const ROOM = 1024;
const decoded: DecodedBlock = { samples: new Float32Array(ROOM), count: 0, rows: 0, replaced: 0, level: 0 };
/** The four bytes of a float where it is aligned: a message's bytes lie anywhere. */
const floats = new Float32Array(ROOM);
const floatBytes = new Uint8Array(floats.buffer);
const S16_SCALE = 1 / 32_768;

/** Throws Refusal WRONG_LENGTH where the bytes are no whole rows, or none at all. */
export function decodeBytes(
  layout: RowLayout,
  encoding: Encoding,
  bytes: Uint8Array,
  at: number,
  length: number,
): DecodedBlock {
  const bytesAValue = encoding === 's16' ? 2 : 4;
  const rowBytes = layout.values * bytesAValue;
  if (length === 0 || length % rowBytes !== 0) {
    throw new Refusal('WRONG_LENGTH', `a block must be whole rows of ${rowBytes} bytes: received ${length}`);
  }
  const values = length / bytesAValue;
  begin(layout, values);
  if (encoding === 's16') {
    for (let i = 0, from = at; i < values; i++, from += 2) {
      const word = (bytes[from] as number) | ((bytes[from + 1] as number) << 8);
      take(layout, i, ((word << 16) >> 16) * S16_SCALE);
    }
  } else {
    for (let done = 0; done < values; done += ROOM) {
      const count = Math.min(ROOM, values - done);
      floatBytes.set(bytes.subarray(at + 4 * done, at + 4 * (done + count)));
      for (let i = 0; i < count; i++) take(layout, done + i, floats[i] as number);
    }
  }
  return decoded;
}

/** The same for numbers as JSON has them; null is a value that is missing. */
export function decodeNumbers(layout: RowLayout, given: BlockMessage['values']): DecodedBlock {
  let count = 0;
  const flat: (number | null)[] = [];
  for (const one of given) {
    if (!Array.isArray(one)) {
      flat.push(one);
      continue;
    }
    if (one.length !== layout.values) {
      throw new Refusal('WRONG_LENGTH', `a row must have ${layout.values} values: received ${one.length}`);
    }
    for (const value of one) flat.push(value);
  }
  if (flat.length === 0 || flat.length % layout.values !== 0) {
    throw new Refusal('WRONG_LENGTH', `a block must be whole rows of ${layout.values} values: received ${flat.length}`);
  }
  begin(layout, flat.length);
  for (const value of flat) take(layout, count++, value ?? Number.NaN);
  return decoded;
}

function begin(layout: RowLayout, values: number): void {
  decoded.rows = values / layout.values;
  decoded.count = decoded.rows * layout.samples;
  decoded.replaced = 0;
  decoded.level = 0;
  if (decoded.samples.length < decoded.count) decoded.samples = new Float32Array(2 * decoded.count);
  if (layout.mixed) decoded.samples.fill(0, 0, decoded.count);
}

/** What is no number becomes 0, as in the engine; here it is counted. */
function take(layout: RowLayout, i: number, given: number): void {
  let value = Math.fround(given);
  if (!Number.isFinite(value)) {
    decoded.replaced++;
    value = 0;
  }
  const size = value < 0 ? -value : value;
  if (size > decoded.level) decoded.level = size;
  if (!layout.mixed) {
    decoded.samples[i] = value;
    return;
  }
  const row = Math.floor(i / layout.values);
  decoded.samples[row] = (decoded.samples[row] as number) + value / layout.values;
}
