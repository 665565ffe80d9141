// The zip files that torch.save writes: entries stored as they are, one directory at the end. Nothing is unpacked, so
// nothing can grow: compressed entries (the code in a TorchScript archive) are named and left out.
import { SluiceError } from '../../errors.js';
import { harmless } from '../../harmless-text.js';
import { crc32 } from '../crc32.js';

const END = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const DIRECTORY_BYTES = 46;
const LOCAL_BYTES = 30;
/** The method of an entry that is not compressed. */
const STORED = 0;
const MOST_ENTRIES = 20_000;
/** Stands where a number is too large for 32 bits and lies in a zip64 field. */
const ELSEWHERE = 0xffffffff;

export function isZip(bytes: Uint8Array): boolean {
  return bytes.length >= END_BYTES && viewOf(bytes).getUint32(0, true) === LOCAL_ENTRY;
}

export interface Zip {
  /** By name, as views of the file. */
  readonly entries: ReadonlyMap<string, Uint8Array>;
  /** Names of those that are compressed. */
  readonly compressed: readonly string[];
}

/** Throws SluiceError MODEL_CORRUPT where the directory does not fit the file or a checksum does not fit. */
export function readZip(bytes: Uint8Array): Zip {
  const view = viewOf(bytes);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > MOST_ENTRIES) throw corrupt(`it has ${count} entries`);
  const entries = new Map<string, Uint8Array>();
  const compressed: string[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + DIRECTORY_BYTES > end || view.getUint32(at, true) !== DIRECTORY_ENTRY)
      throw corrupt(`entry ${i} of its directory is none`);
    const nameBytes = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + DIRECTORY_BYTES, at + DIRECTORY_BYTES + nameBytes));
    if (view.getUint16(at + 10, true) !== STORED) compressed.push(name);
    else {
      const data = entryData(bytes, view, at, name);
      total += data.length;
      if (total > bytes.length) throw corrupt('its entries lie on top of each other');
      entries.set(name, data);
    }
    at += DIRECTORY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { entries, compressed };
}

/** The end record, before a comment of up to 65,535 bytes. */
function findEnd(view: DataView): number {
  const least = Math.max(0, view.byteLength - END_BYTES - 0xffff);
  for (let at = view.byteLength - END_BYTES; at >= least; at--) {
    if (view.getUint32(at, true) === END) return at;
  }
  throw corrupt('the directory at its end is missing: it is cut short');
}

function entryData(bytes: Uint8Array, view: DataView, at: number, name: string): Uint8Array {
  const doing = `entry '${harmless(name)}'`;
  const sum = view.getUint32(at + 16, true);
  const stored = view.getUint32(at + 20, true);
  const size = view.getUint32(at + 24, true);
  const local = view.getUint32(at + 42, true);
  if ([stored, size, local].includes(ELSEWHERE)) throw corrupt(`${doing} is of the zip64 format`);
  if (stored !== size) throw corrupt(`${doing} has ${size} bytes and ${stored} of them stored`);
  if (local + LOCAL_BYTES > bytes.length || view.getUint32(local, true) !== LOCAL_ENTRY)
    throw corrupt(`${doing} is not where it should be`);
  const from = local + LOCAL_BYTES + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (from + size > bytes.length) throw corrupt(`${doing} ends at byte ${from + size} of ${bytes.length}`);
  const data = bytes.subarray(from, from + size);
  if (crc32(data) !== sum) throw corrupt(`the bytes of ${doing} have changed`);
  return data;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

export function corrupt(why: string): SluiceError {
  return new SluiceError('MODEL_CORRUPT', `Cannot read the PyTorch file: ${why}`);
}
