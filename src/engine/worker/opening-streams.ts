// Engine thread: streams whose model is still being loaded. What comes for one of them meanwhile is kept until it is open; the other streams go on.
import type { StreamMessage } from './thread.js';

/** While something is loaded the thread is in its event loop; this often it sees to the streams that are open. */
const LOOK_AROUND_MS = 5;

export class Openings {
  readonly #wake: () => void;
  readonly #kept = new Map<number, StreamMessage[]>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `wake`: gives the open streams their turn. */
  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /** Whether a stream waits for its model: the thread must see to its event loop then. */
  get any(): boolean {
    return this.#kept.size > 0;
  }

  /** Keeps a message for a stream that is not open yet. False where it is no such stream's. */
  keep(message: StreamMessage): boolean {
    const kept = this.#kept.get(message.stream);
    kept?.push(message);
    return kept !== undefined;
  }

  /** `opened`: done whether the stream was opened or refused; does not reject. `handle`: called with what came meanwhile, in order. */
  async add(stream: number, opened: Promise<void>, handle: (message: StreamMessage) => void): Promise<void> {
    const kept: StreamMessage[] = [];
    this.#kept.set(stream, kept);
    this.#timer ??= setInterval(this.#wake, LOOK_AROUND_MS);
    await opened;
    this.#kept.delete(stream);
    if (!this.any) this.#rest();
    kept.forEach(handle);
    this.#wake();
  }

  #rest(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
