// Engine thread: when the streams are stepped. Where memory is shared the thread sleeps on a doorbell and goes back to its event loop only
// for a message that it knows is there; where it is not, every message brings a turn.
import type { SluiceErrorCode } from '../errors.js';
import { CountReader } from '../ring/count.js';
import { DoorbellRinger, DoorbellWaiter } from '../ring/doorbell.js';
import { described } from './described.js';
import type { FromEngine, SharedWords, ToEngine } from './messages.js';
import { EngineThread, type LaneMessage, type Post } from './thread.js';

/** The worker's end of the connection with the main thread; each platform has its own. */
export interface EnginePort {
  post(message: FromEngine, transfer?: Transferable[]): void;
  listen(handle: (message: ToEngine) => void): void;
}

/** One of the two loops: called with each message. */
interface Loop {
  receive(message: LaneMessage): void;
}

/** Sleeps no longer than this without a look around. */
const CEILING_MS = 200;

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
          : new SharedLoop(message.kernel, message.shared, post);
      post({ kind: 'started' });
    } catch (error) {
      post({ kind: 'broken', ...(described(error) satisfies { code: SluiceErrorCode; message: string }) });
    }
  });
}

class SharedLoop implements Loop {
  readonly #thread: EngineThread;
  readonly #post: Post;
  readonly #bell: DoorbellWaiter;
  readonly #mainBell: DoorbellRinger;
  /** Messages that main has posted, beside those handled. */
  readonly #posted: CountReader;
  #handled = 0;
  /** Ticks that main has answered, beside those sent. Null: main waits for its doorbell. */
  readonly #answered: CountReader | null;
  #ticks = 0;

  constructor(kernel: Uint8Array, words: SharedWords, post: Post) {
    this.#thread = new EngineThread(kernel, 'shared', post, () => this.#run());
    this.#post = post;
    this.#bell = new DoorbellWaiter(words.engineBell);
    this.#mainBell = new DoorbellRinger(words.mainBell);
    this.#posted = new CountReader(words.posted);
    this.#answered = words.answered === null ? null : new CountReader(words.answered);
  }

  receive(message: LaneMessage): void {
    this.#handled = (this.#handled + 1) | 0;
    this.#thread.handle(message);
    this.#run();
  }

  /**
   * Steps and sleeps until a message waits. Main posts first, counts then, rings last: a message that is counted will surely arrive, and one
   * that arrived before it was counted makes the difference negative for a moment. Allocates nothing while no message comes. While a step is under
   * way that takes its time, the thread waits for that in its event loop, and is woken by it.
   */
  #run(): void {
    for (;;) {
      this.#bell.look();
      if (((this.#posted.count - this.#handled) | 0) > 0) return;
      if (this.#thread.turn()) this.#tellMain();
      else if (this.#thread.waiting) return;
      else this.#bell.wait(CEILING_MS);
    }
  }

  #tellMain(): void {
    this.#mainBell.ring();
    if (this.#answered === null || this.#answered.count !== this.#ticks) return;
    this.#ticks = (this.#ticks + 1) | 0;
    this.#post({ kind: 'tick' });
  }
}

class MessageLoop implements Loop {
  readonly #thread: EngineThread;
  /** A message to ourselves: goes on with the work after those that came meanwhile. */
  readonly #later = new MessageChannel();
  #scheduled = false;

  constructor(kernel: Uint8Array, post: Post) {
    this.#thread = new EngineThread(kernel, 'messages', post, () => this.#turn());
    this.#later.port1.onmessage = () => {
      this.#scheduled = false;
      this.#turn();
    };
  }

  receive(message: LaneMessage): void {
    this.#thread.handle(message);
    this.#turn();
  }

  #turn(): void {
    if (!this.#thread.turn() || this.#scheduled) return;
    this.#scheduled = true;
    this.#later.port2.postMessage(null);
  }
}
