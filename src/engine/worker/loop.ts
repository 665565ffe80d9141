// Engine thread: when the streams step. Where memory is shared the thread sleeps on a doorbell: see shared-loop.ts.
// Where it is not, every message brings a turn.
import { VERSION } from '../../loading/version.js';
import type { FromEngine, PostToMain, StreamMessage, ToEngine } from '../messages.js';
import { describedError } from './described-error.js';
import { SharedLoop } from './shared-loop.js';
import { EngineThread } from './thread.js';

/** The worker's end of the connection with the main thread. Each platform has its own. */
export interface EnginePort {
  post(message: FromEngine, transfer?: Transferable[]): void;
  listen(handle: (message: ToEngine) => void): void;
}

/** One of the two loops. */
interface Loop {
  receive(message: StreamMessage): void;
}

/** Makes this thread an engine. A worker's entry needs nothing else. */
export function serveEngine(port: EnginePort): void {
  const post: PostToMain = (message, transfer) => port.post(message, transfer);
  let loop: Loop | null = null;
  port.listen((message) => {
    if (message.kind !== 'start') return loop?.receive(message);
    try {
      loop =
        message.shared === null
          ? new MessageLoop(message.kernel, post)
          : new SharedLoop(
              (wake, mark) => new EngineThread(message.kernel, { post, wake, mark }),
              message.shared,
              post,
            );
      post({ kind: 'started', version: VERSION });
    } catch (error) {
      post({ kind: 'broken', ...describedError(error) });
    }
  });
}

class MessageLoop implements Loop {
  readonly #thread: EngineThread;
  /** A message to this thread itself: work goes on after the messages that came meanwhile. */
  readonly #nextTurn = new MessageChannel();
  #scheduled = false;

  constructor(kernel: Uint8Array, post: PostToMain) {
    this.#thread = new EngineThread(kernel, { post, wake: () => this.#turn(), mark: null });
    this.#nextTurn.port1.onmessage = () => {
      this.#scheduled = false;
      this.#turn();
    };
  }

  receive(message: StreamMessage): void {
    this.#thread.handle(message);
    this.#turn();
  }

  #turn(): void {
    if (!this.#thread.turn() || this.#scheduled) return;
    this.#scheduled = true;
    this.#nextTurn.port2.postMessage(null);
  }
}
