// One partition as the clients of this node need it: what they send goes into its log, what its streams say comes out.
import type { Storage } from '../storage/contract.js';
import { persistently } from '../storage/persistently.js';
import { type OpenedAnswer, type Output, readOutputs } from '../wire/outputs.js';
import { recordBytes } from '../wire/records.js';
import type { EdgeLog, EdgeStream } from './edge-stream.js';
import { RowWriter } from './row-writer.js';

export interface PartitionLinkParts {
  readonly storage: Storage;
  readonly partition: number;
  readonly node: string;
  readonly signal: AbortSignal;
  /** Bytes that may wait for the log. */
  readonly mostWaiting: number;
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** A stream of a client of this node is over. */
  closed(stream: EdgeStream, code: number, reason: string): void;
}

/** A stream that waits for its answer. */
interface Opening {
  opened(answer: OpenedAnswer): EdgeStream;
  refused(code: number, reason: string): void;
}

/** Acknowledgements are told so often. */
const ACKNOWLEDGE_MS = 250;

export class PartitionLink implements EdgeLog {
  readonly #parts: PartitionLinkParts;
  readonly #writer: RowWriter;
  readonly #opening = new Map<number, Opening>();
  /** By name and by session: of one name, the last one is told. */
  readonly #streams = new Map<string, EdgeStream>();
  readonly #acknowledged = new Set<EdgeStream>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #reading: Promise<void> | null = null;

  constructor(parts: PartitionLinkParts) {
    const { storage, partition, node, signal } = parts;
    this.#parts = parts;
    this.#writer = new RowWriter({
      ...{ log: storage.rows, subject: String(partition), node, signal },
      refused: (reason) =>
        parts.warn({ partition, reason }, 'NATS does not take rows, so clients wait; it is tried again'),
    });
  }

  get full(): boolean {
    return this.#writer.waitingBytes > this.#parts.mostWaiting;
  }

  add(record: Uint8Array, written: (() => void) | null = null): void {
    this.#writer.add(record, written);
  }

  /** Resolves when what streams say is read from here on. */
  ready(): Promise<void> {
    this.#reading ??= this.#begin();
    return this.#reading;
  }

  /** The answer to an opening, by its session. `opened` makes the stream. */
  expect(session: number, opening: Opening): void {
    this.#opening.set(session, opening);
  }

  forget(stream: EdgeStream): void {
    if (this.#streams.get(stream.name) === stream) this.#streams.delete(stream.name);
    this.#acknowledged.delete(stream);
  }

  /** Tells soon what the client has. */
  acknowledged(stream: EdgeStream): void {
    this.#acknowledged.add(stream);
    this.#timer ??= setTimeout(() => this.tellAcknowledged(), ACKNOWLEDGE_MS);
  }

  tellAcknowledged(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const { name: stream, session, had } of this.#acknowledged) {
      this.add(recordBytes({ kind: 'ack', stream, session, ...had }));
    }
    this.#acknowledged.clear();
  }

  /** Resolves when everything is in the log. */
  settled(): Promise<void> {
    this.tellAcknowledged();
    return this.#writer.settled();
  }

  async #begin(): Promise<void> {
    const { storage, partition, signal } = this.#parts;
    const subject = String(partition);
    const last = await persistently(() => storage.results.last(subject), signal);
    void this.#read((last?.sequence ?? 0) + 1);
  }

  async #read(from: number): Promise<void> {
    const { storage, partition, signal } = this.#parts;
    for await (const { bytes } of storage.results.read(String(partition), from, signal)) {
      for (const output of readOutputs(bytes)) this.#said(output);
    }
  }

  #said(output: Output): void {
    const stream = this.#streams.get(output.stream);
    switch (output.kind) {
      case 'result':
        return stream?.said(output.frame);
      case 'opened': {
        const opening = this.#taken(output.answer.session);
        if (opening !== undefined) this.#streams.set(output.stream, opening.opened(output.answer));
        return;
      }
      case 'refused':
        return this.#taken(output.session)?.refused(output.code, output.reason);
      case 'closed':
        if (stream?.session === output.session) this.#parts.closed(stream, output.code, output.reason);
        return;
      default:
        output satisfies never;
    }
  }

  #taken(session: number): Opening | undefined {
    const opening = this.#opening.get(session);
    this.#opening.delete(session);
    return opening;
  }
}
