// A TensorProto: shape, type, and its numbers in one of the many places where they may lie.
import { SluiceError } from '../../errors.js';
import { fromBfloat, fromHalf } from '../file/half.js';
import { NUMBER_TYPES, type NumberType } from '../file/number-types.js';
import { oneLine } from '../file/one-line.js';
import type { OnnxTensor } from './graph.js';
import { append, bytesOf, corrupt, doublesOf, fieldsOf, floatsOf, integerOf, integersOf, textOf } from './wire.js';

/** TensorProto.DataType. */
const TYPES: Readonly<Record<number, string>> = {
  1: 'float',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  9: 'bool',
  10: 'float16',
  11: 'double',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

/** ONNX calls some of them otherwise. */
const RAW: Readonly<Record<string, NumberType>> = {
  ...NUMBER_TYPES,
  float: NUMBER_TYPES.float32,
  double: NUMBER_TYPES.float64,
};

/** Throws SluiceError MODEL_CORRUPT where sizes do not fit, MODEL_UNREADABLE for a type or a place that is not read. */
export function readTensor(bytes: Uint8Array, depth: number): { name: string; tensor: OnnxTensor } {
  const shape: number[] = [];
  let type = 0;
  let name = '';
  let raw: Uint8Array | null = null;
  let external = false;
  const typed: number[][] = [];
  for (const field of fieldsOf(bytes, depth)) {
    if (field.number === 1) append(shape, integersOf(field));
    else if (field.number === 2) type = integerOf(field);
    else if (field.number === 4) typed.push(floatsOf(field));
    else if (field.number === 5 || field.number === 7 || field.number === 11) typed.push(integersOf(field));
    else if (field.number === 8) name = textOf(field);
    else if (field.number === 9) raw = bytesOf(field);
    else if (field.number === 10) typed.push(doublesOf(field));
    else if (field.number === 14) external = integerOf(field) === 1;
  }
  const kind = TYPES[type];
  if (kind === undefined) throw unreadable(`tensor '${oneLine(name)}' has the data type ${type}`);
  if (external) throw unreadable(`tensor '${oneLine(name)}' lies in another file: save the model in one file`);
  const count = sizeOf(name, shape);
  const values = raw === null ? fromTyped(name, kind, typed, count) : fromRaw(name, kind, raw, count);
  return { name, tensor: { type: kind, shape, values } };
}

function sizeOf(name: string, shape: readonly number[]): number {
  if (shape.length > 16 || shape.some((size) => !(size >= 0)))
    throw corrupt(`tensor '${oneLine(name)}' has the shape [${shape.slice(0, 16)}]`);
  return shape.reduce((a, b) => a * b, 1);
}

function fromRaw(name: string, kind: string, raw: Uint8Array, count: number): Float64Array {
  const { bytes: size, read } = RAW[kind] as NumberType;
  if (raw.length !== count * size)
    throw corrupt(`tensor '${oneLine(name)}' needs ${count * size} bytes: received ${raw.length}`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  return Float64Array.from({ length: count }, (_, i) => read(view, i * size));
}

/** Half-precision numbers stand as the integers of their bits. */
function fromTyped(name: string, kind: string, typed: readonly number[][], count: number): Float64Array {
  const length = typed.reduce((sum, part) => sum + part.length, 0);
  if (length !== count) throw corrupt(`tensor '${oneLine(name)}' needs ${count} numbers: received ${length}`);
  const values = Float64Array.from(typed.flat());
  if (kind === 'float16') return values.map(fromHalf);
  return kind === 'bfloat16' ? values.map(fromBfloat) : values;
}

export function typeName(type: number): string {
  return TYPES[type] ?? '';
}

export function unreadable(why: string): SluiceError {
  return new SluiceError('MODEL_UNREADABLE', `Cannot read the ONNX model: ${why}`);
}
