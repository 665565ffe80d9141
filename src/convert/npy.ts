// Arrays as numpy.save writes them (.npy): a magic number, a version, a header that is a Python dictionary as text,
// then the numbers. Format: numpy.org/doc/stable/reference/generated/numpy.lib.format.html
import { SluiceError } from '../errors.js';
import { harmless } from '../harmless-text.js';
import { NUMBER_TYPES, type NumberType } from '../model/file/number-types.js';
import { numbersIn, shapeProblem } from '../model/file/shape.js';

/** Numbers row after row. */
export interface NumberArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const TYPES: Readonly<Record<string, NumberType>> = {
  f8: NUMBER_TYPES.float64,
  f4: NUMBER_TYPES.float32,
  f2: NUMBER_TYPES.float16,
  i8: NUMBER_TYPES.int64,
  i4: NUMBER_TYPES.int32,
  i2: NUMBER_TYPES.int16,
  i1: NUMBER_TYPES.int8,
  u8: NUMBER_TYPES.uint64,
  u4: NUMBER_TYPES.uint32,
  u2: NUMBER_TYPES.uint16,
  u1: NUMBER_TYPES.uint8,
  b1: NUMBER_TYPES.bool,
};

export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/** `from`: the file's name. Throws SluiceError DATA_UNUSABLE, one sentence, for what is no array of numbers. */
export function readNpy(bytes: Uint8Array, from: string): NumberArray {
  if (!isNpy(bytes)) throw unusable(from, 'it is no .npy file: save the array with numpy.save');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const wide = (bytes[6] ?? 0) >= 2;
  const headerAt = wide ? 12 : 10;
  if (bytes.length < headerAt) throw unusable(from, 'it is cut short: save it again');
  const dataAt = headerAt + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder().decode(bytes.subarray(headerAt, dataAt));
  const { type, big, fortran, shape } = headerOf(header, from);
  const count = numbersIn(shape);
  if (!(count * type.bytes <= bytes.length - dataAt))
    throw unusable(
      from,
      `it is cut short: [${shape}] needs ${count * type.bytes} bytes, ${Math.max(0, bytes.length - dataAt)} are there`,
    );
  const data = big ? swapped(bytes.subarray(dataAt, dataAt + count * type.bytes), type.bytes) : bytes.subarray(dataAt);
  const numbers = new DataView(data.buffer, data.byteOffset, data.length);
  const values = Float64Array.from({ length: count }, (_, i) => type.read(numbers, i * type.bytes));
  return fortran ? { shape, values: rowMajor(values, shape) } : { shape, values };
}

function headerOf(header: string, from: string): { type: NumberType; big: boolean; fortran: boolean; shape: number[] } {
  const descr = header.match(/'descr':\s*'([<>|=]?)([a-zA-Z]\d*)'/);
  const order = header.match(/'fortran_order':\s*(True|False)/);
  const sizes = header.match(/'shape':\s*\(([\d,\sL]*)\)/);
  if (!descr || !order || !sizes)
    throw unusable(from, `its header is '${harmless(header.trim())}': save one plain array of numbers`);
  const type = Object.hasOwn(TYPES, descr[2] as string) ? TYPES[descr[2] as string] : undefined;
  if (type === undefined) throw unusable(from, `it holds numbers of the type '${descr[2]}': save it as float32`);
  const shape = (sizes[1] as string)
    .split(',')
    .flatMap((size) => (size.trim() === '' ? [] : [Number.parseInt(size, 10)]));
  const problem = shapeProblem(shape);
  if (problem !== null) throw unusable(from, `it ${problem}`);
  return { type, big: descr[1] === '>', fortran: order[1] === 'True', shape };
}

function swapped(bytes: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) out[i] = bytes[i - (i % size) + size - 1 - (i % size)] as number;
  return out;
}

/** From columns one after the other (Fortran's order). */
function rowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  const out = new Float64Array(values.length);
  const at = new Array<number>(shape.length).fill(0);
  for (let i = 0; i < out.length; i++) {
    let place = 0;
    for (let d = shape.length - 1; d >= 0; d--) place = place * (shape[d] as number) + (at[d] as number);
    out[i] = values[place] as number;
    for (let d = shape.length - 1; d >= 0; d--) {
      at[d] = (at[d] as number) + 1;
      if ((at[d] as number) < (shape[d] as number)) break;
      at[d] = 0;
    }
  }
  return out;
}

export function unusable(from: string, why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot read ${from}: ${why}`);
}
