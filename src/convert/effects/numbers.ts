// Numbers in JSON: vectors and matrices, each checked for its shape, so that a file in another layout is an error and
// not another sound.
import { inWords } from '../../model/file/in-words.js';
import { unreadable } from './foreign-effect.js';

/** An array of `length` finite numbers. */
export function vector(value: unknown, length: number, what: string): Float32Array {
  if (!Array.isArray(value) || value.length !== length)
    throw unreadable(`${what} must be ${length} numbers: received ${shapeOf(value)}`);
  for (const each of value)
    if (typeof each !== 'number' || !Number.isFinite(each))
      throw unreadable(`${what} must be finite numbers: received ${inWords(each)}`);
  return Float32Array.from(value as number[]);
}

/** (rows, cols), row after row. */
export function matrix(value: unknown, rows: number, cols: number, what: string): Float32Array {
  if (!Array.isArray(value) || value.length !== rows)
    throw unreadable(`${what} must be of shape [${rows},${cols}]: received ${shapeOf(value)}`);
  const out = new Float32Array(rows * cols);
  for (const [i, row] of value.entries()) out.set(vector(row, cols, `${what}, row ${i + 1}`), i * cols);
  return out;
}

/** (rows, cols) becomes (cols, rows). */
export function transposed(values: Float32Array, rows: number, cols: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let r = 0; r < rows; r++) for (let c = 0; c < cols; c++) out[c * rows + r] = values[r * cols + c] as number;
  return out;
}

/** Moves the gates of (gates * hidden, cols) to another order: gate i becomes the one that was `order[i]`. */
export function reordered(values: Float32Array, order: readonly number[]): Float32Array {
  const size = values.length / order.length;
  const out = new Float32Array(values.length);
  for (const [to, from] of order.entries()) out.set(values.subarray(from * size, (from + 1) * size), to * size);
  return out;
}

/** A whole number from 1. */
export function count(value: unknown, what: string, most = 100_000): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw unreadable(`${what} must be a whole number from 1 to ${most}: received ${inWords(value)}`);
}

/** A number, also where it is written as a string; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The first of these that is a rate above 0, in Hz; undefined where none is. */
export function rateOf(...values: readonly unknown[]): number | undefined {
  return values.map(numberOf).find((rate) => rate !== undefined && rate > 0);
}

function shapeOf(value: unknown): string {
  const sizes: number[] = [];
  for (let at = value; Array.isArray(at); at = at[0]) sizes.push(at.length);
  return sizes.length === 0 ? inWords(value) : `[${sizes}]`;
}
