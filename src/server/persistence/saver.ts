// Saves streams, every so often and at the end, and brings them back at the start. A client is told to forget a block only once a state on disk covers it: so a
// server that is killed at any moment goes on, when it is started again, to the very results that it would have given.
import { predictionsInSnapshot, samplesInSnapshot } from '../../pipeline/state-numbers.js';
import type { Counts } from '../metrics/counters.js';
import type { SavedStream } from '../streams/open-served.js';
import type { ServedStream } from '../streams/served-stream.js';
import { Turns } from '../streams/turns.js';
import { savedFrames } from './saved-frames.js';
import { packState, unpackState } from './state-file.js';
import { StateFolder } from './state-folder.js';

export interface SaverParts {
  readonly path: string;
  readonly everyMs: number;
  readonly counts: Counts;
  /** The streams that there are. */
  streams(): Iterable<ServedStream>;
  warn(facts: Record<string, unknown>, sentence: string): void;
}

/** Files that are written at once. */
const AT_ONCE = 4;
/** Predictions that the snapshot has come back from the engine within this, or the stream is saved the next time. */
const DELIVERY_MS = 1000;

export class Saver {
  readonly #parts: SaverParts;
  readonly #folder: Promise<StateFolder>;
  /** Streams that are over: a save that is under way must not bring their files back. */
  readonly #forgotten = new WeakSet<ServedStream>();
  /** A stream's file is written and removed in the order in which that was asked for, whichever stream of the name it was. */
  readonly #turns = new Turns();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #round: Promise<void> = Promise.resolve();

  constructor(parts: SaverParts) {
    this.#parts = parts;
    this.#folder = StateFolder.open(parts.path);
    this.#folder.catch(() => undefined); // `start` tells
  }

  /** Brings back what there is, by `restore`, and saves every so often from then on. Rejects where the folder cannot be had. */
  async start(restore: (saved: SavedStream) => Promise<unknown>): Promise<void> {
    const folder = await this.#folder;
    for await (const { file, read } of folder.all()) {
      try {
        await restore(unpackState(await read()));
      } catch (error) {
        this.#warn(error, 'a saved stream could not be brought back; its file is set aside', { file });
        await folder
          .setAside(file)
          .catch((reason) => this.#warn(reason, 'a file could not be set aside either', { file }));
      }
    }
    this.#later();
  }

  /** All streams that have moved since they were last saved, one round after the other; files of streams that are over are gone too. */
  saveAll(): Promise<void> {
    return this.#next(async () => {
      await this.#save([...this.#parts.streams()].filter(({ saving }) => saving.isDue));
      await this.#turns.done();
    });
  }

  /** Resolves when this stream is on the disk, or could not be brought there, which is told of. */
  saveOne(stream: ServedStream): Promise<void> {
    return this.#save([stream]);
  }

  forget(stream: ServedStream): void {
    this.#forgotten.add(stream);
    void this.#turns.take(stream.name, async () => {
      await (await this.#folder).remove(stream.name).catch(() => undefined);
    });
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  /** After what is under way. Whatever goes wrong, the next one comes. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#round = this.#round.then(work).catch((error) => this.#warn(error, 'streams could not be saved'));
    return this.#round;
  }

  #warn(error: unknown, sentence: string, facts: Record<string, unknown> = {}): void {
    this.#parts.warn({ ...facts, reason: String(error) }, sentence);
  }

  #later(): void {
    this.#timer = setTimeout(async () => {
      await this.saveAll();
      if (this.#timer !== null) this.#later();
    }, this.#parts.everyMs);
  }

  async #save(streams: readonly ServedStream[]): Promise<void> {
    const folder = await this.#folder;
    const waiting = streams.values();
    const settle: (() => void)[] = [];
    const work = async () => {
      for (const stream of waiting) {
        try {
          const written = await this.#turns.take(stream.name, () => this.#write(folder, stream));
          if (written !== null) settle.push(written);
        } catch (error) {
          if (stream.over || this.#forgotten.has(stream)) continue;
          this.#warn(error, 'a stream could not be saved', { stream: stream.name });
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (settle.length === 0) return;
    try {
      await folder.settle();
    } catch (error) {
      // What was written may not be there tomorrow: nothing is acknowledged, and the next round writes it again.
      return this.#warn(error, 'streams that were saved may not be on the disk');
    }
    for (const settled of settle) settled();
  }

  /** Writes a stream's file and returns what is to be done when it is there for good; null where it is not to be written. */
  async #write(folder: StateFolder, stream: ServedStream): Promise<(() => void) | null> {
    const { mark } = stream.saving;
    const saved = await this.#freeze(stream);
    if (saved === null || this.#forgotten.has(stream)) return null;
    const bytes = packState(saved);
    await folder.write(stream.name, bytes);
    this.#parts.counts.snapshots++;
    this.#parts.counts.snapshotBytes += bytes.length;
    return () => stream.saving.saved(saved.position, mark);
  }

  /** The stream as it was between two hops. */
  async #freeze(stream: ServedStream): Promise<SavedStream | null> {
    if (stream.over) return null;
    const snapshot = await stream.snapshot();
    const fedTo = samplesInSnapshot(snapshot);
    const predictions = predictionsInSnapshot(snapshot);
    // Detections of later predictions may have come already, though not many: messages keep their order.
    const later = stream.results.recent.filter(({ index }) => index >= predictions).length;
    const detections = stream.results.nextDetection - 1 - later;
    const untilMs = Date.now() + DELIVERY_MS;
    while (stream.predictions < predictions && Date.now() < untilMs)
      await new Promise((resolve) => setTimeout(resolve, 1));
    if (stream.predictions < predictions || stream.over) return null;
    const { firstPosition, acknowledged, acknowledgedTo } = stream.arrivals;
    const { sequence, endsAt } = stream.backlog.lastCovered(fedTo) ?? {
      sequence: acknowledged,
      endsAt: acknowledgedTo,
    };
    return {
      open: stream.openMessage,
      token: stream.token,
      position: { fedTo, sequence, sequenceEndsAt: endsAt, firstPosition, predictions, detections },
      snapshot,
      predictions: savedFrames(stream.results.predictions, predictions),
      detections: savedFrames(stream.results.detections, detections + 1),
    };
  }
}
