// A stream that this client sends. Blocks are kept until the server has them for good, and each result is delivered
// once, whatever happens to the connection meanwhile.
import { type Observable, ReplaySubject, Subject } from 'rxjs';
import { now } from '../clock.js';
import { SluiceError } from '../errors.js';
import { CODES, TRANSIENT_CODES } from '../protocol/closing.js';
import { after, plus } from '../protocol/counting.js';
import type { Feature } from '../protocol/features.js';
import type { DetectionFields, PredictionFields } from '../protocol/server-frames.js';
import type { ServerMessage, StreamInfo } from '../protocol/server-messages.js';
import { type BlockValues, encodeBlock } from './encode-block.js';
import { KeptBlocks } from './kept-blocks.js';
import { OpenRetry, type RetryLimits, type RetryReason } from './open-retry.js';
import { describes, openText } from './open-text.js';
import {
  type ServedDetection,
  type ServedEvent,
  type ServedOptions,
  type ServedPrediction,
  ServerRefusal,
} from './values.js';

/** The connection, as its streams see it. */
export interface StreamConnection {
  /** There is something to send. */
  wake(): void;
  /** Sends a text message, if there is a connection. */
  say(text: string): void;
  /** The stream is over. */
  done(stream: ResumableClientStream): void;
  /** Longest message that the server takes, bytes. */
  readonly messageBytes: number;
  readonly retryLimits: RetryLimits;
  /** What the server has beyond the first version of the protocol. */
  readonly features: ReadonlySet<Feature>;
}

/** A stream at a server. */
export interface ClientStream extends AsyncDisposable {
  readonly name: string;
  readonly info: StreamInfo;
  readonly labels: readonly string[];
  readonly predictions$: Observable<ServedPrediction>;
  /** None is ever dropped or missed. */
  readonly detections$: Observable<ServedDetection>;
  /** What happens to the stream. A late subscriber gets the last ones. */
  readonly events$: Observable<ServedEvent>;
  /** Bytes of blocks that the server has not acknowledged. */
  readonly keptBytes: number;
  /**
   * Sends rows, one after the other, the values of all channels of a row together. `timeMs`: time of the last row,
   * since the epoch (default: now). `missing`: rows that are missing right before the block. The array may be used
   * again. Throws TypeError or RangeError for what is not a block of this stream.
   */
  send(block: BlockValues, options?: { readonly timeMs?: number; readonly missing?: number }): void;
  /** No block follows: resolves when everything is processed and delivered. */
  close(): Promise<void>;
}

const EVENTS_KEPT = 32;
const KEEP_BYTES = 4 * 2 ** 20;

export class ResumableClientStream implements ClientStream {
  readonly name: string;
  readonly number: number;
  readonly predictions$: Observable<ServedPrediction>;
  readonly detections$: Observable<ServedDetection>;
  readonly events$: Observable<ServedEvent>;
  readonly blocks: KeptBlocks;
  readonly #options: ServedOptions;
  readonly #connection: StreamConnection;
  readonly #predictions = new Subject<ServedPrediction>();
  readonly #detections = new Subject<ServedDetection>();
  readonly #events = new ReplaySubject<ServedEvent>(EVENTS_KEPT);
  readonly #opened: Promise<void>;
  #resolveOpened: () => void = () => undefined;
  #rejectOpened: (error: Error) => void = () => undefined;
  readonly #over: Promise<void>;
  #resolveOver: () => void = () => undefined;
  readonly #retry = new OpenRetry();
  #info: StreamInfo | null = null;
  #token: string | null = null;
  /** Whether the server has answered `opened` on this connection, so that blocks may be sent. */
  isOpen = false;
  /** The same for every try to open the stream. */
  readonly #key = randomKey();
  #tries = 0;
  #sequence = 0;
  #position = 0;
  /** Index of the next prediction, number of the last detection: earlier ones were delivered. */
  #knownPredictions = 0;
  #knownDetections = 0;
  hasAcknowledgement = false;
  #dropped = 0;
  #closing = false;
  #endSent = false;
  #finished = false;

  constructor(number: number, options: ServedOptions, connection: StreamConnection) {
    this.name = options.stream;
    this.number = number;
    this.#options = options;
    this.#connection = connection;
    this.blocks = new KeptBlocks(options.keepBytes ?? KEEP_BYTES);
    this.predictions$ = this.#predictions.asObservable();
    this.detections$ = this.#detections.asObservable();
    this.events$ = this.#events.asObservable();
    this.#opened = new Promise((resolve, reject) => {
      this.#resolveOpened = resolve;
      this.#rejectOpened = reject;
    });
    this.#opened.catch(() => undefined);
    this.#over = new Promise((resolve) => {
      this.#resolveOver = resolve;
    });
  }

  /** Resolves when the server has opened it. */
  get opened(): Promise<void> {
    return this.#opened;
  }

  get info(): StreamInfo {
    return this.#info as StreamInfo; // nobody holds a stream before it is open
  }

  get labels(): readonly string[] {
    return this.info.labels;
  }

  get keptBytes(): number {
    return this.blocks.bytes;
  }

  get knownPredictions(): number {
    return this.#knownPredictions;
  }

  get knownDetections(): number {
    return this.#knownDetections;
  }

  send(block: BlockValues, { timeMs = now(), missing = 0 } = {}): void {
    if (this.#closing || this.#finished) throw new SluiceError('STREAM_CLOSED', 'Cannot send: the stream is closed');
    if (!(Number.isInteger(missing) && missing >= 0)) {
      throw new RangeError(`Cannot send: 'missing' must be a whole number from 0: received ${missing}`);
    }
    const sequence = plus(this.#sequence, 1);
    const position = this.#position + missing;
    const head = { stream: this.number, sequence, timeMs, position };
    const { encoding = 'f32' } = this.#options;
    const timed = this.info.input === 'series';
    const { data, rows } = encodeBlock(head, block, encoding, this.#rowValues, timed, this.#connection.messageBytes);
    this.#sequence = sequence;
    this.#position = position + rows;
    const dropped = this.blocks.add({ sequence, data, rows });
    if (dropped > 0) this.#events.next({ kind: 'lost', rows: dropped });
    this.#connection.wake();
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#connection.wake();
    return this.#over;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Whether to tell the server now that no block follows: once a connection, when all blocks are sent. */
  takeEnd(): boolean {
    if (!this.#closing || this.#endSent || !this.isOpen || this.blocks.next !== null) return false;
    this.#endSent = true;
    return true;
  }

  /** There is a connection: asks the server to open the stream, or to resume it. */
  ask(): void {
    this.isOpen = false;
    this.#endSent = false;
    const had = { predictions: this.#knownPredictions, detections: this.#knownDetections };
    const resume = this.#token === null ? null : { token: this.#token, ...had };
    this.#tries++;
    if (describes(this.#options) && !this.#connection.features.has('described-channels')) {
      return this.finish(new ServerRefusal(CODES.MODEL_MISFIT, 'it does not know descriptions of channels'));
    }
    const key = this.#connection.features.has('open-key') ? this.#key : null;
    this.#connection.say(openText(this.number, this.#options, { key, resume }));
  }

  refused(refusal: ServerRefusal): void {
    const reason = this.#retryReason(refusal.closeCode);
    const asks = reason !== null && this.#retry.schedule(reason, () => this.ask(), this.#connection.retryLimits);
    if (!asks) this.finish(refusal);
  }

  disconnected(reason: string): void {
    this.#retry.disconnected();
    if (this.isOpen) this.#events.next({ kind: 'disconnected', reason });
    this.isOpen = false;
  }

  answered(message: Extract<ServerMessage, { kind: 'opened' }>): void {
    this.#retry.stop();
    const isFirst = this.#token === null;
    this.#info = message.info;
    this.#token = message.token;
    this.isOpen = true;
    this.blocks.resumeFrom(message.resumed ? message.sequence : null);
    if (!message.resumed) this.#dropped = 0;
    // A stream that the server lost before it could save anything, as on a full disk, is sent again from its first
    // block on: the same results come, and those that were delivered are skipped.
    const continues = message.resumed || this.blocks.isWhole;
    if (!continues) {
      this.#knownPredictions = 0;
      this.#knownDetections = 0;
    }
    if (!isFirst) this.#events.next({ kind: continues ? 'resumed' : 'restarted' });
    this.#resolveOpened();
    this.#connection.wake();
  }

  prediction(blocks: number, { series, ...prediction }: PredictionFields & { readonly scores: Float32Array }): void {
    this.blocks.acknowledged(blocks);
    if (after(prediction.index, this.#knownPredictions) < 0) return;
    const every = this.#options.predictions ?? 'all';
    const step = typeof every === 'number' ? every : 1;
    const between = Math.floor(after(prediction.index, this.#knownPredictions) / step);
    this.#knownPredictions = plus(prediction.index, 1);
    this.hasAcknowledgement = true;
    const latencyMs = now() - prediction.timeMs;
    const served = { ...prediction, latencyMs, missed: between };
    this.#predictions.next(series === null ? served : { ...served, series });
  }

  detection(blocks: number, { number, ...detection }: DetectionFields): void {
    this.blocks.acknowledged(blocks);
    if (after(number, this.#knownDetections) <= 0) return;
    this.#knownDetections = number;
    this.hasAcknowledgement = true;
    this.#detections.next({ ...detection, latencyMs: now() - detection.timeMs } as ServedDetection);
  }

  accepted(blocks: number, dropped: number): void {
    this.blocks.acknowledged(blocks);
    const more = after(dropped, this.#dropped);
    if (more > 0) this.#events.next({ kind: 'dropped', rows: more });
    this.#dropped = dropped;
  }

  /** The stream is over; `error` null: because it was closed here. */
  finish(error: Error | null): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#retry.stop();
    this.isOpen = false;
    if (error !== null) this.#rejectOpened(error);
    for (const subject of [this.#predictions, this.#detections]) {
      if (error === null) subject.complete();
      else subject.error(error);
    }
    this.#events.complete();
    this.#connection.done(this);
    this.#resolveOver();
  }

  /** Why a refused stream is to be asked for again; null: the refusal is final. */
  #retryReason(code: number): RetryReason | null {
    if (code === CODES.NAME_TAKEN && this.#tries > 1) return 'name-taken';
    // A first open is told at once what its server lacks; only a server that is being restarted is waited for.
    const waits = this.#token === null ? code === CODES.ENDING : TRANSIENT_CODES.has(code);
    return waits ? 'transient' : null;
  }

  /** Values of a row as they are sent. */
  get #rowValues(): number {
    const { channels } = this.#options;
    if (this.info.input === 'sound') return typeof channels === 'object' ? channels.length : (channels ?? 1);
    return this.info.channels.length + (this.info.input === 'series' ? 1 : 0);
  }
}

/** 128 random bits. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
