// Main thread: its end of one stream in an engine. Samples go in by the intake; records, detections and the end come out to a listener.
import { SluiceError } from '../errors.js';
import type { DoorbellRinger } from '../ring/doorbell.js';
import { type LaneCounters, PredictionRecord, RecordReader } from '../ring/records.js';
import type { SourceEvent } from '../source/source.js';
import { Deferred } from './deferred.js';
import type { KeywordSettings } from './detector/keyword.js';
import { type OwnedIntake, PostedIntake, SharedIntake } from './intake.js';
import type { FromEngine, LaneBuffers, PostedDetection, Progress, SharedWords, ToEngine } from './messages.js';

/** Who is told what comes out of a stream. */
export interface LinkListener {
  /** The record is used over again: copy it. `missed`: predictions lost between the one before it and this one. */
  record(record: PredictionRecord, missed: number): void;
  detection(detection: PostedDetection): void;
  event(event: SourceEvent): void;
  /** Everything is delivered. */
  ended(): void;
  /** Nothing more comes. */
  failed(error: SluiceError): void;
}

/** A message from the engine about one stream. */
export type LinkMessage = Extract<FromEngine, { readonly lane: number }>;

/** How a link reaches its engine. */
export interface LinkTransport {
  post(message: ToEngine, transfer?: Transferable[]): void;
  /** Null: transport `messages`. */
  readonly shared: SharedWords | null;
  readonly engineBell: DoorbellRinger | null;
}

export class Link {
  readonly intake: OwnedIntake;
  readonly #lane: number;
  readonly #transport: LinkTransport;
  /** Null: transport `messages`. */
  readonly #reader: RecordReader | null;
  /** Samples freed by the engine are credited here. Null: transport `shared`. */
  readonly #credited: PostedIntake | null;
  /** The record of a batch that is being delivered. */
  readonly #batched: PredictionRecord;
  readonly #counters: LaneCounters = { dropped: 0, skipped: 0, replaced: 0, backlog: 0 };
  /** Whether the engine waits for room among the records: of a live source it does not. */
  readonly #held: boolean;
  readonly #snapshots = new Map<number, Deferred<Uint8Array>>();
  readonly #closed = new Deferred<void>();
  #requests = 0;
  #missed = 0;
  #listener: LinkListener | null = null;
  /** Ended, failed or closed: the listener is told nothing more. */
  #over = false;
  #failure: SluiceError | null = null;
  #closing = false;

  constructor(lane: number, buffers: LaneBuffers, transport: LinkTransport, live: boolean) {
    const report = (event: SourceEvent) => this.#listener?.event(event);
    const post: LinkTransport['post'] = (message, transfer) => transport.post(message, transfer);
    this.#lane = lane;
    this.#held = !live;
    this.#transport = transport;
    this.#batched = new PredictionRecord(buffers.shape);
    if (buffers.rings !== null && transport.shared !== null && transport.engineBell !== null) {
      const { samples, records } = buffers.rings;
      this.#reader = new RecordReader(records, buffers.shape);
      this.#credited = null;
      this.intake = new SharedIntake(samples, transport.shared.engineBell, transport.engineBell, report);
    } else {
      this.#reader = null;
      this.#credited = new PostedIntake(lane, buffers.capacity, post, report);
      this.intake = this.#credited;
    }
  }

  /** Says who listens. Nothing comes out before samples go in, so do it first. */
  listen(listener: LinkListener): void {
    this.#listener = listener;
    if (this.#failure !== null) listener.failed(this.#failure);
  }

  /** Predictions overwritten before this thread read them, ever. */
  get missed(): number {
    return this.#missed;
  }

  /** The engine's counters, as new as the transport allows. The object is used over again. */
  get counters(): Readonly<LaneCounters> {
    this.#reader?.counters(this.#counters);
    return this.#counters;
  }

  setDetector(settings: KeywordSettings): void {
    if (!this.#closing) this.#transport.post({ kind: 'detector', lane: this.#lane, settings });
  }

  /** The stream's whole state between two hops. Rejects with `STREAM_CLOSED` or the error that the stream has failed with. */
  snapshot(): Promise<Uint8Array> {
    if (this.#closing) return Promise.reject(closedError());
    const request = this.#requests++;
    const answer = new Deferred<Uint8Array>();
    this.#snapshots.set(request, answer);
    this.#transport.post({ kind: 'snapshot', lane: this.#lane, request });
    return answer.promise;
  }

  /** Gives the stream up. Resolves when the engine has freed what it took. */
  close(): Promise<void> {
    if (this.#closing) return this.#closed.promise;
    this.#closing = true;
    this.#over = true;
    this.intake.close();
    this.#transport.post({ kind: 'close', lane: this.#lane });
    return this.#closed.promise;
  }

  /** The engine is gone: nothing will be answered any more. */
  abandon(error: SluiceError): void {
    this.#fail(error);
    this.#closing = true;
    this.#settle(error);
  }

  /** After the engine has moved: delivers the records that wait. True where more may have come meanwhile. */
  read(): boolean {
    const delivered = this.#reader === null ? 0 : this.#deliver(this.#reader, this.#reader.capacity);
    this.intake.wake();
    return this.#reader !== null && delivered === this.#reader.capacity;
  }

  handle(message: LinkMessage): void {
    const { kind } = message;
    switch (kind) {
      case 'detection':
        if (!this.#over) this.#listener?.detection(message);
        return;
      case 'progress':
        return this.#progress(message);
      case 'snapshot':
        this.#snapshots.get(message.request)?.resolve(message.bytes);
        this.#snapshots.delete(message.request);
        return;
      case 'ended':
        return this.#end();
      case 'failed':
        return this.#fail(new SluiceError(message.code, message.message));
      case 'closed':
        return this.#settle(closedError());
      case 'opened':
      case 'refused':
        return; // for whoever opens, before there is a link
      default:
        return kind satisfies never;
    }
  }

  #deliver(reader: RecordReader, most: number): number {
    let delivered = 0;
    while (delivered < most && reader.read()) {
      const missed = reader.missed - this.#missed;
      this.#missed = reader.missed;
      if (!this.#over) this.#listener?.record(reader.record, missed);
      delivered++;
    }
    if (delivered > 0 && this.#held) this.#transport.engineBell?.ring();
    return delivered;
  }

  #progress(progress: Progress): void {
    const { words } = this.#batched;
    Object.assign(this.#counters, progress.counters);
    for (let at = 0; at < progress.records.length; at += words.length) {
      words.set(progress.records.subarray(at, at + words.length));
      const missed = progress.missed - this.#missed;
      this.#missed = progress.missed;
      if (!this.#over) this.#listener?.record(this.#batched, missed);
    }
    this.#credited?.free(progress.freed);
    if (!this.#closing) this.#transport.post({ kind: 'ack', lane: this.#lane });
    this.intake.wake();
  }

  #end(): void {
    if (this.#reader !== null) this.#deliver(this.#reader, Number.POSITIVE_INFINITY);
    if (this.#over) return;
    this.#over = true;
    this.#listener?.ended();
  }

  #fail(error: SluiceError): void {
    for (const answer of this.#snapshots.values()) answer.reject(error);
    this.#snapshots.clear();
    if (this.#over) return;
    this.#over = true;
    this.#failure = error;
    this.intake.close();
    this.#listener?.failed(error);
  }

  #settle(error: SluiceError): void {
    for (const answer of this.#snapshots.values()) answer.reject(error);
    this.#snapshots.clear();
    this.#closed.resolve();
  }
}

function closedError(): SluiceError {
  return new SluiceError('STREAM_CLOSED', 'Cannot ask the stream: it is closed');
}
