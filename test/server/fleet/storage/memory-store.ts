// A store in memory: for one process, and the shortest account of what a store is.
import { type Change, Conflict, type Store, type Stored } from '#src/server/fleet/storage/contract.js';
import { WaitingList } from './waiting-list.js';

export class MemoryStore implements Store {
  readonly #values = new Map<string, Stored>();
  readonly #watchers = new Set<{ readonly prefix: string; readonly list: WaitingList<Change> }>();
  #revision: number;

  /** `revision`: the last one that was given. */
  constructor(revision = 0) {
    this.#revision = revision;
  }

  async get(key: string): Promise<Stored | null> {
    return this.#values.get(key) ?? null;
  }

  async put(key: string, bytes: Uint8Array, revision: number): Promise<number> {
    this.check(key, revision);
    const stored = { bytes: bytes.slice(), revision: ++this.#revision };
    this.place(key, stored);
    return stored.revision;
  }

  async remove(key: string, revision: number): Promise<void> {
    this.check(key, revision);
    this.#values.delete(key);
    this.#tell(key, null);
  }

  async keys(prefix: string): Promise<string[]> {
    return [...this.#values.keys()].filter((key) => key.startsWith(prefix));
  }

  async *watch(prefix: string, signal: AbortSignal): AsyncGenerator<Change> {
    const list = new WaitingList<Change>(signal);
    for (const [key, stored] of this.#values) if (key.startsWith(prefix)) list.push({ key, stored });
    const watcher = { prefix, list };
    this.#watchers.add(watcher);
    try {
      yield* list;
    } finally {
      this.#watchers.delete(watcher);
    }
  }

  /** Throws Conflict where the value is of another revision. */
  check(key: string, revision: number): void {
    const present = this.#values.get(key)?.revision ?? 0;
    if (present !== revision) throw new Conflict(`'${key}' has revision ${present}: received ${revision}`);
  }

  /** Takes a value of a store that was written before, or a new one. */
  place(key: string, stored: Stored): void {
    this.#revision = Math.max(this.#revision, stored.revision);
    this.#values.set(key, stored);
    this.#tell(key, stored);
  }

  /** The revision of the next value. */
  get next(): number {
    return this.#revision + 1;
  }

  #tell(key: string, stored: Stored | null): void {
    for (const { prefix, list } of this.#watchers) if (key.startsWith(prefix)) list.push({ key, stored });
  }
}
