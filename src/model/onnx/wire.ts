// Protobuf's wire format, read: a message is fields one after the other, each a number, a type and a value. Every
// length is held against what is there before anything is made of it.
import { SluiceError } from '../../errors.js';

/** A field as it stands. A varint's number is its low 64 bits as a signed integer, exact within 2^53. */
export type Field =
  | { readonly number: number; readonly kind: 'varint'; readonly value: number }
  | { readonly number: number; readonly kind: 'bytes'; readonly value: Uint8Array }
  | { readonly number: number; readonly kind: 'fixed32' | 'fixed64'; readonly value: Uint8Array };

/** Messages within messages. ONNX needs about ten. */
const DEEPEST = 64;

/** The fields of a message, in their order. Throws SluiceError MODEL_CORRUPT where the bytes are none. */
export function* fieldsOf(bytes: Uint8Array, depth = 0): Generator<Field> {
  if (depth > DEEPEST) throw corrupt(`messages lie more than ${DEEPEST} deep in each other`);
  const reader = new Reader(bytes);
  while (!reader.done) {
    const key = reader.varint();
    const number = Math.floor(key / 8);
    if (number < 1) throw corrupt(`a field has the number ${number}`);
    switch (key % 8) {
      case 0:
        yield { number, kind: 'varint', value: reader.varint() };
        break;
      case 1:
        yield { number, kind: 'fixed64', value: reader.take(8) };
        break;
      case 2:
        yield { number, kind: 'bytes', value: reader.take(reader.varint()) };
        break;
      case 5:
        yield { number, kind: 'fixed32', value: reader.take(4) };
        break;
      default:
        throw corrupt(`a field has the wire type ${key % 8}`);
    }
  }
}

/** Whole numbers of a repeated field, packed or not. */
export function integersOf(field: Field): number[] {
  if (field.kind === 'varint') return [field.value];
  if (field.kind !== 'bytes') throw corrupt('a whole number has another type');
  const reader = new Reader(field.value);
  const out: number[] = [];
  while (!reader.done) out.push(reader.varint());
  return out;
}

/** Single-precision numbers of a repeated field, packed or not. */
export function floatsOf(field: Field): number[] {
  return fixed(field, 'fixed32', 4).map(([view, at]) => view.getFloat32(at, true));
}

/** Double-precision numbers of a repeated field, packed or not. */
export function doublesOf(field: Field): number[] {
  return fixed(field, 'fixed64', 8).map(([view, at]) => view.getFloat64(at, true));
}

/** Not by `push(...more)`: a hostile file's list would not fit on the stack. */
export function append(list: number[], more: readonly number[]): void {
  for (const value of more) list.push(value);
}

export function integerOf(field: Field): number {
  if (field.kind !== 'varint') throw corrupt('a whole number has another type');
  return field.value;
}

export function bytesOf(field: Field): Uint8Array {
  if (field.kind !== 'bytes') throw corrupt('a message or text has another type');
  return field.value;
}

export function textOf(field: Field): string {
  return new TextDecoder().decode(bytesOf(field));
}

function fixed(field: Field, kind: 'fixed32' | 'fixed64', size: number): [DataView, number][] {
  if (field.kind !== kind && field.kind !== 'bytes') throw corrupt('a number has another type');
  const { buffer, byteOffset, length } = field.value as Uint8Array;
  if (length % size !== 0) throw corrupt(`numbers of ${size} bytes take ${length}`);
  const view = new DataView(buffer, byteOffset, length);
  return Array.from({ length: length / size }, (_, i) => [view, i * size]);
}

class Reader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Up to ten bytes of seven bits each, the lowest first; negative numbers have the 64th bit set. */
  varint(): number {
    let low = 0; // bits 0 to 27
    let middle = 0; // bits 28 to 55
    let high = 0; // bits 56 to 63
    for (let i = 0; i < 10; i++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw corrupt('it ends within a number');
      const bits = byte & 127;
      if (i < 4) low += bits * 2 ** (7 * i);
      else if (i < 8) middle += bits * 2 ** (7 * (i - 4));
      else high += bits * 2 ** (7 * (i - 8));
      if (byte < 128) return signed(low, middle, high % 256);
    }
    throw corrupt('a number takes more than ten bytes');
  }

  take(length: number): Uint8Array {
    const left = this.#bytes.length - this.#at;
    if (!(length >= 0 && length <= left)) throw corrupt(`a field needs ${length} bytes, ${left} are there`);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }
}

/** Two's complement of 64 bits, by its ones' complement where negative: small numbers come out exact either way. */
function signed(low: number, middle: number, high: number): number {
  if (high < 128) return low + middle * 2 ** 28 + high * 2 ** 56;
  return -1 - (2 ** 28 - 1 - low) - (2 ** 28 - 1 - middle) * 2 ** 28 - (255 - high) * 2 ** 56;
}

export function corrupt(why: string): SluiceError {
  return new SluiceError('MODEL_CORRUPT', `Cannot read the ONNX model: ${why}`);
}
