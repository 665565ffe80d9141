// All streams of a server, by name: they are opened, continued, ended, and forgotten when their client stays away too
// long. What happens on them is counted and passed on to those who watch.
import { monotonicMs } from '../../clock.js';
import type { AlarmMark } from '../../model/alarm-mark.js';
import type { Platform } from '../../platform.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { CODES, NORMAL, Refusal } from '../../protocol/closing.js';
import { patternTest } from '../../protocol/names.js';
import type { DetectionFields } from '../../protocol/server-frames.js';
import type { Counters } from '../metrics/counters.js';
import type { EngineFleet } from '../scheduling/engine-fleet.js';
import { FlushTimer } from '../scheduling/flush-timer.js';
import type { ConnectedHub, StreamSender } from './connected-stream.js';
import type { ModelRegistry } from './model-registry.js';
import type { KeptFrame } from './results.js';
import { isSameToken } from './resume-token.js';
import type { DecodedBlock } from './row-layout.js';
import type { SavedStream } from './saved-stream.js';
import type { ServedStream, StreamLimits, StreamListener } from './served-stream.js';
import { StreamMaker } from './stream-maker.js';

/** Those who watch streams, as the hub sees them. */
export interface StreamWatchers {
  /** Whether anybody watches the stream. */
  has(stream: ServedStream): boolean;
  opened(stream: ServedStream): void;
  /** Something that watchers are told of the stream may have changed. */
  changed(stream: ServedStream): void;
  /** The same for every stream. */
  allChanged(): void;
  closed(stream: ServedStream): void;
  /** Returns how many watchers got the point. */
  point(stream: ServedStream, point: KeptFrame, index: number): number;
  detected(stream: ServedStream, detection: DetectionFields): void;
}

/** Where streams are saved, as the hub sees it. */
export interface StreamStore {
  /** Resolves when the stream is on the disk, or could not be saved. */
  saveOne(stream: ServedStream): Promise<void>;
  forget(stream: ServedStream): void;
}

export interface StreamHubParts {
  readonly platform: Platform;
  readonly registry: ModelRegistry;
  readonly fleet: EngineFleet;
  readonly limits: StreamLimits & { readonly memoryBytes: number };
  readonly counters: Counters;
  readonly watchers: StreamWatchers;
  /** An alarm is to go out. */
  alarm(stream: ServedStream, detection: DetectionFields): void;
  /** A stream is there. */
  opened(stream: ServedStream): void;
  /** What was said of the alarms of a stream that begins or goes on. */
  marksOf(name: string, token: string): readonly AlarmMark[];
  /** How long a stream waits for its client, ms. */
  readonly keepMs: number;
  /** Null: streams are not saved. Else a block is acknowledged only once a state on disk covers it. */
  readonly store: StreamStore | null;
  /** Bytes that connections hold: they take of the same memory. */
  connectionBytes(): number;
  /** Closes the connections that hold the most, until that is so much less. */
  shedConnections(bytes: number): void;
  /** Something that a person should know. */
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** A stream is over for good. */
  forgotten(stream: ServedStream): void;
}

export interface OpenedStream {
  readonly stream: ServedStream;
  /** Whether the stream existed before. */
  readonly resumed: boolean;
}

/**
 * The share of `keepMs` that counts as passed after a restart, at most: the client could not come back meanwhile.
 */
const LONGEST_AWAY = 0.5;

export class StreamHub implements StreamListener, ConnectedHub {
  readonly takesMarks = true;
  readonly #parts: StreamHubParts;
  readonly #counters: Counters;
  readonly #watchers: StreamWatchers;
  readonly #flushTimer: FlushTimer;
  readonly #maker: StreamMaker;
  readonly #streams = new Map<string, ServedStream>();
  /** Names that are being opened. */
  readonly #opening = new Set<string>();
  #ending = false;
  noMemory = false;

  constructor(parts: StreamHubParts) {
    this.#parts = parts;
    this.#counters = parts.counters;
    this.#watchers = parts.watchers;
    this.#flushTimer = new FlushTimer(() => parts.fleet.schedulers);
    const acknowledgeAtOnce = parts.store === null;
    this.#maker = new StreamMaker({
      ...parts,
      acknowledgeAtOnce,
      heldBytes: () => this.heldBytes + parts.connectionBytes(),
    });
  }

  get streams(): IterableIterator<ServedStream> {
    return this.#streams.values();
  }

  get count(): number {
    return this.#streams.size;
  }

  /** Whether a stream is being opened. */
  get isOpening(): boolean {
    return this.#opening.size > 0;
  }

  get(name: string): ServedStream | undefined {
    return this.#streams.get(name);
  }

  matching(pattern: string): ServedStream[] {
    const fits = patternTest(pattern);
    return [...this.#streams.values()].filter(({ name }) => fits(name));
  }

  /** Bytes that the streams take, about. */
  get heldBytes(): number {
    let bytes = 0;
    for (const stream of this.#streams.values()) bytes += stream.heldBytes;
    return bytes;
  }

  /** Detections of each open stream. */
  *detections(): Generator<readonly [stream: string, count: number]> {
    for (const { name, results } of this.#streams.values()) yield [name, results.nextDetection - 1];
  }

  /** Rows dropped on the streams that are open. */
  get dropped(): number {
    let rows = 0;
    for (const stream of this.#streams.values()) rows += stream.dropped;
    return rows;
  }

  /** Takes nothing new from here on. */
  refuseNew(): void {
    this.#ending = true;
  }

  /** Opens a stream, or continues one. `token`: what a new one gets. Rejects with a Refusal. */
  async open(message: OpenMessage, sender: StreamSender, token?: string): Promise<OpenedStream> {
    const known = this.#streams.get(message.stream);
    const { key, resume } = message;
    this.#checkEnding();
    if (known !== undefined && resume !== undefined && isSameToken(resume.token, known.token)) {
      return { stream: this.#resume(known, resume, sender), resumed: true };
    }
    // It may be there already, but not on the disk: nobody may be told of it.
    if (this.#opening.has(message.stream)) throw new Refusal('NAME_TAKEN', `'${message.stream}' is being opened`);
    if (known?.closing === null && key !== undefined && key === known.openMessage.key) {
      // The same client's earlier try got through, and its answer did not. With a token that is not this stream's, the
      // client asked for one that was lost, and was to be told that it begins anew.
      const stream = this.#resume(known, { predictions: 0, detections: 0 }, sender);
      return { stream, resumed: resume === undefined };
    }
    if (known?.closing === null && resume !== undefined) {
      throw new Refusal('WRONG_RESUME_TOKEN', `the token is not that of '${known.name}'`);
    }
    this.#checkFree(message);
    this.#opening.add(message.stream);
    try {
      const stream = await this.#maker.make(message, null, this, token);
      await this.#takePlace(stream, message);
      // Saved before its client hears of it: a client that was told of a stream finds it again after a restart.
      await this.#parts.store?.saveOne(stream).catch((error) => {
        this.close(stream, CODES.FAILED, String(error)); // nobody was told of it, so its name becomes free again
        throw error;
      });
      this.#attach(stream, sender);
      return { stream, resumed: false };
    } finally {
      this.#opening.delete(message.stream);
    }
  }

  /** Brings back a stream that an earlier server saved. Rejects with a Refusal, or what openStream rejects with. */
  async restore(saved: SavedStream): Promise<ServedStream> {
    const stream = await this.#maker.make(saved.open, saved, this);
    this.#begin(stream);
    stream.awaySinceMs = monotonicMs() - Math.min(saved.awayMs, LONGEST_AWAY * this.#parts.keepMs);
    return stream;
  }

  /** The client of a stream is gone, and may come back. */
  detach(stream: ServedStream, sender: StreamSender): void {
    if (stream.sender !== sender) return;
    stream.sender = null;
    stream.awaySinceMs = monotonicMs();
    this.#watchers.changed(stream);
    this.#forgetWhereHeard(stream, sender);
  }

  /** Ends a stream and tells its client why. */
  close(stream: ServedStream, code: number, reason: string): void {
    if (stream.closing !== null) return;
    stream.closing = { code, reason };
    stream.sender?.streamClosed(stream, code, reason);
    this.#release(stream);
    this.forget(stream);
  }

  /**
   * Forgets a stream that is over where its client needs nothing more of it: it has all results and, if it is one that
   * says so, was told of the end. A client that was not told comes back, and must not begin anew.
   */
  forgetWhereDone(stream: ServedStream): void {
    if (stream.sender !== null) this.#forgetWhereHeard(stream, stream.sender);
  }

  /** Nothing more is needed of a stream that is over. */
  forget(stream: ServedStream): void {
    if (this.#streams.get(stream.name) !== stream) return;
    this.#streams.delete(stream.name);
    this.#counters.droppedOfClosed += stream.dropped;
    this.#watchers.closed(stream);
    stream.sender?.streamForgotten(stream);
    this.#parts.store?.forget(stream);
    this.#parts.forgotten(stream);
  }

  /** About once a second: forgets streams whose clients do not come back. `nowMs`: by the monotonic clock. */
  tick(nowMs: number): void {
    for (const stream of this.#streams.values()) {
      if (!(nowMs - stream.awaySinceMs > this.#parts.keepMs)) continue;
      stream.closing ??= { code: CODES.UNKNOWN_STREAM, reason: 'its client was away for too long' };
      this.#release(stream);
      this.forget(stream);
    }
    this.#boundMemory();
    this.#watchers.allChanged();
    this.flush();
  }

  /** Hands waiting samples to the engines, now. */
  flush(): void {
    this.#flushTimer.flush();
  }

  // What the streams report.

  get lagMs(): number {
    return this.#flushTimer.lagMs;
  }

  get pressed(): boolean {
    return this.#flushTimer.pressed;
  }

  came(_: ServedStream, block: DecodedBlock): void {
    const counters = this.#counters;
    counters.blocks++;
    counters.rows += block.rows;
    counters.replaced += block.replaced;
    this.#flushTimer.soon();
  }

  droppedUnread(): void {
    this.#counters.blocks++;
    this.#flushTimer.soon();
  }

  repeated(): void {
    this.#counters.repeated++;
  }

  fed(waitedMs: number): void {
    this.#counters.queue.record(waitedMs);
  }

  released(): void {
    this.#flushTimer.soon();
  }

  stepped(ms: number): void {
    this.#counters.step.record(ms);
  }

  predicted(stream: ServedStream, delayMs: number): void {
    this.#counters.predictions++;
    this.#counters.delay.record(delayMs);
    if (stream.share.waiting > 0) this.#flushTimer.soon();
  }

  isWatched(stream: ServedStream): boolean {
    return this.#watchers.has(stream);
  }

  point(stream: ServedStream, point: KeptFrame, index: number): void {
    this.#counters.points += this.#watchers.point(stream, point, index);
  }

  detected(stream: ServedStream, detection: DetectionFields): void {
    this.#counters.detections++;
    this.#watchers.detected(stream, detection);
    this.#parts.alarm(stream, detection);
  }

  ended(stream: ServedStream): void {
    if (stream.closing !== null) return;
    stream.closing = { code: NORMAL, reason: '' };
    stream.sender?.streamClosed(stream, NORMAL, '');
    this.#release(stream);
    this.#watchers.closed(stream);
    this.forgetWhereDone(stream);
  }

  failed(stream: ServedStream, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#parts.warn({ stream: stream.name, reason }, 'a stream failed');
    this.#parts.fleet.forgetIfDead(stream.scheduler);
    this.close(stream, CODES.FAILED, reason);
  }

  #begin(stream: ServedStream): void {
    this.#streams.set(stream.name, stream);
    stream.start();
    this.#watchers.opened(stream);
    this.#parts.opened(stream);
  }

  #checkEnding(): void {
    if (this.#ending) throw new Refusal('ENDING', 'the server is about to end');
  }

  /** Throws Refusal NAME_TAKEN where the name is that of a stream that may not be replaced. */
  #checkFree({ stream: name, replace }: OpenMessage): void {
    const known = this.#streams.get(name);
    if (known === undefined || known.closing !== null || (replace && known.sender === null)) return;
    const waits = known.sender === null ? ', and waits for its client' : '';
    throw new Refusal('NAME_TAKEN', `'${name}' is open${waits}`);
  }

  /**
   * A new stream takes the place of the one of its name that is over or to be replaced. Only now: had the new one been
   * refused, the old one would go on.
   */
  async #takePlace(stream: ServedStream, message: OpenMessage): Promise<void> {
    try {
      this.#checkEnding();
      this.#checkFree(message); // its client may have come back meanwhile
    } catch (error) {
      await stream.release();
      throw error;
    }
    const known = this.#streams.get(message.stream);
    if (known !== undefined) {
      this.close(known, NORMAL, 'replaced');
      this.forget(known);
    }
    this.#begin(stream);
  }

  /** `had`: which results the client has. */
  #resume(
    stream: ServedStream,
    had: { readonly predictions: number; readonly detections: number },
    sender: StreamSender,
  ): ServedStream {
    const before = stream.sender;
    if (before !== sender) {
      before?.streamClosed(stream, CODES.CONTINUED_ELSEWHERE, 'the stream was continued over another connection');
    }
    stream.results.acknowledged(had.predictions, had.detections);
    stream.reconnects++;
    this.#counters.reconnects++;
    stream.backlog.catchingUp = true;
    this.#attach(stream, sender);
    return stream;
  }

  #attach(stream: ServedStream, sender: StreamSender): void {
    stream.attach(sender);
    this.#watchers.changed(stream);
  }

  /**
   * Over the memory bound nothing more may wait. Where that did not help by the next look, connections are closed
   * whose clients do not read, and then streams end: the largest of the connection and of the client that take the
   * most. So it is who takes much that pays, in many small streams or in one large one.
   */
  #boundMemory(): void {
    const { memoryBytes } = this.#parts.limits;
    const over = () => this.heldBytes + this.#parts.connectionBytes() - memoryBytes;
    if (this.noMemory && over() > 0) this.#parts.shedConnections(over());
    if (this.noMemory && over() > 0) this.#endLargest(over());
    this.noMemory = over() > 0;
  }

  #endLargest(bytes: number): void {
    const left = [...this.#streams.values()].map((stream) => ({ stream, bytes: stream.heldBytes }));
    for (let freed = 0; freed < bytes && left.length > 0; ) {
      const byClient = heaviest(left, ({ stream }) => stream.share.client);
      const byConnection = heaviest(byClient, ({ stream }) => stream.share.connection);
      const largest = byConnection.reduce((most, each) => (each.bytes > most.bytes ? each : most));
      left.splice(left.indexOf(largest), 1);
      freed += largest.bytes;
      const reason = `it took ${largest.bytes} bytes of a client that took the most, and there are no more`;
      this.close(largest.stream, CODES.NO_MEMORY, reason);
      this.forget(largest.stream);
    }
  }

  /** Gives the engine's part of a stream back. */
  #release(stream: ServedStream): void {
    stream.release().catch((error: unknown) => {
      this.#parts.warn({ stream: stream.name, reason: String(error) }, 'a stream could not be released');
    });
  }

  #forgetWhereHeard(stream: ServedStream, { saysClosed }: StreamSender): void {
    if (stream.closing !== null && stream.results.isEmpty && !saysClosed) this.forget(stream);
  }
}

interface Weighed {
  readonly stream: ServedStream;
  readonly bytes: number;
}

/** Those of the one owner that take the most together. There is at least one. */
function heaviest(all: readonly Weighed[], ownerOf: (each: Weighed) => string): Weighed[] {
  const byOwner = new Map<string, { bytes: number; members: Weighed[] }>();
  for (const each of all) {
    const share = byOwner.get(ownerOf(each)) ?? { bytes: 0, members: [] };
    byOwner.set(ownerOf(each), share);
    share.bytes += each.bytes;
    share.members.push(each);
  }
  return [...byOwner.values()].reduce((most, each) => (each.bytes > most.bytes ? each : most)).members;
}
