// A stream that this client sends, as its user holds it. Blocks are kept until the server has them for good, results are told once each, whatever becomes
// of the connection meanwhile.
import { type Observable, ReplaySubject, Subject } from 'rxjs';
import { now } from '../clock.js';
import { SluiceError } from '../errors.js';
import { CODES } from '../protocol/closing.js';
import { after, plus } from '../protocol/counting.js';
import type { SentDetection, SentPrediction } from '../protocol/server-frames.js';
import type { ServerMessage, StreamInfo } from '../protocol/server-messages.js';
import { AskedAgain, type Patience } from './asked-again.js';
import { type BlockValues, encodeBlock } from './encode-block.js';
import { KeptBlocks } from './kept-blocks.js';
import { openText } from './open-text.js';
import type { ServedDetection, ServedEvent, ServedOptions, ServedPrediction, ServerRefusal } from './values.js';

/** How a stream reaches its connection. */
export interface StreamCarrier {
  /** There is something to send. */
  wake(): void;
  /** Sends a text message, if there is a connection. */
  say(text: string): void;
  /** The stream is over. */
  done(stream: SentStream): void;
  /** Longest message that the server takes, bytes. */
  readonly messageBytes: number;
  readonly patience: Patience;
}

/** A stream at a server. */
export interface ClientStream extends AsyncDisposable {
  readonly name: string;
  readonly info: StreamInfo;
  readonly labels: readonly string[];
  readonly predictions$: Observable<ServedPrediction>;
  /** None is ever lost. */
  readonly detections$: Observable<ServedDetection>;
  /** What befell the stream. Late subscribers see the last ones. */
  readonly events$: Observable<ServedEvent>;
  /** Bytes of blocks that the server has not acknowledged. */
  readonly keptBytes: number;
  /**
   * Sends rows, one after the other, values of all channels of a row together. `timeMs`: of the last row, since the epoch (default: now); `missing`: rows
   * lost right before it. The array may be used again. Throws TypeError or RangeError for a block that is none.
   */
  send(block: BlockValues, options?: { readonly timeMs?: number; readonly missing?: number }): void;
  /** No block follows: resolves when everything is worked off and delivered. */
  close(): Promise<void>;
}

const EVENTS_KEPT = 32;
const KEEP_BYTES = 4 * 2 ** 20;

export class SentStream implements ClientStream {
  readonly name: string;
  readonly number: number;
  readonly predictions$: Observable<ServedPrediction>;
  readonly detections$: Observable<ServedDetection>;
  readonly events$: Observable<ServedEvent>;
  readonly blocks: KeptBlocks;
  readonly #options: ServedOptions;
  readonly #carrier: StreamCarrier;
  readonly #predictions = new Subject<ServedPrediction>();
  readonly #detections = new Subject<ServedDetection>();
  readonly #events = new ReplaySubject<ServedEvent>(EVENTS_KEPT);
  readonly #opened: Promise<void>;
  #resolveOpened: () => void = () => undefined;
  #rejectOpened: (error: Error) => void = () => undefined;
  readonly #over: Promise<void>;
  #resolveOver: () => void = () => undefined;
  readonly #again = new AskedAgain();
  #info: StreamInfo | null = null;
  #token: string | null = null;
  /** Whether the server has said `opened` on this connection: blocks may go. */
  isOpen = false;
  #tries = 0;
  #sequence = 0;
  #position = 0;
  /** Index of the next prediction, number of the last detection: what came before is known. */
  #hadPredictions = 0;
  #hadDetections = 0;
  hasNews = false;
  #dropped = 0;
  #closing = false;
  #endSaid = false;
  #finished = false;

  constructor(number: number, options: ServedOptions, carrier: StreamCarrier) {
    this.name = options.stream;
    this.number = number;
    this.#options = options;
    this.#carrier = carrier;
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

  get hadPredictions(): number {
    return this.#hadPredictions;
  }

  get hadDetections(): number {
    return this.#hadDetections;
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
    const { data, rows } = encodeBlock(head, block, encoding, this.#rowValues, timed, this.#carrier.messageBytes);
    this.#sequence = sequence;
    this.#position = position + rows;
    const lost = this.blocks.add({ sequence, data, rows });
    if (lost > 0) this.#events.next({ kind: 'lost', rows: lost });
    this.#carrier.wake();
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#carrier.wake();
    return this.#over;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Whether the server is to be told now that no block follows: once a connection, when all blocks are sent. */
  takeEnd(): boolean {
    if (!this.#closing || this.#endSaid || !this.isOpen || this.blocks.next !== null) return false;
    this.#endSaid = true;
    return true;
  }

  /** On a connection that is there: asks the server to open it, or to go on with it. */
  ask(): void {
    this.isOpen = false;
    this.#endSaid = false;
    const had = { predictions: this.#hadPredictions, detections: this.#hadDetections };
    const resume = this.#token === null ? null : { token: this.#token, ...had };
    // A try before may have got through though its answer did not.
    const replace = this.#options.replace === true || this.#tries++ > 0;
    this.#carrier.say(openText(this.number, this.#options, replace, resume));
  }

  refused(refusal: ServerRefusal): void {
    const isOurs = refusal.closeCode === CODES.NAME_TAKEN && this.#tries > 1;
    if (!(isOurs && this.#again.later(() => this.ask(), this.#carrier.patience))) this.finish(refusal);
  }

  disconnected(reason: string): void {
    this.#again.stop();
    if (this.isOpen) this.#events.next({ kind: 'disconnected', reason });
    this.isOpen = false;
  }

  answered(message: Extract<ServerMessage, { kind: 'opened' }>): void {
    this.#again.stop();
    const isFirst = this.#token === null;
    this.#info = message.info;
    this.#token = message.token;
    this.isOpen = true;
    this.blocks.resumeFrom(message.resumed ? message.sequence : null);
    if (!message.resumed) {
      this.#hadPredictions = 0;
      this.#hadDetections = 0;
      this.#dropped = 0;
    }
    if (!isFirst) this.#events.next({ kind: message.resumed ? 'resumed' : 'restarted' });
    this.#resolveOpened();
    this.#carrier.wake();
  }

  prediction(blocks: number, { series, ...prediction }: SentPrediction & { readonly scores: Float32Array }): void {
    this.blocks.acknowledged(blocks);
    if (after(prediction.index, this.#hadPredictions) < 0) return;
    const every = this.#options.predictions ?? 'all';
    const step = typeof every === 'number' ? every : 1;
    const between = Math.floor(after(prediction.index, this.#hadPredictions) / step);
    this.#hadPredictions = plus(prediction.index, 1);
    this.hasNews = true;
    const latencyMs = now() - prediction.timeMs;
    const told = { ...prediction, latencyMs, missed: between };
    this.#predictions.next(series === null ? told : { ...told, series });
  }

  detection(blocks: number, { number, ...detection }: SentDetection): void {
    this.blocks.acknowledged(blocks);
    if (after(number, this.#hadDetections) <= 0) return;
    this.#hadDetections = number;
    this.hasNews = true;
    this.#detections.next({ ...detection, latencyMs: now() - detection.timeMs });
  }

  accepted(blocks: number, dropped: number): void {
    this.blocks.acknowledged(blocks);
    const more = after(dropped, this.#dropped);
    if (more > 0) this.#events.next({ kind: 'dropped', rows: more });
    this.#dropped = dropped;
  }

  /** The server is done with it: `error` null where it was asked to be. */
  finish(error: Error | null): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#again.stop();
    this.isOpen = false;
    if (error !== null) this.#rejectOpened(error);
    for (const subject of [this.#predictions, this.#detections]) {
      if (error === null) subject.complete();
      else subject.error(error);
    }
    this.#events.complete();
    this.#carrier.done(this);
    this.#resolveOver();
  }

  /** Values of a row as they are sent. */
  get #rowValues(): number {
    const { channels } = this.#options;
    if (this.info.input === 'sound') return typeof channels === 'object' ? channels.length : (channels ?? 1);
    return this.info.channels.length + (this.info.input === 'series' ? 1 : 0);
  }
}
