// A way in for values that do not come over a WebSocket of ours: its streams by name, and what it counts.
import { monotonicMs } from '../../clock.js';
import { STREAM_NAME } from '../../protocol/names.js';
import type { StreamHub } from '../streams/stream-hub.js';
import type { Descriptions } from './descriptions.js';
import type { FeedHistories } from './feed-history.js';
import { FEED_KEY, FeedStream, type FeedStreamParts } from './feed-stream.js';
import { FeedCounts, type Observation } from './observation.js';

export interface FeedParts
  extends Pick<
    FeedStreamParts,
    'feed' | 'hub' | 'model' | 'journal' | 'discoverMs' | 'gatherMs' | 'mostWaiting' | 'result' | 'warn'
  > {
  /** Streams that it may have. */
  readonly mostStreams: number;
  /** Rows that streams learn from first, by stream. */
  readonly histories: FeedHistories;
  /** What their channels are. */
  readonly described: Descriptions;
  /** Channels of streams that are known before the first value. */
  readonly channels: Readonly<Record<string, readonly string[]>>;
}

const TICK_MS = 100;

export class Feed {
  readonly name: string;
  readonly counts = new FeedCounts();
  readonly #parts: FeedParts;
  readonly #streams = new Map<string, FeedStream>();
  readonly #timer: ReturnType<typeof setInterval>;
  #closed = false;

  constructor(parts: FeedParts) {
    this.name = parts.feed;
    this.#parts = parts;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  get streams(): number {
    return this.#streams.size;
  }

  /** Continues the streams of an earlier start, so that they do not wait in vain for their feed. */
  adopt(hub: StreamHub): void {
    for (const { name, openMessage } of hub.streams) {
      if (openMessage.key?.startsWith(`${FEED_KEY}${this.name}-`)) this.#streamOf(name);
    }
    for (const name of this.#parts.journal?.streams ?? []) this.#streamOf(name);
  }

  /** Null where it was taken, else why not. */
  take(given: Observation): string | null {
    const observation = this.#withStates(given);
    const reason = this.#refusal(observation);
    if (reason !== null) this.counts.refuse(reason);
    else this.#streamOf(observation.stream).take(observation, monotonicMs());
    return reason;
  }

  /** Whether so much waits for that stream that more would be dropped. */
  isFull(stream: string): boolean {
    return this.#streams.get(stream)?.full ?? false;
  }

  /** What was taken stays where this process is killed. Throws the system's error. */
  flush(): void {
    this.#parts.journal?.flush();
  }

  /** And where the machine loses its power, once it resolves. Rejects with the system's error. */
  async sync(): Promise<void> {
    await this.#parts.journal?.sync();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#parts.journal?.close();
  }

  /** Texts become the values of the states that they name. Others are left out, and counted. */
  #withStates({ texts, ...observation }: Observation): Observation {
    if (texts === undefined || texts.size === 0) return observation;
    const { stream } = observation;
    const values = new Map(observation.values);
    for (const [channel, text] of texts) {
      const value = this.#parts.described.value(stream, channel, text);
      if (value !== null) values.set(channel, value);
      else if (!values.has(channel)) this.counts.refuse('text of no state');
    }
    return { ...observation, values };
  }

  #refusal({ stream, values }: Observation): string | null {
    if (this.#closed) return 'the server ends';
    if (!STREAM_NAME.test(stream)) return 'no stream name';
    if (values.size === 0) return 'no value';
    if (!this.#streams.has(stream) && this.#streams.size >= this.#parts.mostStreams) return 'too many streams';
    return null;
  }

  #streamOf(name: string): FeedStream {
    let stream = this.#streams.get(name);
    if (stream === undefined) {
      const { channels, histories } = this.#parts;
      const history = Object.hasOwn(histories, name) ? (histories[name] ?? null) : null;
      const closed = () => this.#closed;
      const known = Object.hasOwn(channels, name) ? (channels[name] ?? null) : null;
      stream = new FeedStream({ ...this.#parts, counts: this.counts, name, channels: known, history, closed });
      this.#streams.set(name, stream);
    }
    return stream;
  }

  #tick(): void {
    const nowMs = monotonicMs();
    for (const stream of this.#streams.values()) stream.tick(nowMs);
    this.sync().catch((error) => this.#parts.warn({ reason: String(error) }, 'values of a feed could not be kept'));
  }
}
