// Engine thread: when the streams are stepped. Where memory is shared the thread sleeps on a doorbell: see shared-loop.ts; where it is not, every message
// brings a turn.
import type { SluiceErrorCode } from '../../errors.js';
import type { FromEngine, ToEngine } from '../messages.js';
import { described } from './described.js';
import { SharedLoop } from './shared-loop.js';
import { EngineThread, type Post, type StreamMessage } from './thread.js';

/** The worker's end of the connection with the main thread; each platform has its own. */
export interface EnginePort {
  post(message: FromEngine, transfer?: Transferable[]): void;
  listen(handle: (message: ToEngine) => void): void;
}

/** One of the two loops: called with each message. */
interface Loop {
  receive(message: StreamMessage): void;
}

/** Makes this thread an engine: all there is to a worker's entry. */
export function serveEngine(port: EnginePort): void {
  const post: Post = (message, transfer) => port.post(message, transfer);
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
      post({ kind: 'started' });
    } catch (error) {
      post({ kind: 'broken', ...(described(error) satisfies { code: SluiceErrorCode; message: string }) });
    }
  });
}

class MessageLoop implements Loop {
  readonly #thread: EngineThread;
  /** A message to ourselves: goes on with the work after those that came meanwhile. */
  readonly #later = new MessageChannel();
  #scheduled = false;

  constructor(kernel: Uint8Array, post: Post) {
    this.#thread = new EngineThread(kernel, { post, wake: () => this.#turn(), mark: null });
    this.#later.port1.onmessage = () => {
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
    this.#later.port2.postMessage(null);
  }
}
