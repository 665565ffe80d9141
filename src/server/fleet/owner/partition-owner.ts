// Owns one partition for a while: brings its streams back, replays the rows that their states do not cover, and goes on
// with those that come. Every change comes out of the log, in its order, so the next owner arrives at the same. Nothing
// that depends on this machine's time changes a stream: what does, like a client that stays away, is written to the log
// first.
import { monotonicMs } from '../../../clock.js';
import { after } from '../../../protocol/counting.js';
import type { SavedStream } from '../../streams/saved-stream.js';
import type { ServedStream } from '../../streams/served-stream.js';
import type { StreamHub } from '../../streams/stream-hub.js';
import type { Entry, Storage } from '../storage/contract.js';
import { persistently } from '../storage/persistently.js';
import { type Output, outputBytes } from '../wire/outputs.js';
import { type LogRecord, readRecords, recordBytes, recordsMessage } from '../wire/records.js';
import { Absences } from './absences.js';
import { OutputWriter } from './output-writer.js';
import { OwnedStream, type Session, SessionSender } from './owned-stream.js';
import { Published, type Reached } from './published.js';
import { RecordHandler } from './record-handler.js';
import { unpackOwned } from './saved-state.js';
import { StateKeeper } from './state-keeper.js';

export interface PartitionOwnerParts {
  readonly storage: Storage;
  readonly hub: StreamHub;
  readonly partition: number;
  readonly epoch: number;
  readonly saveEveryMs: number;
  /** How long a stream waits for its client, ms. */
  readonly keepMs: number;
  owns(): Promise<boolean>;
  /** It has stopped by itself. */
  failed(): void;
  /** A state of so many bytes was saved. */
  saved(bytes: number): void;
  /** Something in the log is no record. */
  refused(reason: string): void;
  warn(facts: Record<string, unknown>, sentence: string): void;
}

const LOOK_EVERY_MS = 2;
const DRAIN_MS = 5000;

export class PartitionOwner {
  readonly #parts: PartitionOwnerParts;
  readonly #streams = new Map<string, OwnedStream>();
  /** Ends the reading, and then everything. */
  readonly #reading = new AbortController();
  readonly #ending = new AbortController();
  readonly #writer: OutputWriter;
  readonly #keeper: StateKeeper;
  readonly #published = new Published();
  readonly #handler: RecordHandler;
  readonly #absences: Absences;
  #running: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setInterval> | null = null;
  #lagMs = 0;
  #appended = 0;
  #toldUnsaved = false;

  constructor(parts: PartitionOwnerParts) {
    const { storage, partition, epoch, hub } = parts;
    this.#parts = parts;
    this.#writer = new OutputWriter({
      ...{ log: storage.results, subject: String(partition), epoch, owns: () => parts.owns() },
      fenced: () => this.#failed('another owner has begun'),
    });
    this.#keeper = new StateKeeper({
      ...{ storage, partition, epoch, writer: this.#writer, signal: this.#ending.signal },
      streams: () => this.#streams.values(),
      owns: () => parts.owns(),
      saved: (bytes) => parts.saved(bytes),
    });
    this.#handler = new RecordHandler({
      ...{ hub, streams: this.#streams, published: this.#published },
      say: (output) => this.#say(output),
      adopt: (stream, by) => this.#adopt(stream, by),
      senderFor: (stream, by) => this.#senderFor(stream, by),
      reached: (stream, reached) => this.#reached(stream, reached),
      room: (stream) => this.#until(() => !stream.full || stream.over),
      settled: (stream, known = () => true) => this.#until(() => stream.over || (!stream.isBusy && known())),
      refused: (entry, reason) => this.#refuse(entry, reason),
    });
    this.#absences = new Absences({
      ...{ streams: this.#streams, keepMs: parts.keepMs },
      append: (record) => this.#append(record),
    });
  }

  get partition(): number {
    return this.#parts.partition;
  }

  get streams(): ReadonlyMap<string, OwnedStream> {
    return this.#streams;
  }

  /** How old the last record that was taken was then, ms. */
  get lagMs(): number {
    return this.#lagMs;
  }

  start(): void {
    this.#running = this.#run().catch((error: unknown) => this.#failed(String(error)));
    this.#timer = setInterval(() => void this.#save(), this.#parts.saveEveryMs);
  }

  /** Finishes what has come and saves it, so that the next owner has nothing to replay. */
  async finish(): Promise<void> {
    this.#reading.abort();
    await this.#running;
    const untilMs = monotonicMs() + DRAIN_MS;
    const isBusy = () => [...this.#streams.values()].some(({ stream }) => !stream.over && stream.isBusy);
    await this.#until(() => !isBusy() || monotonicMs() > untilMs);
    await this.#save();
    await this.#writer.settled();
    this.drop();
  }

  /** Somebody else owns it now, or will: its streams go on there. */
  drop(): void {
    if (this.#ending.signal.aborted) return;
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#ending.abort();
    this.#reading.abort();
    this.#writer.end();
    for (const { stream } of [...this.#streams.values()]) {
      void stream.release().catch(() => undefined);
      this.#parts.hub.forget(stream);
    }
    this.#streams.clear();
  }

  get isOver(): boolean {
    return this.#ending.signal.aborted;
  }

  /** The hub needs the stream no more. */
  forgotten(stream: ServedStream): void {
    const owned = this.#streams.get(stream.name);
    if (this.isOver || owned?.stream !== stream) return;
    this.#streams.delete(stream.name);
    this.#keeper.forget(owned);
  }

  /** About once a second. `isThere`: of a node. */
  tick(nowMs: number, isThere: (node: string) => boolean): void {
    this.#absences.tick(nowMs, isThere);
  }

  async #run(): Promise<void> {
    const { storage, partition } = this.#parts;
    const { signal } = this.#ending;
    if (!(await this.#writer.begin())) return;
    const { covers, results } = await this.#keeper.begin();
    const { last } = this.#writer;
    await this.#published.read(storage.results, { subject: String(partition), from: results + 1, to: last }, signal);
    for await (const { bytes, revision } of this.#keeper.states()) await this.#restore(bytes, revision);
    for await (const entry of storage.rows.read(String(partition), covers + 1, this.#reading.signal)) {
      if (this.#reading.signal.aborted) return;
      await this.#take(entry);
    }
  }

  async #take(entry: Entry): Promise<void> {
    this.#keeper.taking(entry.sequence);
    let records: readonly LogRecord[];
    try {
      records = readRecords(entry.bytes);
    } catch (error) {
      records = [];
      this.#refuse(entry, error instanceof Error ? error.message : String(error));
    }
    for (const record of records) {
      if (this.isOver) return;
      await this.#handler.take(record, entry);
    }
    this.#keeper.processed = entry.sequence;
    this.#lagMs = Math.max(0, Date.now() - entry.timeMs);
  }

  async #restore(bytes: Uint8Array, revision: number): Promise<void> {
    const { hub, warn, partition } = this.#parts;
    let name = '';
    try {
      const { head, saved } = unpackOwned(bytes);
      name = saved.open.stream;
      const stream = await hub.restore(saved as SavedStream);
      const sender = this.#senderFor(stream, head);
      stream.attach(sender);
      const owned = new OwnedStream(stream, head, sender, { ...head, revision });
      if (head.away) owned.awaySinceMs = monotonicMs();
      this.#streams.set(name, owned);
      if (head.ending) stream.end();
    } catch (error) {
      this.#keeper.holds = true;
      warn({ partition, stream: name, reason: String(error) }, 'a stream could not be brought back; its rows are kept');
    }
  }

  #adopt(stream: ServedStream, by: Session): OwnedStream {
    const { name } = stream;
    const revision = this.#keeper.revisionFor(name);
    const owned = new OwnedStream(stream, by, stream.sender ?? this.#senderFor(stream, by), { revision });
    this.#streams.set(name, owned);
    return owned;
  }

  #senderFor(stream: { readonly name: string }, by: Session): SessionSender {
    const { name } = stream;
    return new SessionSender(name, by, {
      result: (frame) => {
        const owned = this.#streams.get(name);
        if (owned === undefined || this.#published.has(name, owned.life, frame)) return;
        this.#say({ kind: 'result', stream: name, life: owned.life, again: false, frame });
      },
      closed: (code, reason) => {
        if (this.#published.saidClosed(name, by.session)) return;
        this.#say({ kind: 'closed', stream: name, session: by.session, code, reason });
      },
    });
  }

  #say(output: Output): void {
    if (!this.isOver) this.#writer.add(outputBytes(output));
  }

  /** Resolves when the stream has said again what was said of it before. */
  #reached({ stream }: OwnedStream, { prediction, detection }: Reached): Promise<void> {
    return this.#until(() => {
      const predictions = prediction < 0 || after(stream.predictions, prediction) > 0;
      return stream.over || (predictions && after(stream.results.nextDetection, detection) > 0);
    });
  }

  async #until(isSo: () => boolean): Promise<void> {
    while (!isSo() && !this.isOver) {
      this.#parts.hub.flush();
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  #append(record: Parameters<typeof recordBytes>[0]): void {
    const { storage, partition } = this.#parts;
    const message = recordsMessage([recordBytes(record)]);
    const id = `${partition}.${this.#parts.epoch}.${++this.#appended}`;
    const { signal } = this.#ending;
    persistently(() => storage.rows.append(String(partition), message, { id }), signal).catch(() => undefined);
  }

  #refuse(entry: Entry, reason: string): void {
    const { storage, partition, refused } = this.#parts;
    refused(reason);
    const id = `dead.${partition}.${entry.sequence}`;
    storage.rows.append('dead', entry.bytes, { id }).catch(() => undefined);
  }

  /** It cannot go on: whoever owns the partition then begins anew. */
  #failed(reason: string): void {
    if (this.isOver) return;
    const { partition, warn, failed } = this.#parts;
    warn({ partition, reason }, 'a partition stopped here');
    this.drop();
    failed();
  }

  async #save(): Promise<void> {
    try {
      await this.#keeper.round();
      this.#toldUnsaved = false;
    } catch (error) {
      if (this.isOver || this.#toldUnsaved) return;
      this.#toldUnsaved = true;
      const { partition, warn } = this.#parts;
      warn({ partition, reason: String(error) }, 'the states of a partition could not be saved; it is tried again');
    }
  }
}
