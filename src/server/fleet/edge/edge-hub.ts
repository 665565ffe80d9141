// The streams of the clients that are connected to this node, as connections see them. Each is opened, continued and
// ended through the log of its partition, wherever its owner is.
import { randomInt } from 'node:crypto';
import type { OpenMessage } from '../../../protocol/client-messages.js';
import { CODES, type CodeName, Refusal } from '../../../protocol/closing.js';
import { patternTest } from '../../../protocol/names.js';
import type { AdministeredStream, ConnectedHub, StreamSender, WatchedStream } from '../../streams/connected-stream.js';
import type { ModelRegistry } from '../../streams/model-registry.js';
import { newResumeToken } from '../../streams/resume-token.js';
import { partitionOf } from '../partitions.js';
import type { Storage } from '../storage/contract.js';
import type { OpenedAnswer } from '../wire/outputs.js';
import { recordBytes } from '../wire/records.js';
import { EdgeStream } from './edge-stream.js';
import { PartitionLink } from './partition-link.js';

export interface EdgeHubParts {
  readonly storage: Storage;
  readonly node: string;
  readonly partitions: number;
  readonly registry: ModelRegistry;
  readonly limits: { readonly keptBytes: number; readonly waitingBytes: number };
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** The streams of all nodes, as far as this one knows. */
  seen(): Iterable<WatchedStream & AdministeredStream>;
}

/** Bytes that may wait for the log of one partition, in blocks that may wait of one stream. */
const WAITING = 8;
const MOST_SESSION = 2 ** 32 - 1;

export class EdgeHub implements ConnectedHub {
  readonly takesMarks = false;
  readonly #parts: EdgeHubParts;
  readonly #links = new Map<number, PartitionLink>();
  readonly #streams = new Map<string, EdgeStream>();
  readonly #stop = new AbortController();
  #ending = false;

  constructor(parts: EdgeHubParts) {
    this.#parts = parts;
  }

  /** Those of all nodes. */
  get streams(): Iterable<WatchedStream & AdministeredStream> {
    return this.#parts.seen();
  }

  matching(pattern: string): WatchedStream[] {
    const fits = patternTest(pattern);
    return [...this.streams].filter(({ name }) => fits(name));
  }

  get(name: string): (WatchedStream & AdministeredStream) | undefined {
    const here = this.#streams.get(name);
    return here ?? [...this.streams].find((stream) => stream.name === name);
  }

  /** Streams of clients that are connected here. */
  get count(): number {
    return this.#streams.size;
  }

  async open(
    message: OpenMessage,
    sender: StreamSender,
  ): Promise<{ readonly stream: EdgeStream; readonly resumed: boolean }> {
    if (this.#ending) throw new Refusal('ENDING', 'the server is about to end');
    const { registry, node, limits } = this.#parts;
    const plan = await registry.plan(message);
    const link = this.#linkOf(message.stream);
    await link.ready();
    const session = randomInt(1, MOST_SESSION);
    const answered = new Promise<{ readonly stream: EdgeStream; readonly resumed: boolean }>((resolve, reject) => {
      link.expect(session, {
        refused: (code, reason) => reject(refusal(code, reason)),
        opened: (answer: OpenedAnswer) => {
          const acknowledged = (stream: EdgeStream) => link.acknowledged(stream);
          const { keptBytes } = limits;
          const stream = new EdgeStream({ message, plan, answer, sender, node, log: link, keptBytes, acknowledged });
          setTimeout(() => stream.confirm()); // unless its client turns out to be gone
          this.#streams.set(stream.name, stream);
          resolve({ stream, resumed: answer.resumed });
          return stream;
        },
      });
    });
    const { saysClosed } = sender;
    const record = { stream: message.stream, session, token: newResumeToken(), node, saysClosed, message };
    link.add(recordBytes({ kind: 'open', ...record }));
    return answered;
  }

  detach(stream: EdgeStream, sender: StreamSender): void {
    if (stream.sender !== sender) return;
    stream.sender = null;
    if (stream.closing === null || stream.closing.code === 1000) stream.tell('left');
    this.#drop(stream);
  }

  forgetWhereDone(stream: EdgeStream): void {
    if (stream.closing !== null && stream.results.isEmpty && stream.sender?.saysClosed !== true) this.forget(stream);
  }

  /** Its client needs nothing more of it. */
  forget(stream: EdgeStream): void {
    const { sender } = stream;
    this.#linkOf(stream.name).tellAcknowledged();
    stream.confirm();
    stream.tell('heard');
    this.#drop(stream);
    sender?.streamForgotten(stream);
  }

  close(stream: WatchedStream): void {
    this.#linkOf(stream.name).add(recordBytes({ kind: 'end', stream: stream.name }));
  }

  /** This node was taken for gone: the clients of those that are confirmed are there. */
  confirmAgain(): void {
    for (const stream of this.#streams.values()) stream.confirm(true);
  }

  /** Takes nothing new. */
  refuseNew(): void {
    this.#ending = true;
  }

  /** Resolves when everything that clients have sent is in the log. */
  async settled(): Promise<void> {
    await Promise.all([...this.#links.values()].map((link) => link.settled()));
  }

  stop(): void {
    this.#stop.abort();
  }

  /** Appends a record about a stream of any node. */
  tell(record: Parameters<typeof recordBytes>[0]): void {
    this.#linkOf(record.stream).add(recordBytes(record));
  }

  readonly #closed = (stream: EdgeStream, code: number, reason: string): void => {
    if (stream.closing !== null) return;
    stream.closing = { code, reason };
    const { sender } = stream;
    sender?.streamClosed(stream, code, reason);
    if (code !== 1000) this.#drop(stream);
    else this.forgetWhereDone(stream);
  };

  #drop(stream: EdgeStream): void {
    this.#linkOf(stream.name).forget(stream);
    if (this.#streams.get(stream.name) === stream) this.#streams.delete(stream.name);
  }

  #linkOf(stream: string): PartitionLink {
    const { storage, node, partitions, limits, warn } = this.#parts;
    const partition = partitionOf(stream, partitions);
    let link = this.#links.get(partition);
    if (link === undefined) {
      const mostWaiting = WAITING * limits.waitingBytes;
      const { signal } = this.#stop;
      link = new PartitionLink({ storage, partition, node, signal, mostWaiting, warn, closed: this.#closed });
      this.#links.set(partition, link);
    }
    return link;
  }
}

function refusal(code: number, reason: string): Refusal {
  const names = Object.keys(CODES) as CodeName[];
  return new Refusal(names.find((name) => CODES[name] === code) ?? 'FAILED', reason);
}
