// The files of torch.save before PyTorch 1.6: five pickles one after the other (a magic number, a version, facts of the
// machine, what was saved, the keys of its storages), then the storages, each a count and its numbers.
import { harmless } from '../../harmless-text.js';
import { unpickleAt } from './pickle.js';
import { Dictionary, type Plain, refused } from './pickle-values.js';
import { typeOf } from './storage-types.js';
import { corrupt } from './zip.js';

/** The pickle of the magic number 0x1950a86a20f9469cfc6c. */
const MAGIC = [0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e];
const COUNT_BYTES = 8;

export function isLegacy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

/**
 * What was saved, and its storages by key. Throws SluiceError MODEL_CORRUPT where the file is cut short,
 * MODEL_UNREADABLE for one of a big-endian machine.
 */
export function readLegacy(bytes: Uint8Array): { root: Plain; storages: Map<string, Uint8Array> } {
  const version = unpickleAt(bytes, MAGIC.length);
  const machine = unpickleAt(bytes, version.end);
  if (machine.value instanceof Dictionary && machine.value.entries.get('little_endian') === false)
    throw refused('it was written on a big-endian machine: save it again on another one');
  const root = unpickleAt(bytes, machine.end);
  const keys = unpickleAt(bytes, root.end);
  if (!Array.isArray(keys.value)) throw corrupt('it does not list its storages');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const storages = new Map<string, Uint8Array>();
  let at = keys.end;
  for (const key of keys.value) {
    const storage = typeof key === 'string' ? root.storages.get(key) : undefined;
    if (storage === undefined) throw corrupt('it lists a storage that nothing uses');
    const type = typeOf(storage);
    if (type === undefined) throw refused(`a storage is of the type ${harmless(storage.type)}`);
    if (at + COUNT_BYTES > bytes.length) throw corrupt('it is cut short: a storage is missing');
    const size = Number(view.getBigInt64(at, true)) * type.bytes;
    at += COUNT_BYTES;
    if (!(size >= 0 && at + size <= bytes.length))
      throw corrupt(`it is cut short: a storage needs ${size} bytes, ${bytes.length - at} are there`);
    storages.set(key as string, bytes.subarray(at, at + size));
    at += size;
  }
  return { root: root.value, storages };
}
