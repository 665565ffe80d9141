// All streams of a server, by name: opened, continued, given up after their client has been away too long, closed.
import { now } from '../../clock.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { CODES, NORMAL, Refusal } from '../../protocol/closing.js';
import { fitsPattern } from '../../protocol/names.js';
import type { Counts } from '../metrics/counters.js';
import type { Saver } from '../persistence/saver.js';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import { Tally } from '../tally.js';
import type { Limits } from '../transport/limits.js';
import { isSameToken } from '../transport/tokens.js';
import type { Watching } from '../transport/watching.js';
import type { ModelShelf } from './model-registry.js';
import type { OpenedStream, SavedStream } from './open-served.js';
import type { ServedStream } from './served-stream.js';
import { StreamMaker } from './stream-maker.js';
import type { StreamSender } from './stream-parties.js';

export interface HubParts {
  readonly shelf: ModelShelf;
  readonly fleet: EngineFleet;
  readonly limits: Limits;
  readonly counts: Counts;
  readonly watching: Watching;
  /** How long a stream waits for its client, ms. */
  readonly keepMs: number;
  /** Where streams are saved: blocks are acknowledged only once a state on disk covers them. Null: nowhere. */
  readonly saver: Saver | null;
  /** Something that a person should know. */
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** A stream is over for good. */
  forgotten(stream: ServedStream): void;
}

export class StreamHub extends Tally {
  readonly #parts: HubParts;
  readonly #maker: StreamMaker;
  readonly #streams = new Map<string, ServedStream>();
  /** Names that are being opened. */
  readonly #opening = new Set<string>();
  #ending = false;
  noMemory = false;

  constructor(parts: HubParts) {
    super(parts);
    this.#parts = parts;
    this.#maker = new StreamMaker({ ...parts, heldBytes: () => this.heldBytes });
  }

  get streams(): IterableIterator<ServedStream> {
    return this.#streams.values();
  }

  get count(): number {
    return this.#streams.size;
  }

  get(name: string): ServedStream | undefined {
    return this.#streams.get(name);
  }

  matching(pattern: string): ServedStream[] {
    return [...this.#streams.values()].filter(({ name }) => fitsPattern(name, pattern));
  }

  /** Bytes that the streams have taken, about. */
  get heldBytes(): number {
    let bytes = 0;
    for (const stream of this.#streams.values()) bytes += stream.heldBytes;
    return bytes;
  }

  /** Takes nothing new from here on. */
  refuseNew(): void {
    this.#ending = true;
  }

  /** Opens a stream, or goes on with one. Rejects with a Refusal. */
  async open(message: OpenMessage, sender: StreamSender): Promise<OpenedStream> {
    const known = this.#streams.get(message.stream);
    if (this.#ending) throw new Refusal('ENDING', 'the server is about to end');
    if (
      known !== undefined &&
      message.resume !== undefined &&
      (known.closing === null || isSameToken(message.resume.token, known.token))
    ) {
      return this.#resume(known, message.resume, sender);
    }
    if (this.#opening.has(message.stream)) throw new Refusal('NAME_TAKEN', `'${message.stream}' is being opened`);
    if (known !== undefined) this.#makeRoomFor(known, message);
    this.#opening.add(message.stream);
    try {
      const stream = await this.#create(message, null);
      // From its first moment on: a client that was told of it finds it again.
      await this.#parts.saver?.saveOne(stream).catch((error) => {
        this.close(stream, CODES.FAILED, String(error)); // nobody has been told of it: its name is free again
        throw error;
      });
      this.#attach(stream, sender);
      return { stream, resumed: false };
    } finally {
      this.#opening.delete(message.stream);
    }
  }

  /** Brings back a stream that a server before this one has saved. Rejects with what openStream rejects with, or a Refusal. */
  async restore(saved: SavedStream): Promise<ServedStream> {
    const stream = await this.#create(saved.open, saved);
    stream.awaySinceMs = now();
    return stream;
  }

  /** Its client is gone, and may come back. */
  detach(stream: ServedStream, sender: StreamSender): void {
    if (stream.sender !== sender) return;
    stream.sender = null;
    stream.awaySinceMs = now();
    this.#parts.watching.changed(stream);
    if (stream.closing !== null && stream.results.isEmpty) this.#forget(stream);
  }

  /** Ends a stream: its client is told why. */
  close(stream: ServedStream, code: number, reason: string): void {
    if (stream.closing !== null) return;
    stream.closing = { code, reason };
    stream.sender?.streamClosed(stream, code, reason);
    void stream.release();
    this.#forget(stream);
  }

  /** The client has everything of a stream that is over. */
  acknowledged(stream: ServedStream): void {
    if (stream.closing !== null && stream.results.isEmpty) this.#forget(stream);
  }

  /** Once a second or so: gives up streams whose clients do not come back. */
  tick(nowMs: number): void {
    for (const stream of this.#streams.values()) {
      if (!(nowMs - stream.awaySinceMs > this.#parts.keepMs)) continue;
      stream.closing ??= { code: CODES.UNKNOWN_STREAM, reason: 'its client was away for too long' };
      void stream.release();
      this.#forget(stream);
    }
    this.#boundMemory();
    this.#parts.watching.allChanged();
    this.pump();
  }

  ended(stream: ServedStream): void {
    if (stream.closing !== null) return;
    stream.closing = { code: NORMAL, reason: '' };
    stream.sender?.streamClosed(stream, NORMAL, '');
    void stream.release();
    this.#parts.watching.closed(stream);
    if (stream.results.isEmpty) this.#forget(stream);
  }

  failed(stream: ServedStream, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#parts.warn({ stream: stream.name, reason }, 'a stream failed');
    this.#parts.fleet.forgetIfDead(stream.feeder);
    this.close(stream, CODES.FAILED, reason);
  }

  async #create(message: OpenMessage, saved: SavedStream | null): Promise<ServedStream> {
    const stream = await this.#maker.make(message, saved, this);
    this.#streams.set(stream.name, stream);
    stream.start();
    this.#parts.watching.opened(stream);
    return stream;
  }

  #resume(stream: ServedStream, resume: NonNullable<OpenMessage['resume']>, sender: StreamSender): OpenedStream {
    if (!isSameToken(resume.token, stream.token)) {
      throw new Refusal('WRONG_RESUME_TOKEN', `the token is not that of '${stream.name}'`);
    }
    const before = stream.sender;
    if (before !== sender) {
      before?.streamClosed(stream, CODES.CONTINUED_ELSEWHERE, 'the stream was continued over another connection');
    }
    stream.results.acknowledged(resume.predictions, resume.detections);
    stream.reconnects++;
    this.#parts.counts.reconnects++;
    stream.backlog.catchingUp = true;
    this.#attach(stream, sender);
    return { stream, resumed: true };
  }

  #attach(stream: ServedStream, sender: StreamSender): void {
    stream.sender = sender;
    stream.awaySinceMs = Number.NaN;
    this.#parts.watching.changed(stream);
  }

  #makeRoomFor(known: ServedStream, message: OpenMessage): void {
    const free = known.closing !== null || (message.replace && known.sender === null);
    if (!free)
      throw new Refusal(
        'NAME_TAKEN',
        `'${known.name}' is open${known.sender === null ? ', and waits for its client' : ''}`,
      );
    this.close(known, NORMAL, 'replaced');
    this.#forget(known);
  }

  /** Over the bound nothing more may wait; where that was not enough by the next look, the largest streams end. */
  #boundMemory(): void {
    const { memoryBytes } = this.#parts.limits;
    let held = this.heldBytes;
    if (this.noMemory && held > memoryBytes) {
      const sizes = [...this.#streams.values()].map((stream) => ({ stream, bytes: stream.heldBytes }));
      for (const { stream, bytes } of sizes.sort((a, b) => b.bytes - a.bytes)) {
        if (held <= memoryBytes) break;
        held -= bytes;
        this.close(stream, CODES.NO_MEMORY, `it took ${bytes} bytes, the most of all, and there are no more`);
        this.#forget(stream);
      }
    }
    this.noMemory = held > memoryBytes;
  }

  #forget(stream: ServedStream): void {
    if (this.#streams.get(stream.name) !== stream) return;
    this.#streams.delete(stream.name);
    this.#parts.counts.droppedOfClosed += stream.dropped;
    this.#parts.watching.closed(stream);
    stream.sender?.streamForgotten(stream);
    this.#parts.saver?.forget(stream);
    this.#parts.forgotten(stream);
  }
}
