// Questions to a server that are each answered once, by their number.
import { SluiceError } from '../errors.js';
import type { ServerMessage } from '../protocol/server-messages.js';

type Answer = Extract<ServerMessage, { kind: 'streams' | 'done' }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export class Requests {
  readonly #say: (text: string) => boolean;
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;
  /** Why none is answered any more. */
  #over: Error | null = null;

  /** `say` returns false where there is no connection. */
  constructor(say: (text: string) => boolean) {
    this.#say = say;
  }

  /** A question is asked once, on the connection that there is: where there is none, or it breaks, the promise rejects with SERVER_UNREACHABLE. */
  ask(request: { readonly kind: string; readonly [name: string]: unknown }): Promise<Answer> {
    if (this.#over !== null) return Promise.reject(this.#over);
    const number = ++this.#numbers;
    if (!this.#say(JSON.stringify({ ...request, request: number }))) {
      return Promise.reject(new SluiceError('SERVER_UNREACHABLE', 'Cannot ask the server: there is no connection'));
    }
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
    });
  }

  answered(answer: Answer): void {
    this.#waiting.get(answer.request)?.resolve(answer);
    this.#waiting.delete(answer.request);
  }

  refused(request: number, error: Error): void {
    this.#waiting.get(request)?.reject(error);
    this.#waiting.delete(request);
  }

  /** None of those that wait will be answered. */
  fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** Nor will one that is asked later. */
  end(error: Error): void {
    this.#over = error;
    this.fail(error);
  }
}
