// The streams that one connection sends, by the numbers that its client gave them.
import { monotonicMs } from '../../clock.js';
import type { BlockHead } from '../../protocol/block-head.js';
import type { BlockMessage, OpenMessage } from '../../protocol/client-messages.js';
import { CODES, Refusal, type RefusalCode } from '../../protocol/closing.js';
import { plus } from '../../protocol/counting.js';
import type { Feature } from '../../protocol/features.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { Payer } from '../scheduling/client-work.js';
import type { ConnectedHub, ConnectedStream, StreamSender } from '../streams/connected-stream.js';
import type { KeptFrame } from '../streams/results.js';
import { decodeBytes, decodeNumbers, rowBytes } from '../streams/row-layout.js';
import { type ConnectionStream, newConnectionStream, sendResult, tellAccepted } from './connection-stream.js';
import type { Limits } from './limits.js';
import type { Outbox } from './outbox.js';

export interface ConnectionStreamsParts {
  readonly client: string;
  readonly connection: string;
  /** Who pays for results. */
  readonly payer: Payer;
  readonly hub: ConnectedHub;
  readonly limits: Limits;
  readonly outbox: Outbox;
  readonly features: ReadonlySet<Feature>;
  tell(message: ServerMessage): void;
  close(code: number, reason: string): void;
  /** Whether the client has to wait with what it sends. */
  hold(held: boolean): void;
}

/** What a block that waits for its stream to open costs beside its payload, bytes. */
const EARLY_OVERHEAD = 64;

export class ConnectionStreams implements StreamSender {
  readonly #parts: ConnectionStreamsParts;
  readonly #entries: (ConnectionStream | undefined)[] = [];
  readonly #byStream = new Map<ConnectedStream, ConnectionStream>();
  /** Numbers whose stream was refused or has ended. What was under way for them is ignored. */
  readonly #gone = new Set<number>();
  #count = 0;
  #held = false;
  /** The client is gone, and something that it has sent is not handled yet. */
  #left = false;
  #over = false;
  /** When a stream last ended here. */
  lastMs = 0;

  constructor(parts: ConnectionStreamsParts) {
    this.#parts = parts;
  }

  get client(): string {
    return this.#parts.client;
  }

  get connection(): string {
    return this.#parts.connection;
  }

  get payer(): Payer {
    return this.#parts.payer;
  }

  get saysClosed(): boolean {
    return this.#parts.features.has('closed-heard');
  }

  /** Streams that are open or being opened. */
  get count(): number {
    return this.#count;
  }

  open(message: OpenMessage): void {
    const { limits } = this.#parts;
    const { number } = message;
    if (this.#entries[number] !== undefined)
      return this.#refuse(number, CODES.NAME_TAKEN, `number ${number} is in use`);
    if (this.#count >= limits.streams) {
      return this.#refuse(number, CODES.TOO_MANY_STREAMS, `a client may have ${limits.streams} streams`);
    }
    if (this.#left && this.#hasSender(message.stream)) return; // it was continued over another connection
    const entry = newConnectionStream(message);
    this.#entries[number] = entry;
    this.#gone.delete(number);
    this.#count++;
    this.#parts.hub
      .open(message, this)
      .then((opened) => this.#opened(entry, opened))
      .catch((error: unknown) => this.#failed(entry, error));
  }

  block(head: BlockHead, bytes: Uint8Array, payloadAt: number): void {
    const entry = this.#entry(head.stream);
    if (entry === null) return;
    if (entry.open.encoding === 'json')
      throw new Refusal('WRONG_ENCODING', `'${entry.open.stream}' takes JSON numbers, not bytes`);
    const { stream } = entry;
    if (stream !== null) return this.#block(entry, stream, head, bytes, payloadAt);
    const copy = { ...head };
    const payload = bytes.slice(payloadAt, payloadAt + head.payloadBytes);
    this.#early(entry, payload.length, (opened) => this.#block(entry, opened, copy, payload, 0));
  }

  numbers(message: BlockMessage): void {
    const entry = this.#entry(message.number);
    if (entry === null) return;
    if (entry.open.encoding !== 'json')
      throw new Refusal('WRONG_ENCODING', `'${entry.open.stream}' takes bytes, not JSON numbers`);
    const take = (stream: ConnectedStream) => {
      const sequence = message.sequence ?? plus(stream.sequencer.sequence, 1);
      if (!stream.wants(sequence)) return;
      if (stream.relay !== null) stream.relay.numbers(message, sequence);
      else takeNumbers(stream, message, sequence);
      this.#holdWhereFull(stream);
    };
    if (entry.stream !== null) this.#work(entry.stream, take);
    else this.#early(entry, 8 * message.values.length, take);
  }

  acknowledged(number: number, predictions: number, detections: number): void {
    const entry = this.#entry(number);
    const stream = entry?.stream ?? null;
    if (entry === null || stream === null) return;
    stream.results.acknowledged(predictions, detections);
    this.#parts.hub.forgetWhereDone(stream);
  }

  /** The client was told that the stream is over. */
  heardClosed(number: number): void {
    const stream = this.#entry(number)?.stream ?? null;
    if (stream !== null && stream.closing !== null) this.#parts.hub.forget(stream);
  }

  end(number: number): void {
    const entry = this.#entry(number);
    if (entry === null) return;
    entry.ended = true;
    entry.stream?.end();
  }

  result(stream: ConnectedStream, frame: KeptFrame): void {
    const entry = this.#byStream.get(stream);
    if (entry !== undefined) sendResult(this.#parts, entry, stream, frame);
    if (this.#held) this.#resumeWhereRoom();
  }

  streamClosed(stream: ConnectedStream, code: number, reason: string): void {
    const entry = this.#byStream.get(stream);
    if (entry === undefined) return;
    tellAccepted(this.#parts, entry, stream);
    this.#parts.outbox.flush();
    this.#parts.tell({ kind: 'closed', number: entry.number, code, reason });
    const waits = code === 1000 && stream.closing !== null && (this.saysClosed || !stream.results.isEmpty);
    if (!waits) this.#remove(entry);
  }

  streamForgotten(stream: ConnectedStream): void {
    const entry = this.#byStream.get(stream);
    if (entry !== undefined) this.#remove(entry);
  }

  unacknowledged(stream: ConnectedStream): void {
    this.#parts.close(CODES.UNACKNOWLEDGED, `${stream.results.detections.count} detections of '${stream.name}' wait`);
  }

  /** Tells which blocks have come, where no result has told it. */
  acknowledge(): void {
    for (const [stream, entry] of this.#byStream) {
      if (entry.told !== stream.sequencer.acknowledged || entry.toldDropped !== stream.dropped)
        tellAccepted(this.#parts, entry, stream);
    }
    if (this.#held) this.#resumeWhereRoom();
  }

  /** The client is gone. What it has sent may still come here, but its streams wait for it already. */
  leave(): void {
    this.#left = true;
    for (const [stream, entry] of [...this.#byStream]) this.#detach(stream, entry);
  }

  /** The connection is over. Its streams wait for their client. */
  detachAll(): void {
    this.#over = true;
    for (const stream of [...this.#byStream.keys()]) this.#parts.hub.detach(stream, this);
    this.#byStream.clear();
    this.#entries.length = 0;
    this.#count = 0;
  }

  #opened(entry: ConnectionStream, { stream, resumed }: Awaited<ReturnType<ConnectedHub['open']>>): void {
    if (this.#over) return this.#parts.hub.detach(stream, this);
    const { sequencer, results } = stream;
    if (this.#byStream.has(stream)) {
      this.streamClosed(stream, CODES.CONTINUED_ELSEWHERE, 'the stream was continued under another number');
    }
    entry.stream = stream;
    this.#byStream.set(stream, entry);
    this.#parts.tell({
      kind: 'opened',
      number: entry.number,
      stream: stream.name,
      token: stream.token,
      resumed,
      sequence: sequencer.sequence,
      position: sequencer.position,
      predictions: stream.predictions,
      detections: results.nextDetection - 1,
      lost: results.predictions.dropped,
      info: stream.info,
    });
    this.#work(stream, () => {
      this.#sendAgain(entry, stream);
      for (const take of entry.early.splice(0)) take();
      if (entry.ended) stream.end();
    });
    if (this.#left) this.#detach(stream, entry);
    if (stream.closing === null) return;
    this.streamClosed(stream, stream.closing.code, stream.closing.reason);
    this.#parts.hub.forgetWhereDone(stream);
  }

  /** The stream could not be opened. */
  #failed(entry: ConnectionStream, error: unknown): void {
    this.#remove(entry);
    const code = error instanceof Refusal ? error.code : CODES.FAILED;
    this.#refuse(entry.number, code, error instanceof Error ? error.message : String(error));
  }

  /** Works on one stream. An error that is no refusal ends that stream and nothing else. */
  #work(stream: ConnectedStream, work: (stream: ConnectedStream) => void): void {
    try {
      work(stream);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      stream.fail(error);
    }
  }

  #sendAgain(entry: ConnectionStream, stream: ConnectedStream): void {
    const { predictions, detections } = stream.results;
    for (const log of [predictions, detections]) {
      log.each((at, length) => sendResult(this.#parts, entry, stream, { bytes: log.bytes, at, length }));
    }
    tellAccepted(this.#parts, entry, stream);
  }

  #block(
    entry: ConnectionStream,
    stream: ConnectedStream,
    head: BlockHead,
    bytes: Uint8Array,
    payloadAt: number,
  ): void {
    if (!stream.wants(head.sequence)) return;
    const { encoding } = entry.open;
    if (stream.relay !== null) {
      stream.relay.bytes(head, encoding, bytes.subarray(payloadAt, payloadAt + head.payloadBytes));
      return this.#holdWhereFull(stream);
    }
    const nowMs = monotonicMs();
    const { layout } = stream.plan;
    const rows = head.payloadBytes / rowBytes(layout, encoding);
    try {
      if (stream.dropsUnread(head.sequence, head.timeMs, rows, nowMs)) return;
      const clock = (timeMs: number) => stream.sequencer.timeOf(timeMs);
      const block = decodeBytes(layout, encoding, bytes, payloadAt, head.payloadBytes, clock);
      stream.take(head.sequence, head.position, head.timeMs, block, nowMs);
    } catch (error) {
      if (error instanceof Refusal) throw error;
      return stream.fail(error); // ends this stream and nothing else
    }
    this.#holdWhereFull(stream);
  }

  #early(entry: ConnectionStream, bytes: number, take: (stream: ConnectedStream) => void): void {
    entry.earlyBytes += bytes + EARLY_OVERHEAD;
    if (entry.earlyBytes > this.#parts.limits.waitingBytes) {
      throw new Refusal(
        'TOO_FAST',
        `'${entry.open.stream}' is being opened, and ${entry.earlyBytes} bytes wait for it`,
      );
    }
    entry.early.push(() => {
      if (entry.stream === null || this.#over) return;
      try {
        take(entry.stream);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        this.#parts.close(error.code, error.message);
      }
    });
  }

  #holdWhereFull(stream: ConnectedStream): void {
    if (this.#held || !stream.full) return;
    this.#held = true;
    this.#parts.hold(true);
  }

  #resumeWhereRoom(): void {
    for (const stream of this.#byStream.keys()) if (stream.full) return;
    this.#held = false;
    this.#parts.hold(false);
  }

  /** Null: it has ended. */
  #entry(number: number): ConnectionStream | null {
    const entry = this.#entries[number];
    if (this.#left && entry !== undefined && isElsewhere(entry)) return null;
    if (entry !== undefined) return entry;
    if (this.#gone.has(number)) return null;
    throw new Refusal('NO_SUCH_STREAM', `no stream has number ${number} on this connection`);
  }

  #detach(stream: ConnectedStream, entry: ConnectionStream): void {
    entry.reconnects = stream.reconnects;
    this.#parts.hub.detach(stream, this);
  }

  #hasSender(name: string): boolean {
    return (this.#parts.hub.get(name)?.sender ?? null) !== null;
  }

  #remove(entry: ConnectionStream): void {
    if (this.#entries[entry.number] !== entry) return;
    this.#entries[entry.number] = undefined;
    this.#gone.add(entry.number);
    if (entry.stream !== null) this.#byStream.delete(entry.stream);
    this.#count--;
    this.lastMs = monotonicMs();
  }

  #refuse(number: number, code: RefusalCode, reason: string): void {
    if (!this.#over) this.#parts.tell({ kind: 'refused', number, code, reason });
  }
}

/**
 * Whether the stream of a client that is gone has been continued or replaced since: what it has sent comes again over
 * there. One block of it must not be taken where those before it were not.
 */
function isElsewhere({ stream, reconnects }: ConnectionStream): boolean {
  return stream !== null && (stream.sender !== null || stream.closing !== null || stream.reconnects !== reconnects);
}

function takeNumbers(stream: ConnectedStream, message: BlockMessage, sequence: number): void {
  const clock = (timeMs: number) => stream.sequencer.timeOf(timeMs);
  const block = decodeNumbers(stream.plan.layout, message.values, clock);
  stream.take(sequence, message.position ?? null, message.timeMs ?? Number.NaN, block, monotonicMs());
}
