// A store in a bucket of JetStream's key-value store. Values that are too long for a message lie in pieces, whose names
// are never used twice: the value itself is changed last, so it is either the old one or the new one, whole.
import { randomUUID } from 'node:crypto';
import type { KV, KvEntry } from '@nats-io/kv';
import { type Change, Conflict, type Store, type Stored } from '../contract.js';
import { followed } from './followed.js';
import type { NatsLink } from './nats-link.js';
import { plain, translated } from './nats-log.js';

/** A message of NATS holds 1 MB, if it is not told otherwise. */
const PIECE_BYTES = 512 * 1024;
/** The first byte of a value: the bytes follow, or the name and number of its pieces. */
const WHOLE = 0;
const PIECES = 1;
const PIECE = 'piece';
/** Says that a value was removed. */
const OPERATION = 'KV-Operation';

export class NatsStore implements Store {
  readonly #link: NatsLink;
  readonly #bucket: KV;
  /** Of the stream that the bucket is, and what its subjects begin with. */
  readonly #names: { readonly stream: string; readonly subjects: string };
  /** The pieces of the long values that were read or written here. */
  readonly #pieces = new Map<string, readonly string[]>();

  constructor(link: NatsLink, bucket: KV, name: string) {
    this.#link = link;
    this.#bucket = bucket;
    this.#names = { stream: `KV_${name}`, subjects: `$KV.${name}.` };
  }

  async get(key: string): Promise<Stored | null> {
    const entry = await this.#bucket.get(key);
    return entry === null || entry.operation !== 'PUT' ? null : this.#storedOf(entry);
  }

  async put(key: string, bytes: Uint8Array, revision: number): Promise<number> {
    const value = bytes.length < PIECE_BYTES ? tagged(WHOLE, bytes) : await this.#putPieces(bytes);
    const made = await translated(
      revision === 0 ? this.#bucket.create(key, value) : this.#bucket.update(key, value, revision),
    );
    await this.#replacePieces(key, value);
    return made;
  }

  async remove(key: string, revision: number): Promise<void> {
    if (revision === 0) throw new Conflict(`'${key}' has no value to remove`);
    await translated(this.#bucket.delete(key, { previousSeq: revision }));
    await this.#replacePieces(key, null);
  }

  /** As the leader has them: a consumer could be at a copy that is behind. */
  async keys(prefix: string): Promise<string[]> {
    const { stream, subjects } = this.#names;
    const filter = { subjects_filter: `${subjects}${prefix}>` };
    const { state } = await this.#link.manager.streams.info(stream, filter);
    const found = Object.keys(state.subjects ?? {}).map((subject) => subject.slice(subjects.length));
    const stored = await Promise.all(found.map((key) => this.#bucket.get(key)));
    void this.#forgetRemoved(stored);
    return found.filter((_, i) => stored[i]?.operation === 'PUT');
  }

  async *watch(prefix: string, signal: AbortSignal): AsyncGenerator<Change> {
    const { stream, subjects } = this.#names;
    const start = () => ({ filter_subjects: `${subjects}${prefix}>`, deliver_policy: 'last_per_subject' }) as const;
    for await (const { subject, seq: revision, data, headers } of followed(this.#link, stream, start, signal)) {
      const key = subject.slice(subjects.length);
      if ((headers?.get(OPERATION) ?? '') !== '') yield { key, stored: null };
      else {
        const stored = await this.#storedOf({ key, revision, value: data });
        if (stored !== null) yield { key, stored };
      }
    }
  }

  /** Null where its pieces are gone, because it was replaced meanwhile. */
  async #storedOf(entry: Pick<KvEntry, 'key' | 'revision' | 'value'>): Promise<Stored | null> {
    const { revision, value } = entry;
    const names = pieceNames(value);
    this.#note(entry.key, names);
    if (names === null) return { revision, bytes: plain(value).slice(1) };
    const pieces = await Promise.all(names.map((name) => this.#bucket.get(name)));
    const parts = pieces.map((piece) => (piece?.operation === 'PUT' ? piece.value : null));
    if (parts.some((part) => part === null)) return this.get(entry.key);
    return { revision, bytes: new Uint8Array(Buffer.concat(parts as Uint8Array[])) };
  }

  async #putPieces(bytes: Uint8Array): Promise<Uint8Array> {
    const name = `${PIECE}.${randomUUID()}`;
    const count = Math.ceil(bytes.length / PIECE_BYTES);
    for (let i = 0; i < count; i++) {
      await this.#bucket.create(`${name}.${i}`, bytes.subarray(i * PIECE_BYTES, (i + 1) * PIECE_BYTES));
    }
    return tagged(PIECES, new TextEncoder().encode(JSON.stringify({ name, count })));
  }

  /** Removes the pieces of the value that was there before. `value` null: there is none now. */
  async #replacePieces(key: string, value: Uint8Array | null): Promise<void> {
    const before = this.#pieces.get(key) ?? [];
    this.#note(key, value === null ? null : pieceNames(value));
    for (const name of before) await this.#forget(name).catch(() => undefined);
  }

  /** What is left of removed values is only in the way: nobody waits for it, and the next listing tries again. */
  async #forgetRemoved(entries: readonly (KvEntry | null)[]): Promise<void> {
    for (const entry of entries) {
      if (entry === null || entry.operation === 'PUT') continue;
      await this.#forget(entry.key, entry.revision + 1).catch(() => undefined);
    }
  }

  /** Without a trace, unlike the bucket's own removal, which leaves a message for each name that ever was. */
  async #forget(key: string, before?: number): Promise<void> {
    const { stream, subjects } = this.#names;
    const filter = `${subjects}${key}`;
    await this.#link.manager.streams.purge(stream, before === undefined ? { filter } : { filter, seq: before });
  }

  #note(key: string, names: readonly string[] | null): void {
    if (names === null) this.#pieces.delete(key);
    else this.#pieces.set(key, names);
  }
}

function tagged(tag: number, bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(1 + bytes.length);
  out[0] = tag;
  out.set(bytes, 1);
  return out;
}

/** Null: the value is whole. */
function pieceNames(value: Uint8Array): string[] | null {
  if (value[0] !== PIECES) return null;
  const { name, count } = JSON.parse(new TextDecoder().decode(value.subarray(1))) as { name: string; count: number };
  return Array.from({ length: count }, (_, i) => `${name}.${i}`);
}
