// A log in a file, for one process at a time. It is read into memory when it is opened; what was released is left out
// when it is opened the next time.
import { rename, rm } from 'node:fs/promises';
import { now } from '#src/clock.js';
import type { AppendOptions, Entry, Log } from '#src/server/fleet/storage/contract.js';
import { KeyedQueue } from '#src/server/persistence/keyed-queue.js';
import { FramedFile } from './framed-file.js';
import { MemoryLog } from './memory-log.js';

/** Kind, length of the subject, sequence, time; then the subject and the bytes. */
const HEAD_BYTES = 20;
const APPENDED = 1;
const RELEASED = 2;

export class FolderLog implements Log {
  readonly #memory: MemoryLog;
  readonly #file: FramedFile;
  /** One after the other: the order in the file is that in memory. */
  readonly #queue = new KeyedQueue();

  static async open(path: string): Promise<FolderLog> {
    const old = new MemoryLog();
    const subjects = new Set<string>();
    const before = await FramedFile.open(path, (record) => {
      const { kind, subject, entry } = unpack(record);
      subjects.add(subject);
      if (kind === APPENDED) old.place(subject, entry);
      else void old.release(subject, entry.sequence);
    });
    await before.close();
    const memory = new MemoryLog();
    await rm(`${path}.new`, { force: true });
    const file = await FramedFile.open(`${path}.new`, () => undefined);
    const kept = [...subjects].flatMap((subject) => old.kept(subject).map((entry) => ({ subject, entry })));
    kept.sort((a, b) => a.entry.sequence - b.entry.sequence);
    for (const { subject, entry } of kept) {
      memory.place(subject, entry);
      await file.append(pack(APPENDED, subject, entry));
    }
    await rename(`${path}.new`, path);
    return new FolderLog(memory, file);
  }

  private constructor(memory: MemoryLog, file: FramedFile) {
    this.#memory = memory;
    this.#file = file;
  }

  append(subject: string, bytes: Uint8Array, { after, id }: AppendOptions = {}): Promise<number> {
    return this.#queue.add('file', async () => {
      const known = this.#memory.sequenceOf(id);
      if (known !== undefined) return known;
      const entry = { sequence: this.#memory.next, bytes: bytes.slice(), timeMs: now() };
      this.#memory.check(subject, after);
      await this.#file.append(pack(APPENDED, subject, entry));
      if (id !== undefined) this.#memory.remember(id, entry.sequence);
      return this.#memory.place(subject, entry);
    });
  }

  last(subject: string): Promise<Entry | null> {
    return this.#memory.last(subject);
  }

  read(subject: string, from: number, signal: AbortSignal): AsyncIterable<Entry> {
    return this.#memory.read(subject, from, signal);
  }

  release(subject: string, before: number): Promise<void> {
    return this.#queue.add('file', async () => {
      await this.#file.append(pack(RELEASED, subject, { sequence: before, bytes: new Uint8Array(0), timeMs: now() }));
      await this.#memory.release(subject, before);
    });
  }

  async close(): Promise<void> {
    await this.#queue.done();
    await this.#file.close();
  }
}

function pack(kind: number, subject: string, { sequence, bytes, timeMs }: Entry): Uint8Array {
  const name = new TextEncoder().encode(subject);
  const out = new Uint8Array(HEAD_BYTES + name.length + bytes.length);
  const view = new DataView(out.buffer);
  view.setUint16(0, kind, true);
  view.setUint16(2, name.length, true);
  view.setFloat64(4, sequence, true);
  view.setFloat64(12, timeMs, true);
  out.set(name, HEAD_BYTES);
  out.set(bytes, HEAD_BYTES + name.length);
  return out;
}

function unpack(record: Uint8Array): { readonly kind: number; readonly subject: string; readonly entry: Entry } {
  const view = new DataView(record.buffer, record.byteOffset);
  const bytesAt = HEAD_BYTES + view.getUint16(2, true);
  return {
    kind: view.getUint16(0, true),
    subject: new TextDecoder().decode(record.subarray(HEAD_BYTES, bytesAt)),
    entry: {
      sequence: view.getFloat64(4, true),
      bytes: record.slice(bytesAt),
      timeMs: view.getFloat64(12, true),
    },
  };
}
