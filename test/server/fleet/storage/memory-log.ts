// A log in memory: for one process, and the shortest account of what a log is.
import { now } from '#src/clock.js';
import { type AppendOptions, Conflict, type Entry, type Log } from '#src/server/fleet/storage/contract.js';
import { WaitingList } from './waiting-list.js';

const IDS_MS = 120_000;

export class MemoryLog implements Log {
  readonly #subjects = new Map<string, Entry[]>();
  readonly #readers = new Set<{ readonly subject: string; readonly list: WaitingList<Entry> }>();
  readonly #ids = new Map<string, number>();
  #sequence = 0;

  async append(subject: string, bytes: Uint8Array, { after, id }: AppendOptions = {}): Promise<number> {
    const known = this.sequenceOf(id);
    if (known !== undefined) return known;
    this.check(subject, after);
    const sequence = this.place(subject, { bytes: bytes.slice(), timeMs: now(), sequence: this.next });
    if (id !== undefined) this.remember(id, sequence);
    return sequence;
  }

  /** For two minutes at least. */
  remember(id: string, sequence: number): void {
    this.#ids.set(id, sequence);
    setTimeout(() => this.#ids.delete(id), IDS_MS).unref();
  }

  /** The sequence of the entry of that id. */
  sequenceOf(id: string | undefined): number | undefined {
    return id === undefined ? undefined : this.#ids.get(id);
  }

  /** Takes an entry of a log that was written before, or a new one. */
  place(subject: string, entry: Entry): number {
    const entries = this.#entriesOf(subject);
    this.#sequence = Math.max(this.#sequence, entry.sequence);
    entries.push(entry);
    for (const reader of this.#readers) if (reader.subject === subject) reader.list.push(entry);
    return entry.sequence;
  }

  /** Throws Conflict where another entry is the last one. */
  check(subject: string, after?: number): void {
    const last = this.#entriesOf(subject).at(-1)?.sequence ?? 0;
    if (after !== undefined && after !== last) throw new Conflict(`the last entry is ${last}: received ${after}`);
  }

  /** The sequence of the next entry. */
  get next(): number {
    return this.#sequence + 1;
  }

  /** Entries that are kept, the oldest first. */
  kept(subject: string): readonly Entry[] {
    return this.#entriesOf(subject);
  }

  async last(subject: string): Promise<Entry | null> {
    return this.#entriesOf(subject).at(-1) ?? null;
  }

  async *read(subject: string, from: number, signal: AbortSignal): AsyncGenerator<Entry> {
    const list = new WaitingList<Entry>(signal);
    for (const entry of this.#entriesOf(subject)) if (entry.sequence >= from) list.push(entry);
    const reader = { subject, list };
    this.#readers.add(reader);
    try {
      for await (const entry of list) if (entry.sequence >= from) yield entry;
    } finally {
      this.#readers.delete(reader);
    }
  }

  async release(subject: string, before: number): Promise<void> {
    const entries = this.#entriesOf(subject);
    const left = entries.findIndex(({ sequence }) => sequence >= before);
    entries.splice(0, left < 0 ? Math.max(0, entries.length - 1) : left);
  }

  #entriesOf(subject: string): Entry[] {
    const entries = this.#subjects.get(subject) ?? [];
    this.#subjects.set(subject, entries);
    return entries;
  }
}
