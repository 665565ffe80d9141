// The alarms that this client watches. Each subscription is a watch of its own at the server, and begins anew with each
// connection.
import { Observable, type Subscriber } from 'rxjs';
import type { ServerMessage } from '../protocol/server-messages.js';
import type { AlarmEvent } from './operator-values.js';

type AlarmMessage = Extract<ServerMessage, { readonly kind: 'alarm' | 'alarm-gone' | 'quiet' }>;

interface AlarmWatch {
  readonly number: number;
  readonly pattern: string;
  readonly subscriber: Subscriber<AlarmEvent>;
}

export class AlarmWatches {
  readonly #say: (text: string) => void;
  readonly #isConnected: () => boolean;
  readonly #nextNumber: () => number;
  readonly #refusal: () => Error | null;
  readonly #watches = new Map<number, AlarmWatch>();
  /** How a watch ends that begins after the client's end. */
  #over: ((subscriber: Subscriber<AlarmEvent>) => void) | null = null;

  /** `refusal`: why the server cannot be asked, each time that it is connected. */
  constructor(
    say: (text: string) => void,
    isConnected: () => boolean,
    nextNumber: () => number,
    refusal: () => Error | null,
  ) {
    this.#say = say;
    this.#isConnected = isConnected;
    this.#nextNumber = nextNumber;
    this.#refusal = refusal;
  }

  watch(pattern: string): Observable<AlarmEvent> {
    return new Observable((subscriber) => {
      if (this.#over !== null) return this.#over(subscriber);
      const watch = { number: this.#nextNumber(), pattern, subscriber };
      this.#watches.set(watch.number, watch);
      if (this.#isConnected()) this.#begin(watch);
      return () => {
        if (this.#watches.delete(watch.number))
          this.#say(JSON.stringify({ kind: 'unwatch-alarms', watch: watch.number }));
      };
    });
  }

  connected(): void {
    for (const watch of [...this.#watches.values()]) {
      watch.subscriber.next({ kind: 'connection', connected: true });
      this.#begin(watch);
    }
  }

  /** `failure`: the connection will not come back. */
  disconnected(failure: Error | null): void {
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

  told({ watch, ...event }: AlarmMessage): void {
    this.#watches.get(watch)?.subscriber.next(event);
  }

  #begin({ number, pattern }: AlarmWatch): void {
    const refusal = this.#refusal();
    if (refusal !== null) return this.refused(number, refusal);
    this.#say(JSON.stringify({ kind: 'watch-alarms', watch: number, pattern }));
  }
}
