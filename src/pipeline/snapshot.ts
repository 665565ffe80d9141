// A stream's state as bytes: whose state it is (a checksum of model and rate), its numbers, and its part of the
// kernel's memory.
import { crc32 } from '../model/crc32.js';

const MAGIC = 0x50_53_4c_53; // 'SLSP', little-endian
const HEAD_BYTES = 16;

export function packSnapshot(identity: string, numbers: Float64Array, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES + numbers.byteLength + bytes.length);
  const view = new DataView(out.buffer);
  const body = out.subarray(HEAD_BYTES);
  for (let i = 0; i < numbers.length; i++) view.setFloat64(HEAD_BYTES + i * 8, numbers[i] as number, true);
  body.set(bytes, numbers.byteLength);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, crc32(new TextEncoder().encode(identity)), true);
  view.setUint32(8, crc32(body), true);
  view.setUint32(12, numbers.length, true);
  return out;
}

/** Bytes of a snapshot of so many numbers and bytes. */
export function snapshotSize(numberCount: number, byteCount: number): number {
  return HEAD_BYTES + numberCount * 8 + byteCount;
}

/** Null when the snapshot has another identity or other sizes, or when its bytes have changed. */
export function unpackSnapshot(
  snapshot: Uint8Array,
  identity: string,
  numberCount: number,
  byteCount: number,
): { numbers: Float64Array; bytes: Uint8Array } | null {
  if (snapshot.length !== snapshotSize(numberCount, byteCount)) return null;
  const view = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  const body = snapshot.subarray(HEAD_BYTES);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(12, true) !== numberCount) return null;
  if (view.getUint32(4, true) !== crc32(new TextEncoder().encode(identity))) return null;
  if (view.getUint32(8, true) !== crc32(body)) return null;
  const numbers = Float64Array.from({ length: numberCount }, (_, i) => view.getFloat64(HEAD_BYTES + i * 8, true));
  return { numbers, bytes: body.subarray(numberCount * 8) };
}

/**
 * One of a snapshot's numbers; the rest is not checked. Null when the bytes are not a snapshot or have no such number.
 */
export function numberInSnapshot(snapshot: Uint8Array, index: number): number | null {
  if (snapshot.length < HEAD_BYTES + (index + 1) * 8) return null;
  const view = new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength);
  return view.getUint32(0, true) === MAGIC ? view.getFloat64(HEAD_BYTES + index * 8, true) : null;
}
