// Requests to a server. Each is answered once, by its number.
import { SluiceError } from '../errors.js';
import type { ServerMessage } from '../protocol/server-messages.js';

type Answer = Extract<ServerMessage, { kind: 'streams' | 'done' | 'muted' | 'audit' }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export class Requests {
  readonly #say: (text: string) => boolean;
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;
  /** Why no request is answered any more; null while they are. */
  #over: Error | null = null;

  /** `say` returns false where there is no connection. */
  constructor(say: (text: string) => boolean) {
    this.#say = say;
  }

  /**
   * A request is sent once. Where there is no connection, or it breaks, the promise rejects with SERVER_UNREACHABLE.
   */
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

  /** Rejects the requests that wait. */
  fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /** Rejects the requests that wait and all later ones. */
  end(error: Error): void {
    this.#over = error;
    this.fail(error);
  }
}
