// A stream of a client that is connected here, while the stream itself may be on any node: blocks go into the log, and
// what the stream says comes out of it.
import type { BlockHead } from '../../../protocol/block-head.js';
import type { BlockMessage, Encoding, OpenMessage } from '../../../protocol/client-messages.js';
import { Refusal } from '../../../protocol/closing.js';
import { after, plus } from '../../../protocol/counting.js';
import { DETECTION } from '../../../protocol/server-frames.js';
import type { StreamInfo } from '../../../protocol/server-messages.js';
import { BlockSequencer } from '../../streams/block-sequencer.js';
import type { BlockRelay, ConnectedStream, StreamSender } from '../../streams/connected-stream.js';
import type { DetectorChanges } from '../../streams/detector-changes.js';
import { Results } from '../../streams/results.js';
import { decodeNumbers, rowBytes } from '../../streams/row-layout.js';
import type { StreamPlan } from '../../streams/stream-plan.js';
import { numberOf, type OpenedAnswer } from '../wire/outputs.js';
import { type LogRecord, recordBytes, type StrangerRecord } from '../wire/records.js';

/** The partition's log, as its streams see it. */
export interface EdgeLog {
  add(record: Uint8Array, written?: (() => void) | null): void;
  /** Whether so much waits that nothing more should. */
  readonly full: boolean;
}

export interface EdgeStreamParts {
  readonly message: OpenMessage;
  readonly plan: StreamPlan;
  readonly answer: OpenedAnswer;
  readonly sender: StreamSender;
  readonly node: string;
  readonly log: EdgeLog;
  readonly keptBytes: number;
  /** The client has acknowledged results. */
  acknowledged(stream: EdgeStream): void;
}

export class EdgeStream implements ConnectedStream, BlockRelay {
  readonly relay = this;
  readonly reconnects = 0;
  readonly name: string;
  readonly token: string;
  readonly plan: StreamPlan;
  readonly session: number;
  readonly results: Results;
  readonly sequencer: BlockSequencer;
  readonly #parts: EdgeStreamParts;
  sender: StreamSender | null;
  closing: { readonly code: number; readonly reason: string } | null = null;
  /** Index of the next prediction. */
  predictions: number;
  /** What the client has: the last that it acknowledged. */
  had = { predictions: 0, detections: 0 };
  /** Rows dropped here, and those of them that the log was not told of. */
  #dropped = 0;
  #untold = 0;
  #confirmed = false;

  constructor(parts: EdgeStreamParts) {
    const { message, plan, answer, sender, keptBytes } = parts;
    this.#parts = parts;
    this.name = message.stream;
    this.plan = plan;
    this.token = answer.token;
    this.session = answer.session;
    this.sender = sender;
    this.predictions = answer.predictions;
    const acknowledged = (predictions: number, detections: number) => {
      this.had = { predictions, detections };
      parts.acknowledged(this);
    };
    this.results = new HeardResults(keptBytes, acknowledged);
    this.results.predictions.dropped = answer.lost;
    this.results.nextDetection = plus(answer.detections, 1);
    const { sequence, position } = answer;
    const none = {
      timeMs: null,
      firstPosition: null,
      predictions: 0,
      detections: 0,
      gapRows: 0,
      droppedPredictions: 0,
    };
    this.sequencer = new BlockSequencer(1, { fedTo: position, sequence, sequenceEndsAt: position, ...none });
  }

  get info(): StreamInfo {
    const { answer } = this.#parts;
    return { ...answer.info, state: this.sender === null ? 'away' : 'connected', predictions: this.predictions };
  }

  get dropped(): number {
    return this.#parts.answer.dropped + this.#dropped;
  }

  get full(): boolean {
    return this.#parts.message.drop === 'none' && this.#parts.log.full;
  }

  wants(sequence: number): boolean {
    return this.closing === null && this.sequencer.isNew(sequence);
  }

  bytes(head: BlockHead, encoding: Encoding, payload: Uint8Array): void {
    const each = rowBytes(this.plan.layout, encoding);
    if (payload.length === 0 || payload.length % each !== 0) {
      throw new Refusal('WRONG_LENGTH', `a block must be whole rows of ${each} bytes: received ${payload.length}`);
    }
    if (this.#drops(head.sequence, payload.length / each)) return;
    const { name, session } = this;
    const { sequence, position, timeMs } = head;
    this.#send({ kind: 'bytes', stream: name, session, sequence, position, timeMs, dropped: this.#untold, payload });
  }

  numbers(message: BlockMessage, sequence: number): void {
    const { rows } = decodeNumbers(this.plan.layout, message.values, (timeMs) => timeMs);
    if (this.#drops(sequence, rows)) return;
    const { name: stream, session } = this;
    this.#send({ kind: 'numbers', stream, session, dropped: this.#untold, message: { ...message, sequence } });
  }

  end(): void {
    this.confirm();
    this.tell('close');
  }

  /** The client is there: the stream goes on with it. `again`: others may believe that it is not. */
  confirm(again = false): void {
    if (this.#confirmed !== again || this.sender === null) return;
    this.#confirmed = true;
    const { message, node } = this.#parts;
    const { name: stream, session, token } = this;
    const by = { node, saysClosed: this.sender.saysClosed, encoding: message.encoding };
    this.#parts.log.add(recordBytes({ kind: 'confirm', stream, session, token, ...by }));
  }

  tell(kind: 'close' | 'left' | 'heard'): void {
    this.#parts.log.add(recordBytes({ kind, stream: this.name, session: this.session }));
  }

  setDetector(settings: DetectorChanges): void {
    this.#parts.log.add(recordBytes({ kind: 'detector', stream: this.name, settings }));
  }

  /** The stream has said something; what it said before is skipped. */
  said(frame: Uint8Array): void {
    const number = numberOf(frame);
    const isDetection = frame[0] === DETECTION;
    const log = isDetection ? this.results.detections : this.results.predictions;
    if (this.#heard(log === this.results.detections, number)) return;
    if (isDetection) this.results.nextDetection = plus(number, 1);
    else if (after(number, this.predictions) >= 0) this.predictions = plus(number, 1);
    this.#last[isDetection ? 1 : 0] = number;
    const at = log.append(number, frame.length);
    log.bytes.set(frame, at);
    this.sender?.result(this, { bytes: log.bytes, at, length: frame.length });
  }

  // Blocks are decoded where the stream is.

  dropsUnread(): boolean {
    return false;
  }

  take(): void {
    throw new Error('a block of a relayed stream is taken as it is');
  }

  fail(error: unknown): void {
    throw error;
  }

  /** Number of the last prediction and of the last detection that came; NaN: none. */
  readonly #last: [number, number] = [Number.NaN, Number.NaN];

  #heard(isDetection: boolean, number: number): boolean {
    const last = this.#last[isDetection ? 1 : 0];
    return !Number.isNaN(last) && after(number, last) <= 0;
  }

  /** While so much waits for the log that nothing more should, streams that may drop rows do. */
  #drops(sequence: number, rows: number): boolean {
    this.sequencer.sequence = sequence;
    if (this.#parts.message.drop === 'none' || !this.#parts.log.full) return false;
    this.#dropped += rows;
    this.#untold += rows;
    return true;
  }

  #send(record: Exclude<LogRecord, StrangerRecord>): void {
    const { sequence } = this.sequencer;
    this.confirm();
    this.#untold = 0;
    this.#parts.log.add(recordBytes(record), () => {
      this.sequencer.acknowledged = sequence;
    });
  }
}

/** Tells what the client acknowledges. */
class HeardResults extends Results {
  readonly #heard: (predictions: number, detections: number) => void;

  constructor(keptBytes: number, heard: (predictions: number, detections: number) => void) {
    super(keptBytes);
    this.#heard = heard;
  }

  override acknowledged(predictions: number, detections: number): void {
    super.acknowledged(predictions, detections);
    this.#heard(predictions, detections);
  }
}
