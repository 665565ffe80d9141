// Values of a feed on the disk, from when they are acknowledged until a saved state covers them: a server that is killed
// gives them to its streams again. Lines are appended to segments; a segment goes when all of it is covered.
import { closeSync, fdatasync, openSync, writeSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Observation } from '../observation.js';
import { endLine, type KeptStream, KeptStreams, rowLine, valuesLine } from './journal-lines.js';

export interface FeedJournalParts {
  readonly folder: string;
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** Values that went without a saved state, because too much was kept. */
  dropped(values: number): void;
}

interface Segment {
  readonly path: string;
  bytes: number;
  values: number;
  /** The last value of each stream in it. */
  readonly last: Map<string, number>;
}

const ENDING = '.values';
const SEGMENT_BYTES = 2 ** 20;
/** Of all segments. Over it the oldest goes. */
const MOST_BYTES = 256 * 2 ** 20;
const MOST_PENDING = 64 * 1024;

const sync = promisify(fdatasync);

export class FeedJournal {
  readonly #kept: Map<string, KeptStream>;
  readonly #parts: FeedJournalParts;
  readonly #segments: Segment[];
  readonly #covered = new Map<string, number>();
  #number: number;
  #count: number;
  #file = -1;
  #pending: string[] = [];
  #pendingLength = 0;
  /** Bytes are written that may not be on the disk yet. */
  #dirty = false;
  #syncing: Promise<void> | null = null;
  #closed = false;

  /** Reads what an earlier start left. Rejects where the folder cannot be used. */
  static async open(parts: FeedJournalParts): Promise<FeedJournal> {
    await mkdir(parts.folder, { recursive: true, mode: 0o700 });
    const files = (await readdir(parts.folder)).filter((file) => file.endsWith(ENDING)).sort();
    const kept = new KeptStreams();
    const segments: Segment[] = [];
    for (const file of files) {
      const path = join(parts.folder, file);
      const text = await readFile(path, 'utf8');
      const last = new Map<string, number>();
      const values = kept.read(text, last);
      segments.push({ path, bytes: text.length, values, last });
    }
    const number = Number(files.at(-1)?.slice(0, -ENDING.length) ?? 0);
    return new FeedJournal(parts, kept, segments, number);
  }

  private constructor(parts: FeedJournalParts, kept: KeptStreams, segments: Segment[], number: number) {
    this.#parts = parts;
    this.#kept = kept.streams;
    this.#segments = segments;
    this.#number = number;
    this.#count = kept.count;
    this.#begin();
  }

  /** Streams of an earlier start of which it has something. */
  get streams(): readonly string[] {
    return [...this.#kept.keys()];
  }

  /** What it has of a stream of an earlier start, once. */
  kept(stream: string): KeptStream | null {
    const kept = this.#kept.get(stream) ?? null;
    this.#kept.delete(stream);
    return kept;
  }

  /** Adds values; they are on their way to the disk after `flush`. Returns their number, which goes up. */
  take(observation: Observation): number {
    const number = ++this.#count;
    this.#add(valuesLine(number, observation));
    const segment = this.#segments.at(-1) as Segment;
    segment.values++;
    segment.last.set(observation.stream, number);
    return number;
  }

  /** The stream's values up to that number are the rows of its blocks up to `block`. `key`: of the stream. */
  row(stream: string, key: string, block: number, number: number): void {
    this.#add(rowLine(stream, key, block, number));
  }

  /** The stream is over: nothing up to that number is wanted any more. */
  end(stream: string, number: number): void {
    this.#add(endLine(stream, number));
    this.covered(stream, number);
  }

  /** A saved state covers the stream's values up to that number. */
  covered(stream: string, number: number): void {
    if (number <= (this.#covered.get(stream) ?? 0)) return;
    this.#covered.set(stream, number);
    while (this.#segments.length > 1 && this.#isCovered(this.#segments[0] as Segment)) this.#remove();
  }

  /** Hands what was added to the system: it stays where this process is killed. Throws the system's error. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const text = this.#pending.join('');
    this.#pending = [];
    this.#pendingLength = 0;
    const bytes = Buffer.from(text);
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at);
    this.#dirty = true;
    const segment = this.#segments.at(-1) as Segment;
    segment.bytes += bytes.length;
    if (segment.bytes >= SEGMENT_BYTES) this.#next();
  }

  /** The same, and resolves when it is on the disk, also for those who ask meanwhile. Rejects with the system's error. */
  async sync(): Promise<void> {
    this.flush();
    while (this.#syncing !== null) await this.#syncing.catch(() => undefined); // whoever asked for it is told
    if (!this.#dirty) return;
    this.#dirty = false;
    const syncing = sync(this.#file).finally(() => {
      if (this.#syncing === syncing) this.#syncing = null;
    });
    this.#syncing = syncing;
    try {
      await syncing;
    } catch (error) {
      this.#dirty = true;
      throw error;
    }
  }

  /** Nothing is added after it. */
  async close(): Promise<void> {
    await this.sync().catch((error) => this.#warn(error));
    this.#closed = true;
    closeSync(this.#file);
  }

  #add(line: string): void {
    if (this.#closed) return;
    this.#pending.push(line);
    this.#pendingLength += line.length;
    if (this.#pendingLength >= MOST_PENDING) this.flush();
  }

  #begin(): void {
    this.#number++;
    const path = join(this.#parts.folder, `${String(this.#number).padStart(10, '0')}${ENDING}`);
    this.#file = openSync(path, 'ax', 0o600);
    this.#segments.push({ path, bytes: 0, values: 0, last: new Map() });
  }

  /** The segment is full: it is synced and closed aside. */
  #next(): void {
    const file = this.#file;
    const before = this.#syncing ?? Promise.resolve();
    this.#begin();
    const closing = before
      .then(() => sync(file))
      .catch((error) => this.#warn(error))
      .finally(() => {
        closeSync(file);
        if (this.#syncing === closing) this.#syncing = null;
      });
    this.#syncing = closing;
    const bytes = this.#segments.reduce((sum, each) => sum + each.bytes, 0);
    if (bytes > MOST_BYTES) this.#drop();
  }

  #drop(): void {
    const [{ values }] = this.#segments as [Segment];
    this.#parts.dropped(values);
    this.#parts.warn({ values }, 'values of a feed that no saved state covers are dropped: too many are kept');
    this.#remove();
  }

  #remove(): void {
    const { path } = this.#segments.shift() as Segment;
    rm(path, { force: true }).catch((error) => this.#warn(error));
  }

  #isCovered({ last }: Segment): boolean {
    return [...last].every(([stream, number]) => number <= (this.#covered.get(stream) ?? 0));
  }

  #warn(error: unknown): void {
    this.#parts.warn({ reason: String(error) }, 'the journal of a feed has a difficulty');
  }
}
