// Encodes a block of rows for the connection: a frame of f32 or s16 values, or a text message.
import type { OwnBytes } from '../arrays.js';
import { wrongKind } from '../checks.js';
import { blockFrame } from '../protocol/client-frames.js';
import type { Encoding } from '../protocol/client-messages.js';

/** Rows one after the other. For s16: an Int16Array is sent as it is, other values are from -1 to 1. */
export type BlockValues = Float32Array | Float64Array | Int16Array | readonly number[];

export interface BlockPlace {
  readonly stream: number;
  readonly sequence: number;
  readonly timeMs: number;
  readonly position: number;
}

/**
 * `rowValues`: values of a row, with its time where it is `timed`. Throws TypeError for what is not a block, and
 * RangeError for one that is not whole rows or too long.
 */
export function encodeBlock(
  place: BlockPlace,
  block: BlockValues,
  encoding: Encoding,
  rowValues: number,
  timed: boolean,
  mostBytes: number,
): { readonly data: string | OwnBytes; readonly rows: number } {
  if (!(ArrayBuffer.isView(block) || Array.isArray(block))) throw wrongKind('Cannot send', 'block', 'numbers', block);
  if (block.length === 0 || block.length % rowValues !== 0) {
    throw new RangeError(`Cannot send: a block must be whole rows of ${rowValues} values: received ${block.length}`);
  }
  const data =
    encoding === 'json' ? text(place, block) : blockFrame(place, payloadOf(block, encoding, timed ? rowValues : 0));
  if (data.length > mostBytes) {
    throw new RangeError(`Cannot send: the server takes messages of ${mostBytes} bytes: received ${data.length}`);
  }
  return { data, rows: block.length / rowValues };
}

function text({ stream, ...place }: BlockPlace, block: BlockValues): string {
  return JSON.stringify({ kind: 'block', number: stream, ...place, values: Array.from(block) });
}

function payloadOf(block: BlockValues, encoding: Encoding, timedWidth: number): Uint8Array {
  if (timedWidth > 0) return timedRows(block, timedWidth);
  return encoding === 's16' ? s16(block) : f32(block);
}

/** Rows of a series: the time in double precision, then the values. */
function timedRows(block: BlockValues, width: number): Uint8Array {
  const rowBytes = 8 + 4 * (width - 1);
  const bytes = new Uint8Array((block.length / width) * rowBytes);
  const view = new DataView(bytes.buffer);
  for (let from = 0, at = 0; from < block.length; from += width, at += rowBytes) {
    view.setFloat64(at, block[from] as number, true);
    for (let i = 1; i < width; i++) view.setFloat32(at + 4 + 4 * i, block[from + i] as number, true);
  }
  return bytes;
}

function f32(block: BlockValues): Uint8Array {
  const bytes = new Uint8Array(4 * block.length);
  const view = new DataView(bytes.buffer);
  const scale = block instanceof Int16Array ? 1 / 32_768 : 1;
  for (let i = 0; i < block.length; i++) view.setFloat32(4 * i, (block[i] as number) * scale, true);
  return bytes;
}

function s16(block: BlockValues): Uint8Array {
  const bytes = new Uint8Array(2 * block.length);
  const view = new DataView(bytes.buffer);
  const scale = block instanceof Int16Array ? 1 : 32_768;
  for (let i = 0; i < block.length; i++) {
    view.setInt16(2 * i, Math.max(-32_768, Math.min(32_767, Math.round((block[i] as number) * scale))), true);
  }
  return bytes;
}
