// Keeps the states of a partition's streams in the store, and its mark: up to which record of the log the states cover
// everything. The log is told to forget rows only after that. States are put by compare-and-set, so one that an earlier
// owner puts late takes the place of none of a later owner.
import { createHash } from 'node:crypto';
import { freeze } from '../../streams/saved-stream.js';
import { Conflict, type Storage, type Stored } from '../storage/contract.js';
import { persistently } from '../storage/persistently.js';
import { fromJsonBytes, jsonBytes } from '../wire/frames.js';
import type { OutputWriter } from './output-writer.js';
import type { OwnedStream } from './owned-stream.js';
import { packOwned, readStateHead } from './saved-state.js';

export interface Mark {
  readonly epoch: number;
  /** The states cover the log of rows up to here. */
  readonly covers: number;
  /** What streams said of later rows lies behind this message of the log of results. */
  readonly results: number;
}

export interface StateKeeperParts {
  readonly storage: Storage;
  readonly partition: number;
  readonly epoch: number;
  readonly writer: OutputWriter;
  readonly signal: AbortSignal;
  /** Whether the partition is still this owner's, by its claim. */
  owns(): Promise<boolean>;
  streams(): Iterable<OwnedStream>;
  saved(bytes: number): void;
}

const AT_ONCE = 4;
const NO_MARK: Mark = { epoch: 0, covers: 0, results: 0 };

export class StateKeeper {
  readonly #parts: StateKeeperParts;
  #mark: Mark = NO_MARK;
  #markRevision = 0;
  /** Records that no mark covers yet, and the last message of results before each. */
  #taken: { readonly sequence: number; readonly results: number }[] = [];
  /** States of streams that are over. */
  readonly #over = new Map<string, OwnedStream>();
  #round: Promise<void> = Promise.resolve();
  /** Records up to here were taken. */
  processed = 0;
  /** A state could not be brought back, so the log must not forget its rows. */
  holds = false;

  constructor(parts: StateKeeperParts) {
    this.#parts = parts;
  }

  /** The mark of the owners before. */
  async begin(): Promise<Mark> {
    const { storage, partition, signal } = this.#parts;
    const stored = await persistently(() => storage.states.get(`mark.${partition}`), signal);
    if (stored !== null) this.#mark = fromJsonBytes(stored.bytes) as Mark;
    this.#markRevision = stored?.revision ?? 0;
    this.processed = this.#mark.covers;
    return this.#mark;
  }

  /** The states of the partition's streams. */
  async *states(): AsyncGenerator<Stored> {
    const { storage, partition, signal } = this.#parts;
    for (const key of await persistently(() => storage.states.keys(`state.${partition}.`), signal)) {
      const stored = await persistently(() => storage.states.get(key), signal);
      if (stored !== null) yield stored;
    }
  }

  /** A record is about to be taken. */
  taking(sequence: number): void {
    if (!this.holds) this.#taken.push({ sequence, results: this.#parts.writer.last });
  }

  /** The stream is over: its state is removed with the next round. */
  forget(owned: OwnedStream): void {
    this.#over.set(owned.stream.name, owned);
  }

  /** A stream of that name is there anew. Its first state takes the place of the old one. */
  revisionFor(stream: string): number {
    const revision = this.#over.get(stream)?.revision ?? 0;
    this.#over.delete(stream);
    return revision;
  }

  /** Saves what changed, moves the mark, and lets the log forget what it covers. Rounds are made one by one. */
  round(): Promise<void> {
    const round = this.#round.then(() => this.#save());
    this.#round = round.catch(() => undefined);
    return round;
  }

  async #save(): Promise<void> {
    const { streams, writer, epoch } = this.#parts;
    const to = this.processed;
    if (to === this.#mark.covers && this.#over.size === 0) return;
    const due = [...streams()].filter(({ firstPending }) => firstPending !== null).values();
    const work = async () => {
      for (const owned of due) await this.#put(owned, to);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    await writer.settled();
    await this.#removeOver();
    if (this.holds || writer.isOver) return;
    const first = [...streams()].reduce((least, { firstPending }) => Math.min(least, firstPending ?? least), to + 1);
    const covers = Math.min(to, first - 1);
    if (covers <= this.#mark.covers) return;
    const next = this.#taken.find(({ sequence }) => sequence > covers);
    await this.#putMark({ epoch, covers, results: next?.results ?? writer.last });
    this.#taken = this.#taken.filter(({ sequence }) => sequence > covers);
    const { storage, partition, owns } = this.#parts;
    // A later owner that began before the mark was put may still need the rows.
    if (await owns()) await storage.rows.release(String(partition), covers);
  }

  async #put(owned: OwnedStream, applied: number): Promise<void> {
    const { epoch, writer, saved: count } = this.#parts;
    const { stream } = owned;
    const { saveMark } = stream;
    const saved = await freeze(stream);
    if (saved === null) return; // it is over, or too slow now: its rows are kept
    const { by, awaySinceMs, sessions } = owned;
    const head = { ...by, sessions, epoch, applied, ending: stream.ending, away: !Number.isNaN(awaySinceMs) };
    // What a state covers must have been said before: a later owner would not say it.
    await writer.settled();
    if (writer.isOver || stream.over) return;
    const bytes = packOwned(head, saved);
    owned.revision = await this.#replace(this.#keyOf(stream.name), bytes, owned.revision);
    stream.saved(saved.position, saveMark);
    owned.covered(saved.position.sequence, applied);
    count(bytes.length);
  }

  /** Over what an earlier owner, or an earlier try, put there; not over what a later owner did. */
  async #replace(key: string, bytes: Uint8Array, revision: number): Promise<number> {
    const { states } = this.#parts.storage;
    try {
      return await states.put(key, bytes, revision);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
      const there = await states.get(key);
      if (there !== null && readStateHead(there.bytes).epoch > this.#parts.epoch) throw error;
      return states.put(key, bytes, there?.revision ?? 0);
    }
  }

  async #removeOver(): Promise<void> {
    if (this.#parts.writer.isOver) return;
    for (const [name, owned] of this.#over) {
      const { revision } = owned;
      if (revision > 0) await this.#remove(this.#keyOf(name), revision);
      if (this.#over.get(name) === owned) this.#over.delete(name);
    }
  }

  /** Where another one is there by now, that is a later owner's. */
  async #remove(key: string, revision: number): Promise<void> {
    try {
      await this.#parts.storage.states.remove(key, revision);
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }

  async #putMark(mark: Mark): Promise<void> {
    const { states } = this.#parts.storage;
    const key = `mark.${this.#parts.partition}`;
    try {
      this.#markRevision = await states.put(key, jsonBytes(mark), this.#markRevision);
    } catch (error) {
      const there = error instanceof Conflict ? await states.get(key) : null;
      if (there === null || (fromJsonBytes(there.bytes) as Mark).epoch > mark.epoch) throw error;
      this.#markRevision = await states.put(key, jsonBytes(mark), there.revision);
    }
    this.#mark = mark;
  }

  #keyOf(stream: string): string {
    return `state.${this.#parts.partition}.${createHash('sha256').update(stream).digest('hex').slice(0, 32)}`;
  }
}
