// Commands of WebDriver BiDi over a WebSocket, and their answers. Events are not listened to.
import { WebSocket } from 'ws';
import { Deferred } from '../../deferred.js';

type Answer = Readonly<Record<string, unknown>>;

export class BidiConnection {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Deferred<Answer>>();
  #commands = 0;

  /** Resolves when the socket is open. */
  static open(url: string): Promise<BidiConnection> {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 1 << 28 });
    return new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.once('open', () => resolve(new BidiConnection(socket)));
    });
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#take(JSON.parse(String(data)) as Answer));
    socket.on('error', () => undefined); // it is closed then
    socket.on('close', () => {
      for (const answer of this.#waiting.values()) answer.reject(new Error('the browser has closed the connection'));
      this.#waiting.clear();
    });
  }

  /** Rejects with the browser's message where it refuses the command. */
  send(method: string, params: Readonly<Record<string, unknown>>): Promise<Answer> {
    const id = ++this.#commands;
    const answer = new Deferred<Answer>();
    this.#waiting.set(id, answer);
    this.#socket.send(JSON.stringify({ id, method, params }), (error) => {
      if (error) answer.reject(error);
    });
    return answer.promise;
  }

  close(): void {
    this.#socket.close();
  }

  #take({ id, type, result, error, message }: Answer): void {
    if (typeof id !== 'number') return; // an event
    const answer = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (type === 'success') answer?.resolve(result as Answer);
    else answer?.reject(new Error(`${error}: ${message}`));
  }
}
