// Main thread: who waits for a stream's snapshot.
import { Deferred } from '../../deferred.js';

export class SnapshotRequests {
  readonly #waiting = new Map<number, Deferred<Uint8Array>>();
  #count = 0;

  /** A new request: its number, and the promise of its answer. */
  add(): { readonly request: number; readonly promise: Promise<Uint8Array> } {
    const request = this.#count++;
    const answer = new Deferred<Uint8Array>();
    this.#waiting.set(request, answer);
    return { request, promise: answer.promise };
  }

  /** Numbers of the requests that are not answered yet. */
  get open(): IterableIterator<number> {
    return this.#waiting.keys();
  }

  answer(request: number, bytes: Uint8Array): void {
    this.#waiting.get(request)?.resolve(bytes);
    this.#waiting.delete(request);
  }

  rejectAll(error: Error): void {
    for (const answer of this.#waiting.values()) answer.reject(error);
    this.#waiting.clear();
  }
}
