// A store in a file, for one process at a time: every change is appended. The file is written anew, without what was
// replaced, when it is opened.
import { rename, rm } from 'node:fs/promises';
import type { Change, Store, Stored } from '#src/server/fleet/storage/contract.js';
import { KeyedQueue } from '#src/server/persistence/keyed-queue.js';
import { FramedFile } from './framed-file.js';
import { MemoryStore } from './memory-store.js';

/** Revision, length of the key, 1 where the value was removed; then the key and the bytes. */
const HEAD_BYTES = 12;

export class FolderStore implements Store {
  readonly #memory: MemoryStore;
  readonly #file: FramedFile;
  readonly #queue = new KeyedQueue();

  static async open(path: string): Promise<FolderStore> {
    const values = new Map<string, Stored>();
    let latest = 0;
    const before = await FramedFile.open(path, (record) => {
      const { key, removed, stored } = unpack(record);
      latest = Math.max(latest, stored.revision);
      if (removed) values.delete(key);
      else values.set(key, stored);
    });
    await before.close();
    const memory = new MemoryStore(latest);
    await rm(`${path}.new`, { force: true });
    const file = await FramedFile.open(`${path}.new`, () => undefined);
    // Where the last value was removed, revisions still go up.
    await file.append(pack('', { revision: latest, bytes: new Uint8Array(0) }, true));
    for (const [key, stored] of values) {
      memory.place(key, stored);
      await file.append(pack(key, stored, false));
    }
    await rename(`${path}.new`, path);
    return new FolderStore(memory, file);
  }

  private constructor(memory: MemoryStore, file: FramedFile) {
    this.#memory = memory;
    this.#file = file;
  }

  get(key: string): Promise<Stored | null> {
    return this.#memory.get(key);
  }

  put(key: string, bytes: Uint8Array, revision: number): Promise<number> {
    return this.#queue.add('file', async () => {
      this.#memory.check(key, revision);
      const stored = { bytes: bytes.slice(), revision: this.#memory.next };
      await this.#file.append(pack(key, stored, false));
      this.#memory.place(key, stored);
      return stored.revision;
    });
  }

  remove(key: string, revision: number): Promise<void> {
    return this.#queue.add('file', async () => {
      this.#memory.check(key, revision);
      await this.#file.append(pack(key, { bytes: new Uint8Array(0), revision }, true));
      await this.#memory.remove(key, revision);
    });
  }

  keys(prefix: string): Promise<string[]> {
    return this.#memory.keys(prefix);
  }

  watch(prefix: string, signal: AbortSignal): AsyncIterable<Change> {
    return this.#memory.watch(prefix, signal);
  }

  async close(): Promise<void> {
    await this.#queue.done();
    await this.#file.close();
  }
}

function pack(key: string, { bytes, revision }: Stored, removed: boolean): Uint8Array {
  const name = new TextEncoder().encode(key);
  const out = new Uint8Array(HEAD_BYTES + name.length + bytes.length);
  const view = new DataView(out.buffer);
  view.setFloat64(0, revision, true);
  view.setUint16(8, name.length, true);
  view.setUint16(10, removed ? 1 : 0, true);
  out.set(name, HEAD_BYTES);
  out.set(bytes, HEAD_BYTES + name.length);
  return out;
}

function unpack(record: Uint8Array) {
  const view = new DataView(record.buffer, record.byteOffset);
  const bytesAt = HEAD_BYTES + view.getUint16(8, true);
  return {
    key: new TextDecoder().decode(record.subarray(HEAD_BYTES, bytesAt)),
    removed: view.getUint16(10, true) === 1,
    stored: { revision: view.getFloat64(0, true), bytes: record.slice(bytesAt) },
  };
}
