// What a fleet of servers stands on: a log of bytes in order, and a store of values that change by compare-and-set.
// Both are small, so that memory and a folder can stand in for NATS JetStream: test/server/fleet/storage has those two, and
// holds all three to the same promises.

/** What was appended. */
export interface Entry {
  /** Goes up within a subject, not always by 1. */
  readonly sequence: number;
  readonly bytes: Uint8Array;
  /** When it was appended, by the log's own clock, ms since the epoch. The same at every reading. */
  readonly timeMs: number;
}

export interface AppendOptions {
  /** The sequence of the subject's last entry, 0 where it has none. */
  readonly after?: number;
  /** The same at every try: bytes whose id was appended within the last two minutes are not appended again. */
  readonly id?: string;
}

export interface Log {
  /**
   * Appends bytes to a subject and resolves with their sequence once they are kept for good. Rejects with Conflict
   * where another entry is the last one. Another rejection says nothing: the bytes may have been appended, or still be.
   */
  append(subject: string, bytes: Uint8Array, options?: AppendOptions): Promise<number>;
  /** The last entry of a subject that is still kept. */
  last(subject: string): Promise<Entry | null>;
  /** A subject's entries from a sequence on, and then those that come, until the signal aborts. */
  read(subject: string, from: number, signal: AbortSignal): AsyncIterable<Entry>;
  /**
   * The subject's entries before that sequence are no longer needed. A log that holds nothing may count from 1 again
   * after a crash, so the last entry stays.
   */
  release(subject: string, before: number): Promise<void>;
}

/** A value, and which change made it. */
export interface Stored {
  readonly bytes: Uint8Array;
  readonly revision: number;
}

/** A change of a value. `stored` null: it was removed. */
export interface Change {
  readonly key: string;
  readonly stored: Stored | null;
}

export interface Store {
  get(key: string): Promise<Stored | null>;
  /**
   * Sets a value and resolves with its revision. `revision`: that of the value that it replaces, 0 where there must be
   * none; rejects with Conflict where that is not so. Another rejection says nothing.
   */
  put(key: string, bytes: Uint8Array, revision: number): Promise<number>;
  /** Removes the value of that revision. Rejects with Conflict where it is another one. */
  remove(key: string, revision: number): Promise<void>;
  /** The keys that begin so. A prefix ends with a dot. */
  keys(prefix: string): Promise<string[]>;
  /** The values whose keys begin so, and then every change, until the signal aborts. */
  watch(prefix: string, signal: AbortSignal): AsyncIterable<Change>;
}

/** Somebody else was first. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** Tells whoever listens at the moment. What nobody hears is gone. */
export interface Bus {
  publish(subject: string, bytes: Uint8Array): void;
  /** Calls back with what is published to a subject, also from here. Returns a function that ends it. */
  listen(subject: string, heard: (bytes: Uint8Array) => void): () => void;
}

/** All that a fleet stands on. */
export interface Storage {
  /** What clients send, by partition. */
  readonly rows: Log;
  /** What the streams say, by partition. */
  readonly results: Log;
  /** Who is there, and who owns which partition: small, and watched by all. */
  readonly leases: Store;
  /** States of streams. */
  readonly states: Store;
  readonly bus: Bus;
  /** Whether it can be reached at the moment. */
  readonly isUp: boolean;
  close(): Promise<void>;
}
