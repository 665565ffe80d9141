// Saves streams at intervals and at the end, and restores them at the start. A client is told to forget a block only
// once a state on disk covers it. So a server that is killed at any moment and started again gives exactly the results
// that it would have given.
import type { Counters } from '../metrics/counters.js';
import { freeze, type SavedStream } from '../streams/saved-stream.js';
import type { ServedStream } from '../streams/served-stream.js';
import type { StreamStore } from '../streams/stream-hub.js';
import { KeyedQueue } from './keyed-queue.js';
import { packState, unpackState } from './state-file.js';
import { StateFolder } from './state-folder.js';

export interface SaverParts {
  readonly path: string;
  readonly everyMs: number;
  readonly counters: Counters;
  /** The streams that are open. */
  streams(): Iterable<ServedStream>;
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** Resolves when that is on the disk which must be there before the state of a stream. */
  beforeWrite?(): Promise<void>;
}

/** Files that are written at the same time. */
const AT_ONCE = 4;

export class Saver implements StreamStore {
  readonly #parts: SaverParts;
  readonly #folder: Promise<StateFolder>;
  /** Streams that are over: a save that is under way must not bring their files back. */
  readonly #forgotten = new WeakSet<ServedStream>();
  /** By stream name: a file is written and removed in the order of the requests, whichever stream had the name. */
  readonly #queue = new KeyedQueue();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #round: Promise<void> = Promise.resolve();

  constructor(parts: SaverParts) {
    this.#parts = parts;
    this.#folder = StateFolder.open(parts.path);
    this.#folder.catch(() => undefined); // `start` reports it
  }

  /**
   * Restores what was saved, by `restore`, and saves at intervals from then on. Rejects where the folder is not usable.
   */
  async start(restore: (saved: SavedStream) => Promise<unknown>): Promise<void> {
    const folder = await this.#folder;
    for await (const { file, read } of folder.all()) {
      try {
        const saved = unpackState(await read());
        if (!folder.isFileOf(saved.open.stream, file)) throw new Error(`it is a copy of '${saved.open.stream}'`);
        await restore(saved);
      } catch (error) {
        this.#warn(error, 'a saved stream could not be brought back; its file is set aside', { file });
        await folder
          .setAside(file)
          .catch((reason) => this.#warn(reason, 'a file could not be set aside either', { file }));
      }
    }
    this.#schedule();
  }

  /**
   * Saves all streams that changed since they were last saved. Files of streams that are over are gone then, too.
   * `last`: nothing is saved after it, so streams are saved too of which only the time changed for which their client
   * is away.
   */
  saveAll(last = false): Promise<void> {
    const isDue = ({ needsSaving, over, sender }: ServedStream) => needsSaving || (last && !over && sender === null);
    return this.#afterRound(async () => {
      await this.#save([...this.#parts.streams()].filter(isDue));
      await this.#queue.done();
    });
  }

  /** Resolves when this stream is on the disk, or could not be saved, which is logged. */
  saveOne(stream: ServedStream): Promise<void> {
    return this.#save([stream]);
  }

  forget(stream: ServedStream): void {
    this.#forgotten.add(stream);
    void this.#queue.add(stream.name, async () => {
      await (await this.#folder).remove(stream.name).catch(() => undefined);
    });
  }

  /** Saves no more at intervals. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** After the last save: another server may use the folder from here on. */
  async close(): Promise<void> {
    this.stop();
    await this.#queue.done();
    await (await this.#folder.catch(() => null))?.close();
  }

  /** Does `work` after the round that is under way. Whatever goes wrong, the next round comes. */
  #afterRound(work: () => Promise<void>): Promise<void> {
    this.#round = this.#round.then(work).catch((error) => this.#warn(error, 'streams could not be saved'));
    return this.#round;
  }

  #warn(error: unknown, sentence: string, facts: Record<string, unknown> = {}): void {
    this.#parts.warn({ ...facts, reason: String(error) }, sentence);
  }

  #schedule(): void {
    this.#timer = setTimeout(async () => {
      await this.saveAll();
      if (this.#timer !== null) this.#schedule();
    }, this.#parts.everyMs);
  }

  async #save(streams: readonly ServedStream[]): Promise<void> {
    const folder = await this.#folder;
    const waiting = streams.values();
    const settled: (() => void)[] = [];
    const work = async () => {
      for (const stream of waiting) {
        try {
          const written = await this.#queue.add(stream.name, () => this.#write(folder, stream));
          if (written !== null) settled.push(written);
        } catch (error) {
          if (stream.over || this.#forgotten.has(stream)) continue;
          this.#warn(error, 'a stream could not be saved', { stream: stream.name });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (settled.length === 0) return;
    try {
      await folder.settle();
    } catch (error) {
      // What was written may not survive a power loss: nothing is acknowledged, and the next round writes it again.
      return this.#warn(error, 'streams that were saved may not be on the disk');
    }
    for (const tell of settled) tell();
  }

  /**
   * Writes a stream's file. Returns what to do once it is on the disk for good; null where nothing is to be written.
   */
  async #write(folder: StateFolder, stream: ServedStream): Promise<(() => void) | null> {
    const { saveMark } = stream;
    const saved = await freeze(stream);
    if (saved === null || this.#forgotten.has(stream)) return null;
    await this.#parts.beforeWrite?.();
    const bytes = packState(saved);
    await folder.write(stream.name, bytes);
    this.#parts.counters.snapshots++;
    this.#parts.counters.snapshotBytes += bytes.length;
    return () => stream.saved(saved.position, saveMark);
  }
}
