// Questions to a server that are each answered once, by their number.
import type { ServerMessage } from '../protocol/server-messages.js';

type Answer = Extract<ServerMessage, { kind: 'streams' | 'done' }>;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export class Requests {
  readonly #say: (text: string) => void;
  readonly #waiting = new Map<number, Waiting>();
  #numbers = 0;

  constructor(say: (text: string) => void) {
    this.#say = say;
  }

  ask(request: { readonly kind: string; readonly [name: string]: unknown }): Promise<Answer> {
    const number = ++this.#numbers;
    const answer = new Promise<Answer>((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
    });
    this.#say(JSON.stringify({ ...request, request: number }));
    return answer;
  }

  answered(answer: Answer): void {
    this.#waiting.get(answer.request)?.resolve(answer);
    this.#waiting.delete(answer.request);
  }

  refused(request: number, error: Error): void {
    this.#waiting.get(request)?.reject(error);
    this.#waiting.delete(request);
  }

  /** None will be answered. */
  fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
