// A TensorProto: shape, type, and its numbers in one of the many places where they may lie.
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import { fromBfloat, fromHalf } from '../file/half.js';
import { NUMBER_TYPES, type NumberType } from '../file/number-types.js';
import { numbersIn, shapeProblem } from '../file/shape.js';
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

/** The bytes of a file beside the model, by name. */
export type TensorFiles = (name: string) => Uint8Array | null;

/** Throws SluiceError MODEL_CORRUPT where sizes do not fit, MODEL_UNREADABLE for a type or a place that is not read. */
export function readTensor(bytes: Uint8Array, depth: number, files: TensorFiles): { name: string; tensor: OnnxTensor } {
  const shape: number[] = [];
  let type = 0;
  let name = '';
  let raw: Uint8Array | null = null;
  let external = false;
  const place = new Map<string, string>();
  const typed: number[][] = [];
  for (const field of fieldsOf(bytes, depth)) {
    if (field.number === 1) append(shape, integersOf(field));
    else if (field.number === 2) type = integerOf(field);
    else if (field.number === 4) typed.push(floatsOf(field));
    else if (field.number === 5 || field.number === 7 || field.number === 11) typed.push(integersOf(field));
    else if (field.number === 8) name = textOf(field);
    else if (field.number === 9) raw = bytesOf(field);
    else if (field.number === 10) typed.push(doublesOf(field));
    else if (field.number === 13) place.set(...readEntry(bytesOf(field), depth + 1));
    else if (field.number === 14) external = integerOf(field) === 1;
  }
  const kind = TYPES[type];
  if (kind === undefined) throw unreadable(`${called(name)} has the data type ${type}`);
  const count = sizeOf(name, shape);
  if (external) raw = externalBytes(name, place, count * (RAW[kind] as NumberType).bytes, files);
  const values = raw === null ? fromTyped(name, kind, typed, count) : fromRaw(name, kind, raw, count);
  return { name, tensor: { type: kind, shape, values } };
}

/** A key and a value. */
function readEntry(bytes: Uint8Array, depth: number): [string, string] {
  const entry: [string, string] = ['', ''];
  for (const field of fieldsOf(bytes, depth))
    if (field.number === 1 || field.number === 2) entry[field.number - 1] = textOf(field);
  return entry;
}

/** Of a file beside the model, and of no other: a name with a folder in it is refused. */
function externalBytes(name: string, place: ReadonlyMap<string, string>, size: number, files: TensorFiles): Uint8Array {
  const doing = called(name);
  const file = (place.get('location') ?? '').replace(/^\.\//, '');
  if (file === '' || file === '..' || /[/\\:]/.test(file))
    throw unreadable(
      `${doing} lies in the file '${harmless(file)}': it must lie beside the model: save the model in one file`,
    );
  const bytes = files(file);
  if (bytes === null)
    throw unreadable(`${doing} lies in the file '${harmless(file)}', which is not beside the model: put it there`);
  const offset = Number(place.get('offset') ?? 0);
  const length = Number(place.get('length') ?? size);
  if (length !== size || !(offset >= 0 && offset + size <= bytes.length))
    throw corrupt(`${doing} needs ${size} bytes of '${harmless(file)}' from byte ${offset}: it has ${bytes.length}`);
  return bytes.subarray(offset, offset + size);
}

function sizeOf(name: string, shape: readonly number[]): number {
  const problem = shapeProblem(shape);
  if (problem !== null) throw corrupt(`${called(name)} ${problem}`);
  return numbersIn(shape);
}

/** A constant's tensor has no name. */
function called(name: string): string {
  return name === '' ? 'a tensor' : `tensor '${harmless(name)}'`;
}

function fromRaw(name: string, kind: string, raw: Uint8Array, count: number): Float64Array {
  const { bytes: size, read } = RAW[kind] as NumberType;
  if (raw.length !== count * size) throw corrupt(`${called(name)} needs ${count * size} bytes: received ${raw.length}`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.length);
  return Float64Array.from({ length: count }, (_, i) => read(view, i * size));
}

/** Half-precision numbers stand as the integers of their bits. */
function fromTyped(name: string, kind: string, typed: readonly number[][], count: number): Float64Array {
  const length = typed.reduce((sum, part) => sum + part.length, 0);
  if (length !== count) throw corrupt(`${called(name)} needs ${count} numbers: received ${length}`);
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
