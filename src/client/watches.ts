// What this client watches. Each subscription is a watch of its own at the server, and begins anew with each
// connection.
import { Observable, type Subscriber } from 'rxjs';
import type { ServerMessage } from '../protocol/server-messages.js';
import type { Point, WatchEvent, WatchOptions } from './values.js';

interface Watch {
  readonly number: number;
  readonly pattern: string;
  readonly options: WatchOptions;
  readonly subscriber: Subscriber<WatchEvent>;
  /** Numbers by which frames of points name its streams. */
  readonly points: Set<number>;
}

export class Watches {
  readonly #say: (text: string) => void;
  readonly #isConnected: () => boolean;
  readonly #nextNumber: () => number;
  readonly #watches = new Map<number, Watch>();
  readonly #points = new Map<number, { readonly watch: Watch; readonly stream: string }>();
  /** How a watch ends that begins after the client's end. */
  #over: ((subscriber: Subscriber<WatchEvent>) => void) | null = null;

  constructor(say: (text: string) => void, isConnected: () => boolean, nextNumber: () => number) {
    this.#say = say;
    this.#isConnected = isConnected;
    this.#nextNumber = nextNumber;
  }

  watch(pattern: string, options: WatchOptions): Observable<WatchEvent> {
    return new Observable((subscriber) => {
      if (this.#over !== null) return this.#over(subscriber);
      const watch: Watch = { number: this.#nextNumber(), pattern, options, subscriber, points: new Set() };
      this.#watches.set(watch.number, watch);
      if (this.#isConnected()) this.#begin(watch);
      return () => {
        this.#forgetPoints(watch);
        if (this.#watches.delete(watch.number)) this.#say(JSON.stringify({ kind: 'unwatch', watch: watch.number }));
      };
    });
  }

  connected(): void {
    for (const watch of this.#watches.values()) {
      watch.subscriber.next({ kind: 'connection', connected: true });
      this.#begin(watch);
    }
  }

  /** `failure`: the connection will not come back. */
  disconnected(failure: Error | null): void {
    this.#points.clear();
    if (failure !== null) this.#over = (subscriber) => subscriber.error(failure);
    for (const { subscriber } of [...this.#watches.values()]) {
      subscriber.next({ kind: 'connection', connected: false });
      if (failure !== null) subscriber.error(failure);
    }
  }

  /** The client is closed. */
  complete(): void {
    this.#over = (subscriber) => subscriber.complete();
    for (const { subscriber } of [...this.#watches.values()]) subscriber.complete();
  }

  /** The server does not allow it. */
  refused(number: number, error: Error): void {
    const watch = this.#watches.get(number);
    this.#watches.delete(number);
    watch?.subscriber.error(error);
  }

  told(message: Extract<ServerMessage, { readonly kind: 'watched' | 'watched-detection' | 'gone' }>): void {
    const watch = this.#watches.get(message.watch);
    if (watch === undefined) return;
    const { kind } = message;
    switch (kind) {
      case 'watched': {
        watch.points.add(message.point);
        this.#points.set(message.point, { watch, stream: message.info.name });
        const recent = message.recent === undefined ? {} : { recent: message.recent };
        return watch.subscriber.next({ kind: 'stream', stream: message.info, ...recent });
      }
      case 'watched-detection': {
        const { kind: _, watch: __, stream, ...detection } = message;
        return watch.subscriber.next({ kind: 'detection', stream, detection });
      }
      case 'gone':
        return watch.subscriber.next({ kind: 'gone', stream: message.stream });
      default:
        return kind satisfies never;
    }
  }

  point(number: number, point: Point): void {
    const known = this.#points.get(number);
    known?.watch.subscriber.next({ kind: 'point', stream: known.stream, point });
  }

  #begin({ number, pattern, options }: Watch): void {
    this.#say(JSON.stringify({ kind: 'watch', watch: number, pattern, ...options }));
  }

  #forgetPoints(watch: Watch): void {
    for (const point of watch.points) this.#points.delete(point);
  }
}
