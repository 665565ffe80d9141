// Who watches which streams. A watch has a pattern. It is told of the streams that match it, of every change and of
// their detections, and it gets their points.
import { monotonicMs } from '../../clock.js';
import type { WatchMessage } from '../../protocol/client-messages.js';
import type { Feature } from '../../protocol/features.js';
import { patternTest } from '../../protocol/names.js';
import type { DetectionFields } from '../../protocol/server-frames.js';
import { PAST, POINT_WIDE } from '../../protocol/server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { WatchedStream } from '../streams/connected-stream.js';
import type { KeptFrame } from '../streams/results.js';
import type { StreamWatchers } from '../streams/stream-hub.js';
import type { Outbox } from './outbox.js';

/** The connection that watches. */
export interface Watcher {
  readonly outbox: Outbox;
  /** What the client can read beyond the first version of the protocol. */
  readonly features: ReadonlySet<Feature>;
  tell(message: ServerMessage): void;
  /** The thread worked so long for it. */
  spend(ms: number): void;
}

interface Watch {
  readonly watcher: Watcher;
  readonly message: WatchMessage;
  readonly fits: (name: string) => boolean;
  /** Streams that it was not told of yet. */
  readonly left: Set<WatchedStream>;
  /** Whether it has ended: then it is told nothing more. */
  over: boolean;
}

/** A watch of one stream. */
interface Watched extends Pick<Watch, 'watcher' | 'message'> {
  /** The number by which frames of points name it. */
  readonly point: number;
}

/** While a client has much to read, it is checked so often whether it can be told of the next streams. */
const AGAIN_MS = 10;
/** Where the frame of a point has its flags and its number. */
const FLAGS_AT = 1;
const NUMBER_AT = 4;

export class Watching implements StreamWatchers {
  #watches: Watch[] = [];
  /** The watches of each stream that is watched. */
  readonly #byStream = new Map<WatchedStream, Watched[]>();
  #points = 0;
  /** What was last told of each. */
  readonly #told = new Map<WatchedStream, string>();

  get count(): number {
    return this.#watches.length;
  }

  /** Begins a watch of the streams that exist and of those that come. */
  begin(watcher: Watcher, message: WatchMessage, streams: Iterable<WatchedStream>): void {
    const fits = patternTest(message.pattern);
    const left = new Set([...streams].filter(({ name }) => fits(name)));
    const watch = { watcher, message, fits, left, over: false };
    this.#watches.push(watch);
    this.#showLeft(watch);
  }

  /** Ends a watch of a connection; `watch` null: all of them. Returns how many there were. */
  end(watcher: Watcher, watch: number | null): number {
    const before = this.#watches.length;
    const isMeant = (one: Watch | Watched) =>
      one.watcher === watcher && (watch === null || one.message.watch === watch);
    for (const one of this.#watches) one.over ||= isMeant(one);
    this.#watches = this.#watches.filter(({ over }) => !over);
    for (const [stream, watches] of this.#byStream) {
      const left = watches.filter((one) => !isMeant(one));
      if (left.length === 0) this.#byStream.delete(stream);
      else this.#byStream.set(stream, left);
    }
    return before - this.#watches.length;
  }

  opened(stream: WatchedStream): void {
    for (const watch of this.#watches) {
      if (watch.fits(stream.name)) charge(watch.watcher, () => this.#show(watch, stream));
    }
  }

  changed(stream: WatchedStream): void {
    const watches = this.#byStream.get(stream);
    if (watches === undefined) return;
    const { state, dropped, replaced, reconnects } = stream.info;
    const news = JSON.stringify([state, dropped, replaced, reconnects]);
    if (this.#told.get(stream) === news) return;
    this.#told.set(stream, news);
    for (const { watcher, message, point } of watches) {
      charge(watcher, () => watcher.tell({ kind: 'watched', watch: message.watch, point, info: stream.info }));
    }
  }

  allChanged(): void {
    for (const stream of this.#byStream.keys()) this.changed(stream);
  }

  closed(stream: WatchedStream): void {
    for (const { watcher, message } of this.#byStream.get(stream) ?? []) {
      watcher.tell({ kind: 'gone', watch: message.watch, stream: stream.name });
    }
    for (const { left } of this.#watches) left.delete(stream);
    this.#byStream.delete(stream);
    this.#told.delete(stream);
  }

  has(stream: WatchedStream): boolean {
    return this.#byStream.has(stream);
  }

  point(stream: WatchedStream, { bytes, at, length }: KeptFrame, index: number): number {
    const watches = this.#byStream.get(stream);
    if (watches === undefined) return 0;
    const sinceMs = monotonicMs();
    let sent = 0;
    for (const { watcher, message, point } of watches) {
      const { points } = message;
      if (points === 'none' || (points !== 'all' && index % points !== 0)) continue;
      if (!canRead(watcher, bytes, at)) continue;
      const to = watcher.outbox.copy(bytes, at, length);
      watcher.outbox.view.setUint32(to + NUMBER_AT, point, true);
      sent++;
    }
    const eachMs = (monotonicMs() - sinceMs) / watches.length;
    for (const { watcher } of watches) watcher.spend(eachMs);
    return sent;
  }

  detected(stream: WatchedStream, detection: DetectionFields): void {
    for (const { watcher, message } of this.#byStream.get(stream) ?? []) {
      if (!isTold(watcher, detection)) continue;
      const text = { kind: 'watched-detection', watch: message.watch, stream: stream.name, ...detection } as const;
      charge(watcher, () => watcher.tell(text));
    }
  }

  /** In slices: the history of a thousand streams is more than may wait for a client at once. */
  #showLeft(watch: Watch): void {
    for (const stream of watch.left) {
      if (watch.over) return;
      if (!watch.watcher.outbox.roomy) {
        return void setTimeout(() => charge(watch.watcher, () => this.#showLeft(watch)), AGAIN_MS).unref();
      }
      watch.left.delete(stream);
      this.#show(watch, stream);
    }
  }

  #show(watch: Watch, stream: WatchedStream): void {
    const point = ++this.#points;
    const { watcher, message } = watch;
    const watches = this.#byStream.get(stream) ?? [];
    this.#byStream.set(stream, [...watches, { watcher, message, point }]);
    const { results, info } = stream;
    const recent = results.recent.filter((detection) => isTold(watcher, detection));
    watcher.tell({ kind: 'watched', watch: message.watch, point, info, recent });
    let skip = results.points.count - message.history;
    results.points.each((at, length, index) => {
      if (watch.over) return; // its connection was closed because it did not read
      if (skip-- > 0 || (typeof message.points === 'number' && index % message.points !== 0)) return;
      if (!canRead(watcher, results.points.bytes, at)) return;
      const to = watcher.outbox.copy(results.points.bytes, at, length);
      const { view } = watcher.outbox;
      view.setUint32(to + NUMBER_AT, point, true);
      view.setUint8(to + FLAGS_AT, view.getUint8(to + FLAGS_AT) | PAST);
    });
  }
}

/** Does something for a watcher, who pays for it. */
function charge(watcher: Watcher, work: () => void): void {
  const sinceMs = monotonicMs();
  work();
  watcher.spend(monotonicMs() - sinceMs);
}

/** An older client gets no points of more than 255 values or labels, because it cannot read their frames. */
function canRead({ features }: Watcher, frame: Uint8Array, at: number): boolean {
  return frame[at] !== POINT_WIDE || features.has('wide-points');
}

/** To older clients the end of an alarm would look like another one. */
function isTold(watcher: Watcher, { open }: DetectionFields): boolean {
  return open !== false || watcher.features.has('lasting-alarms');
}
