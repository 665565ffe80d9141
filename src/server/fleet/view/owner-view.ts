// Tells all nodes of the streams that this one owns. Points are told only while somebody watches anywhere.
import { monotonicMs } from '../../../clock.js';
import type { DetectionFields } from '../../../protocol/server-frames.js';
import type { StreamInfo } from '../../../protocol/server-messages.js';
import type { WatchedStream } from '../../streams/connected-stream.js';
import type { KeptFrame } from '../../streams/results.js';
import type { StreamWatchers } from '../../streams/stream-hub.js';
import type { PartitionOwner } from '../owner/partition-owner.js';
import type { Bus } from '../storage/contract.js';
import { pieceOf } from '../wire/frames.js';
import { POINTS, VIEW, type ViewMessage, viewBytes } from './messages.js';

export interface OwnerViewParts {
  readonly bus: () => Bus | null;
  readonly node: string;
  owners(): Iterable<PartitionOwner>;
  /** The owner here that has the stream; undefined: it is on its way to another node. */
  ownerOf(stream: string): PartitionOwner | undefined;
}

/** Somebody watches for so long after it was last said. */
const WATCHED_MS = 4000;
const NAMES_EVERY = 5;
/** Streams in a message. */
const AT_ONCE = 200;

export class OwnerView implements StreamWatchers {
  readonly #parts: OwnerViewParts;
  readonly #told = new WeakMap<WatchedStream, string>();
  #watchedUntilMs = Number.NEGATIVE_INFINITY;
  #ticks = 0;

  constructor(parts: OwnerViewParts) {
    this.#parts = parts;
  }

  /** Somebody watches, somewhere. */
  watched(): void {
    this.#watchedUntilMs = monotonicMs() + WATCHED_MS;
  }

  has(): boolean {
    return monotonicMs() < this.#watchedUntilMs;
  }

  opened(stream: WatchedStream): void {
    this.changed(stream);
  }

  changed(stream: WatchedStream): void {
    const owner = this.#parts.ownerOf(stream.name);
    if (owner === undefined) return;
    const info = infoOf(owner, stream);
    const { state, dropped, replaced, reconnects } = info;
    const news = JSON.stringify([state, dropped, replaced, reconnects]);
    if (this.#told.get(stream) === news) return;
    this.#told.set(stream, news);
    this.#publish({ ...this.#head('streams', owner), streams: [{ info }] });
  }

  /** About once a second. */
  allChanged(): void {
    for (const owner of this.#parts.owners()) {
      for (const { stream } of owner.streams.values()) this.changed(stream);
      if (this.#ticks % NAMES_EVERY === 0) this.#tellNames(owner);
    }
    this.#ticks++;
  }

  closed(stream: WatchedStream): void {
    if (this.#parts.ownerOf(stream.name) !== undefined) this.#publish({ kind: 'gone', stream: stream.name });
  }

  point({ name }: WatchedStream, { bytes, at, length }: KeptFrame): number {
    this.#parts.bus()?.publish(POINTS, pieceOf(0, name, bytes.subarray(at, at + length)));
    return 1;
  }

  detected({ name }: WatchedStream, detection: DetectionFields): void {
    this.#publish({ kind: 'detection', stream: name, detection });
  }

  /** Somebody has asked for everything. */
  tellAll(): void {
    for (const owner of this.#parts.owners()) {
      const all = [...owner.streams.values()].map(({ stream }) => ({
        info: infoOf(owner, stream),
        recent: stream.results.recent,
      }));
      for (let at = 0; at < all.length; at += AT_ONCE) {
        this.#publish({ ...this.#head('streams', owner), streams: all.slice(at, at + AT_ONCE) });
      }
      this.#tellNames(owner);
    }
  }

  #tellNames(owner: PartitionOwner): void {
    this.#publish({ ...this.#head('names', owner), lagMs: owner.lagMs, names: [...owner.streams.keys()] });
  }

  #head<K extends string>(kind: K, { partition }: PartitionOwner) {
    return { kind, node: this.#parts.node, partition };
  }

  #publish(message: ViewMessage): void {
    this.#parts.bus()?.publish(VIEW, viewBytes(message));
  }
}

function infoOf(owner: PartitionOwner, { name, info }: WatchedStream): StreamInfo {
  const isAway = !Number.isNaN(owner.streams.get(name)?.awaySinceMs ?? Number.NaN);
  return { ...info, state: isAway ? 'away' : 'connected' };
}
