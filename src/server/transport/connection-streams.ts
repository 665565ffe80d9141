// The streams that one connection sends, by the numbers that its client gave them.
import { now } from '../../clock.js';
import type { BlockHead } from '../../protocol/client-frames.js';
import type { BlockMessage, OpenMessage } from '../../protocol/client-messages.js';
import { CODES, Refusal, type RefusalCode } from '../../protocol/closing.js';
import { plus } from '../../protocol/counting.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { OpenedStream } from '../streams/open-served.js';
import type { KeptFrame } from '../streams/results.js';
import { decodeBytes, decodeNumbers, rowBytes } from '../streams/row-layout.js';
import type { ServedStream } from '../streams/served-stream.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { StreamSender } from '../streams/stream-parties.js';
import type { Limits } from './limits.js';
import type { Outbox } from './outbox.js';
import { type Entry, newEntry, sendResult, tellAccepted } from './sent-results.js';

export interface StreamsParts {
  readonly hub: StreamHub;
  readonly limits: Limits;
  readonly outbox: Outbox;
  tell(message: ServerMessage): void;
  close(code: number, reason: string): void;
  /** Whether the client is to wait with what it sends. */
  hold(held: boolean): void;
}

export class ConnectionStreams implements StreamSender {
  readonly #parts: StreamsParts;
  readonly #entries: (Entry | undefined)[] = [];
  readonly #byStream = new Map<ServedStream, Entry>();
  /** Numbers whose stream was refused or has ended: what was under way for it is passed over. */
  readonly #gone = new Set<number>();
  #count = 0;
  #held = false;
  #over = false;
  /** When a stream last ended here. */
  lastMs = 0;

  constructor(parts: StreamsParts) {
    this.#parts = parts;
  }

  /** Streams open or being opened. */
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
    const entry = newEntry(message);
    this.#entries[number] = entry;
    this.#gone.delete(number);
    this.#count++;
    this.#parts.hub.open(message, this).then(
      (opened) => this.#opened(entry, opened),
      (error: unknown) => {
        this.#remove(entry);
        const code = error instanceof Refusal ? error.code : CODES.FAILED;
        this.#refuse(number, code, error instanceof Error ? error.message : String(error));
      },
    );
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
    const take = (stream: ServedStream) => {
      const sequence = message.sequence ?? plus(stream.arrivals.sequence, 1);
      if (!stream.wants(sequence)) return;
      const nowMs = now();
      const clock = (timeMs: number) => stream.arrivals.timeOf(timeMs, nowMs);
      const block = decodeNumbers(stream.plan.layout, message.values, clock);
      stream.take(sequence, message.position ?? null, message.timeMs ?? Number.NaN, block, nowMs);
      this.#holdWhereFull(stream);
    };
    if (entry.stream !== null) take(entry.stream);
    else this.#early(entry, 8 * message.values.length, take);
  }

  acknowledged(number: number, predictions: number, detections: number): void {
    const entry = this.#entry(number);
    const stream = entry?.stream ?? null;
    if (entry === null || stream === null) return;
    stream.results.acknowledged(predictions, detections);
    if (stream.closing === null || !stream.results.isEmpty) return;
    this.#remove(entry);
    this.#parts.hub.acknowledged(stream);
  }

  end(number: number): void {
    const entry = this.#entry(number);
    if (entry === null) return;
    entry.ended = true;
    entry.stream?.end();
  }

  result(stream: ServedStream, frame: KeptFrame): void {
    const entry = this.#byStream.get(stream);
    if (entry !== undefined) sendResult(this.#parts, entry, stream, frame);
    if (this.#held) this.#resumeWhereRoom();
  }

  streamClosed(stream: ServedStream, code: number, reason: string): void {
    const entry = this.#byStream.get(stream);
    if (entry === undefined) return;
    tellAccepted(this.#parts, entry, stream);
    this.#parts.outbox.flush();
    this.#parts.tell({ kind: 'closed', number: entry.number, code, reason });
    const waits = code === 1000 && stream.closing !== null && !stream.results.isEmpty;
    if (!waits) this.#remove(entry);
  }

  streamForgotten(stream: ServedStream): void {
    const entry = this.#byStream.get(stream);
    if (entry !== undefined) this.#remove(entry);
  }

  unacknowledged(stream: ServedStream): void {
    this.#parts.close(CODES.UNACKNOWLEDGED, `${stream.results.detections.count} detections of '${stream.name}' wait`);
  }

  /** Tells which blocks have come, where no result has told. */
  acknowledge(): void {
    for (const [stream, entry] of this.#byStream) {
      if (entry.told !== stream.arrivals.acknowledged || entry.toldDropped !== stream.dropped)
        tellAccepted(this.#parts, entry, stream);
    }
    if (this.#held) this.#resumeWhereRoom();
  }

  /** The connection is over: streams wait for their client. */
  detachAll(): void {
    this.#over = true;
    for (const stream of [...this.#byStream.keys()]) this.#parts.hub.detach(stream, this);
    this.#byStream.clear();
    this.#entries.length = 0;
    this.#count = 0;
  }

  #opened(entry: Entry, { stream, resumed }: OpenedStream): void {
    if (this.#over) return this.#parts.hub.detach(stream, this);
    const { arrivals, results } = stream;
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
      sequence: arrivals.sequence,
      position: arrivals.position,
      predictions: stream.predictions,
      detections: results.nextDetection - 1,
      lost: results.predictions.lost,
      info: stream.info,
    });
    if (resumed) this.#sendAgain(entry, stream);
    for (const take of entry.early.splice(0)) take();
    if (entry.ended) stream.end();
    if (stream.closing !== null) this.streamClosed(stream, stream.closing.code, stream.closing.reason);
  }

  #sendAgain(entry: Entry, stream: ServedStream): void {
    const { predictions, detections } = stream.results;
    for (const log of [predictions, detections]) {
      log.each((at, length) => sendResult(this.#parts, entry, stream, { bytes: log.bytes, at, length }));
    }
    tellAccepted(this.#parts, entry, stream);
  }

  #block(entry: Entry, stream: ServedStream, head: BlockHead, bytes: Uint8Array, payloadAt: number): void {
    if (!stream.wants(head.sequence)) return;
    const nowMs = now();
    const { layout } = stream.plan;
    const rows = head.payloadBytes / rowBytes(layout, entry.open.encoding);
    if (stream.passes(head.sequence, head.timeMs, rows, nowMs)) return;
    const clock = (timeMs: number) => stream.arrivals.timeOf(timeMs, nowMs);
    const block = decodeBytes(layout, entry.open.encoding, bytes, payloadAt, head.payloadBytes, clock);
    stream.take(head.sequence, head.position, head.timeMs, block, nowMs);
    this.#holdWhereFull(stream);
  }

  #early(entry: Entry, bytes: number, take: (stream: ServedStream) => void): void {
    entry.earlyBytes += bytes + 64;
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

  #holdWhereFull(stream: ServedStream): void {
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
  #entry(number: number): Entry | null {
    const entry = this.#entries[number];
    if (entry !== undefined) return entry;
    if (this.#gone.has(number)) return null;
    throw new Refusal('NO_SUCH_STREAM', `no stream has number ${number} on this connection`);
  }

  #remove(entry: Entry): void {
    if (this.#entries[entry.number] !== entry) return;
    this.#entries[entry.number] = undefined;
    this.#gone.add(entry.number);
    if (entry.stream !== null) this.#byStream.delete(entry.stream);
    this.#count--;
    this.lastMs = now();
  }

  #refuse(number: number, code: RefusalCode, reason: string): void {
    if (!this.#over) this.#parts.tell({ kind: 'refused', number, code, reason });
  }
}
