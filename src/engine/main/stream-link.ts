// Main thread: its end of one stream in an engine. Samples go in by the intake; records, detections and the end come
// out to a listener. The stream outlives the engine: in the next one it continues from the last checkpoint.
import { Deferred } from '../../deferred.js';
import { SluiceError } from '../../errors.js';
import type { KeywordSettings } from '../../model/detector-settings.js';
import type { HeldBell } from '../../ring/held-bell.js';
import type { StreamCounters } from '../../ring/records.js';
import type { SourceEvent } from '../../source/source.js';
import type {
  FromEngine,
  OpenMessage,
  PostedDetection,
  Progress,
  StreamBuffers,
  StreamResume,
  StreamRings,
  ToEngine,
} from '../messages.js';
import { type Deliver, Delivery } from './delivery.js';
import { type OwnedIntake, SharedIntake } from './intake.js';
import { LinkRecording, type RecordingListener } from './link-recording.js';
import { resumePosted, resumeShared, startOf } from './link-resume.js';
import { PostedIntake } from './posted-intake.js';
import type { Resumption } from './restarts.js';
import { SnapshotRequests } from './snapshot-requests.js';
import type { StreamEvent } from './stream-event.js';

/** Who gets what comes out of a stream. */
export interface StreamLinkListener {
  readonly record: Deliver;
  detection(detection: PostedDetection): void;
  event(event: StreamEvent): void;
  /** Everything was delivered. */
  ended(): void;
  /** Nothing more comes. */
  failed(error: SluiceError): void;
}

/** A message from the engine about one stream. */
export type LinkMessage = Extract<FromEngine, { readonly stream: number }>;

/** How a link reaches its engine. */
export interface LinkTransport {
  post(message: ToEngine, transfer?: Transferable[]): void;
  /** The engine's. Null: transport `messages`. */
  readonly doorbell: SharedArrayBuffer | null;
  readonly ringer: HeldBell | null;
}

/** Records of one stream that are delivered at once. */
const MOST_RECORDS = 64;
export class StreamLink {
  readonly intake: OwnedIntake;
  readonly #stream: number;
  readonly #opened: OpenMessage;
  readonly #transport: LinkTransport;
  /** Null: transport `messages`. */
  readonly #rings: StreamRings | null;
  /** Samples that the engine has used are credited here. Null: transport `shared`. */
  readonly #credited: PostedIntake | null;
  readonly #delivery: Delivery;
  readonly #counters: StreamCounters = { dropped: 0, skipped: 0, replaced: 0, unhealthy: 0, backlog: 0 };
  readonly #snapshots = new SnapshotRequests();
  readonly #closed = new Deferred<void>();
  #detector: KeywordSettings | null;
  /** Transport `messages`: the newest checkpoint, and how many samples of the stream it has seen. */
  #checkpoint: { readonly state: Uint8Array | null; readonly samples: number } = { state: null, samples: 0 };
  /** Where in the stream the present engine started. */
  #lifeAt = 0;
  /** Transport `shared`: samples that died with engines. */
  #died = 0;
  #listener: StreamLinkListener | null = null;
  /** The stream has ended, failed or was closed: the listener gets nothing more. */
  #over = false;
  #failure: SluiceError | null = null;
  #closing = false;
  readonly #recording = new LinkRecording();
  /** The present engine does not have this stream. */
  #unknown = false;

  constructor(opened: OpenMessage, buffers: StreamBuffers, transport: LinkTransport) {
    const report = (event: SourceEvent) => this.#listener?.event(event);
    this.#stream = opened.stream;
    this.#opened = opened;
    this.#detector = opened.detector;
    this.#transport = transport;
    this.#rings = buffers.rings;
    this.#delivery = new Delivery(buffers.rings?.records ?? null, buffers.shape, (record, missed) => {
      if (!this.#over) this.#listener?.record(record, missed);
    });
    if (buffers.rings !== null && transport.doorbell !== null && transport.ringer !== null) {
      this.#credited = null;
      this.intake = new SharedIntake(
        buffers.rings.samples,
        transport.doorbell,
        transport.ringer,
        this.#stream,
        opened.sampleRate,
        report,
      );
    } else {
      this.#credited = new PostedIntake(opened, buffers.capacity, transport.post, report);
      this.intake = this.#credited;
    }
  }

  /** Sets the listener. Call it before samples go in: nothing comes out before that. */
  listen(listener: StreamLinkListener): void {
    this.#listener = listener;
    if (this.#failure !== null) listener.failed(this.#failure);
  }

  /** Predictions that were overwritten before this thread read them, so far. */
  get missed(): number {
    return this.#delivery.missed;
  }

  /** The engine's counters, as new as the transport allows. The object is used again. */
  get counters(): Readonly<StreamCounters> {
    this.#delivery.reader?.counters(this.#counters);
    return this.#counters;
  }

  setDetector(settings: KeywordSettings): void {
    this.#detector = settings;
    if (!this.#closing) this.#transport.post({ kind: 'detector', stream: this.#stream, settings });
  }

  /**
   * The stream's whole state between two hops. Rejects with SluiceError STREAM_CLOSED, or the error that the stream
   * failed with.
   */
  snapshot(): Promise<Uint8Array> {
    if (this.#closing) return Promise.reject(closedError());
    const { request, promise } = this.#snapshots.add();
    this.#transport.post({ kind: 'snapshot', stream: this.#stream, request });
    return promise;
  }

  /**
   * Records the samples of every hop from the next one on. Rejects with SluiceError STREAM_CLOSED, and with TypeError
   * where a recording is under way.
   */
  async record(listener: RecordingListener): Promise<void> {
    if (this.#closing || this.#over) throw closedError();
    const begun = this.#recording.start(listener);
    this.#transport.post({ kind: 'record', stream: this.#stream, on: true });
    await begun;
  }

  /** Gives the samples of every hop from the next one on to `keeper`, as long as the stream lives. Null: to nobody. */
  keep(keeper = this.#recording.keeper): void {
    this.#recording.keeper = keeper;
    if (keeper) this.#transport.post({ kind: 'record', stream: this.#stream, on: true });
  }

  /** Resolves when the recording is whole, or where there is none. */
  async stopRecording(): Promise<void> {
    if (this.#recording.on) this.#transport.post({ kind: 'record', stream: this.#stream, on: false });
    this.keep();
    await this.#recording.over;
  }

  /** Closes the stream. Resolves when the engine has freed its memory. */
  close(): Promise<void> {
    if (this.#closing) return this.#closed.promise;
    this.#closing = true;
    this.#over = true;
    this.#recording.end('the stream was closed');
    this.intake.close();
    if (this.#unknown) this.#settle(closedError());
    else this.#transport.post({ kind: 'close', stream: this.#stream });
    return this.#closed.promise;
  }

  /** The engine died for that reason. The stream continues in the next one. */
  reopen(resumption: Resumption, reason: string): void {
    if (this.#closing) return this.#settle(closedError());
    this.#unknown = this.#over;
    if (this.#unknown) return;
    this.#recording.end(`the engine died: ${reason}`);
    const resume = this.#resume(resumption);
    this.#delivery.restart();
    this.#transport.post({ ...this.#opened, detector: this.#detector, snapshot: null, resume });
    this.#credited?.restart(this.#lifeAt);
    this.keep();
    for (const request of this.#snapshots.open) {
      this.#transport.post({ kind: 'snapshot', stream: this.#stream, request });
    }
    this.#listener?.event({ kind: 'restarted', reason });
  }

  /** The engine is gone: nothing will be answered any more. */
  abandon(error: SluiceError): void {
    this.#fail(error);
    this.#closing = true;
    this.#settle(error);
  }

  /** Call it after the engine has moved: delivers the records that wait. True where there may be more. */
  read(): boolean {
    const most = Math.min(MOST_RECORDS, this.#delivery.reader?.capacity ?? 0);
    const delivered = this.#deliver(most);
    this.intake.wake();
    return most > 0 && delivered === most;
  }

  handle(message: LinkMessage): void {
    const { kind } = message;
    switch (kind) {
      case 'detection':
        this.#delivery.delivered.detections = message.index;
        if (!this.#over) this.#listener?.detection(message);
        return;
      case 'unhealthy':
        this.#listener?.event({ kind: 'unhealthy', reason: message.unhealthyReason, endsAtMs: message.endsAtMs });
        return;
      case 'progress':
        return this.#progress(message);
      case 'snapshot':
        return this.#snapshots.answer(message.request, message.bytes);
      case 'recording':
        return this.#recording.begin(message.snapshot);
      case 'recorded-hops':
        this.#recording.hops(message);
        return this.#transport.post({ kind: 'taken', stream: this.#stream });
      case 'recorded':
        if (message.reason !== '') this.keep();
        return this.#recording.end(message.reason);
      case 'ended':
        return this.#end();
      case 'failed':
        return this.#fail(new SluiceError(message.code, message.message));
      case 'closed':
        return this.#settle(closedError());
      case 'opened': // a stream that was reopened
        return;
      case 'refused':
        this.#unknown = true;
        return this.#fail(new SluiceError(message.code, message.message));
      default:
        return kind satisfies never;
    }
  }

  #deliver(most: number): number {
    const delivered = this.#delivery.fromRing(most);
    // The engine may wait for room in the record ring. For a live source it never does.
    if (this.#delivery.reader?.takeCrowded() && !this.#opened.live) this.#transport.ringer?.ring(this.#stream);
    return delivered;
  }

  #progress(progress: Progress): void {
    Object.assign(this.#counters, progress.counters);
    this.#delivery.fromBatch(progress);
    if (progress.checkpoint !== null) {
      const { state, samples } = progress.checkpoint;
      this.#checkpoint = { state, samples: this.#lifeAt + samples };
    }
    this.#credited?.free(progress.freed);
    if (!this.#closing) this.#transport.post({ kind: 'ack', stream: this.#stream });
    this.intake.wake();
  }

  #resume(resumption: Resumption): StreamResume {
    const { skipped, dropped } = this.counters;
    const earlier = { skipped, dropped: this.#rings === null ? dropped : this.#died };
    if (this.#rings !== null) {
      const resume = resumeShared(this.#rings, resumption, this.#opened, this.#delivery.delivered, earlier);
      this.#died = resume.dropped;
      return resume;
    }
    if (resumption === 'rest') this.#checkpoint = { state: null, samples: 0 };
    this.#lifeAt = this.#checkpoint.samples;
    return resumePosted(this.#checkpoint.state, startOf(this.#opened), this.#delivery.delivered, earlier);
  }

  #end(): void {
    this.#deliver(Number.POSITIVE_INFINITY);
    if (this.#over) return;
    this.#over = true;
    this.#recording.end('');
    this.#listener?.ended();
  }

  #fail(error: SluiceError): void {
    this.#snapshots.rejectAll(error);
    if (this.#over) return;
    this.#over = true;
    this.#failure = error;
    this.#recording.end(error.message);
    this.intake.close();
    this.#listener?.failed(error);
  }

  #settle(error: SluiceError): void {
    this.#snapshots.rejectAll(error);
    this.#closed.resolve();
  }
}

function closedError(): SluiceError {
  return new SluiceError('STREAM_CLOSED', 'Cannot ask the stream: it is closed');
}
