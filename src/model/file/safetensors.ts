// The safetensors container (huggingface.co/docs/safetensors): 8 bytes of header length, a JSON header, then the
// tensors' bytes. Every offset, size and overlap is checked before a byte is used.

import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import type { Tensor } from '../layers.js';
import { toHalf } from './half.js';
import { inWords } from './in-words.js';
import { NUMBER_TYPES, type NumberType } from './number-types.js';
import { numbersIn, shapeProblem } from './shape.js';

/** Number types that are written. */
export type Precision = 'F32' | 'F16';

export interface Container {
  readonly tensors: Map<string, Tensor>;
  /** The part that holds another file (see FILES), if any. */
  readonly file: Uint8Array | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** For a checksum: the tensors' bytes as in the file, and their table in a fixed form. */
  readonly data: Uint8Array;
  readonly table: string;
}

/**
 * Bytes under these names are not numbers but an ONNX model, or what a monitor has learned. A file has at most one of
 * them.
 */
export const ONNX_FILE = 'onnx.model';
export const LEARNT_FILE = 'monitor.learnt';
const FILES: readonly string[] = [ONNX_FILE, LEARNT_FILE];

/** What is written: floats, 8-bit integers, or the bytes of a file. */
export interface WritableTensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int8Array | Uint8Array;
}

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Number types that are read. All become single precision. */
const TYPES: Readonly<Record<string, NumberType>> = {
  F64: NUMBER_TYPES.float64,
  F32: NUMBER_TYPES.float32,
  F16: NUMBER_TYPES.float16,
  BF16: NUMBER_TYPES.bfloat16,
  I64: NUMBER_TYPES.int64,
  I32: NUMBER_TYPES.int32,
  I16: NUMBER_TYPES.int16,
  I8: NUMBER_TYPES.int8,
  U64: NUMBER_TYPES.uint64,
  U32: NUMBER_TYPES.uint32,
  U16: NUMBER_TYPES.uint16,
  U8: NUMBER_TYPES.uint8,
  BOOL: NUMBER_TYPES.bool,
};
const MOST_HEADER_BYTES = 100_000_000; // the format's own limit

/** Takes a container apart. Throws SluiceError MODEL_UNREADABLE or MODEL_CORRUPT. */
export function readSafetensors(bytes: Uint8Array): Container {
  const { header, data } = splitHeader(bytes);
  const metadata = readMetadata(header.__metadata__);
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') entries.push(readEntry(name, value, data.length));
  }
  entries.sort((a, b) => a.from - b.from);
  checkCover(entries, data.length);
  const tensors = new Map<string, Tensor>();
  let file: Uint8Array | null = null;
  for (const entry of entries) {
    if (FILES.includes(entry.name) && entry.dtype === 'U8') file = data.slice(entry.from, entry.to);
    else tensors.set(entry.name, { shape: entry.shape, values: readValues(entry, data) });
  }
  return { tensors, file, metadata, data, table: tableText(entries) };
}

/**
 * Writes tensors in the given order, each in the precision that `precision` returns. Returns the file and what a
 * checksum covers.
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, WritableTensor>,
  precision: (name: string) => Precision,
  metadata: (data: Uint8Array, table: string) => Record<string, string>,
): Uint8Array {
  const entries: Entry[] = [];
  let size = 0;
  for (const [name, tensor] of tensors) {
    const dtype = bytesType(tensor.values) ?? precision(name);
    const bytes = tensor.values.length * typeOf(dtype).bytes;
    entries.push({ name, dtype, shape: tensor.shape, from: size, to: size + bytes });
    size += bytes;
  }
  const data = new Uint8Array(size);
  for (const entry of entries) writeValues(entry, (tensors.get(entry.name) as WritableTensor).values, data);
  const header: Record<string, unknown> = { __metadata__: metadata(data, tableText(entries)) };
  for (const { name, dtype, shape, from, to } of entries) header[name] = { dtype, shape, data_offsets: [from, to] };
  let text = JSON.stringify(header);
  // the format wants data at a multiple of 8; spaces may follow the JSON
  while (new TextEncoder().encode(text).length % 8 !== 0) text += ' ';
  const head = new TextEncoder().encode(text);
  const out = new Uint8Array(8 + head.length + size);
  new DataView(out.buffer).setBigUint64(0, BigInt(head.length), true);
  out.set(head, 8);
  out.set(data, 8 + head.length);
  return out;
}

/** Null for numbers in the requested precision. */
function bytesType(values: WritableTensor['values']): 'U8' | 'I8' | null {
  if (values instanceof Uint8Array) return 'U8';
  return values instanceof Int8Array ? 'I8' : null;
}

function splitHeader(bytes: Uint8Array): { header: Record<string, unknown>; data: Uint8Array } {
  if (bytes.length < 10)
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot read the model: ${bytes.length} bytes are not a safetensors file`,
    );
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  if (length > MOST_HEADER_BYTES || bytes[8] !== 0x7b) {
    throw new SluiceError(
      'MODEL_UNREADABLE',
      "Cannot read the model: the file does not begin like a safetensors file; what other programs wrote, 'sluice convert' reads",
    );
  }
  if (8 + length > bytes.length) {
    throw new SluiceError(
      'MODEL_CORRUPT',
      `Cannot read the model: the file is cut short: its header needs ${length} bytes, ${bytes.length - 8} are there`,
    );
  }
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)));
  } catch (cause) {
    throw new SluiceError('MODEL_CORRUPT', 'Cannot read the model: its header is not JSON', { cause });
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header)) {
    throw new SluiceError('MODEL_CORRUPT', 'Cannot read the model: its header is not a JSON object');
  }
  return { header: header as Record<string, unknown>, data: bytes.subarray(8 + length) };
}

function readMetadata(value: unknown): Record<string, string> {
  const out: Record<string, string> = {};
  if (typeof value !== 'object' || value === null) return out;
  for (const [key, text] of Object.entries(value)) if (typeof text === 'string') out[key] = text;
  return out;
}

function readEntry(name: string, value: unknown, dataBytes: number): Entry {
  const corrupt = (why: string) =>
    new SluiceError('MODEL_CORRUPT', `Cannot read the model: tensor '${harmless(name)}' ${why}`);
  if (typeof value !== 'object' || value === null) throw corrupt('has no description');
  const { dtype, shape, data_offsets: offsets } = value as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Object.hasOwn(TYPES, dtype)) {
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot read the model: tensor '${harmless(name)}' must be of a type of ${Object.keys(TYPES).join(', ')}: received ${inWords(dtype)}`,
    );
  }
  if (!Array.isArray(shape)) throw corrupt(`has the shape ${inWords(shape)}`);
  const problem = shapeProblem(shape);
  if (problem !== null) throw corrupt(problem);
  if (!isSizes(offsets) || offsets.length !== 2) throw corrupt(`has the place ${inWords(offsets)}`);
  const [from, to] = offsets as [number, number];
  const size = numbersIn(shape) * typeOf(dtype).bytes;
  if (to - from !== size) throw corrupt(`needs ${size} bytes: received ${to - from}`);
  if (to > dataBytes) throw corrupt(`ends at byte ${to} of ${dataBytes}: the file is cut short`);
  return { name, dtype, shape, from, to };
}

function typeOf(dtype: string): NumberType {
  return TYPES[dtype] as NumberType;
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** The format requires tensors to cover the data without holes or overlaps. */
function checkCover(entries: readonly Entry[], dataBytes: number): void {
  let end = 0;
  for (const entry of entries) {
    if (entry.from !== end)
      throw new SluiceError(
        'MODEL_CORRUPT',
        `Cannot read the model: tensor '${harmless(entry.name)}' starts at byte ${entry.from}, not ${end}`,
      );
    end = entry.to;
  }
  if (end !== dataBytes)
    throw new SluiceError('MODEL_CORRUPT', `Cannot read the model: ${dataBytes - end} bytes follow the last tensor`);
}

function tableText(entries: readonly Entry[]): string {
  return JSON.stringify(entries.map(({ name, dtype, shape, from, to }) => [name, dtype, shape, from, to]));
}

function readValues(entry: Entry, data: Uint8Array): Float32Array {
  const view = new DataView(data.buffer, data.byteOffset + entry.from, entry.to - entry.from);
  const { bytes, read } = typeOf(entry.dtype);
  return Float32Array.from({ length: (entry.to - entry.from) / bytes }, (_, i) => read(view, i * bytes));
}

function writeValues(entry: Entry, values: WritableTensor['values'], data: Uint8Array): void {
  if (!(values instanceof Float32Array)) {
    return data.set(new Uint8Array(values.buffer, values.byteOffset, values.length), entry.from);
  }
  const view = new DataView(data.buffer, data.byteOffset + entry.from, entry.to - entry.from);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (entry.dtype === 'F32') view.setFloat32(i * 4, value, true);
    else view.setUint16(i * 2, toHalf(value), true);
  }
}
