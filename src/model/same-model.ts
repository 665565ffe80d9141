// Whether two models are the same, by what they hold and not by which objects they are: the same file, read twice,
// gives two objects. A fingerprint finds candidates quickly; only a comparison of everything decides.
import { crc32 } from './crc32.js';

const NUMBER = new Float64Array(1);
const NUMBER_BYTES = new Uint8Array(NUMBER.buffer);
const TEXT = new TextEncoder();

/** The same for values that hold the same; seldom the same for others. */
export function fingerprint(value: unknown): number {
  if (ArrayBuffer.isView(value)) return crc32(bytesOf(value));
  if (value instanceof Map) return mixed([...value].flat());
  if (Array.isArray(value)) return mixed(value);
  if (typeof value === 'object' && value !== null) return mixed(Object.entries(value).flat());
  if (typeof value !== 'number') return crc32(TEXT.encode(String(value)));
  NUMBER[0] = value;
  return crc32(NUMBER_BYTES);
}

/** Whether two values hold the same: plain objects, arrays, maps, typed arrays, and single values. */
export function holdsSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (ArrayBuffer.isView(a) && ArrayBuffer.isView(b)) return sameBytes(bytesOf(a), bytesOf(b));
  if (a instanceof Map && b instanceof Map) return holdsSame([...a], [...b]);
  const [ofA, ofB] = [Object.entries(a), Object.entries(b)];
  if (ofA.length !== ofB.length) return false;
  return ofA.every(([key, value], i) => key === ofB[i]?.[0] && holdsSame(value, ofB[i]?.[1]));
}

function mixed(values: readonly unknown[]): number {
  return crc32(new Uint8Array(Uint32Array.from(values, (value) => fingerprint(value)).buffer));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
