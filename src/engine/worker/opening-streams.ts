// Engine thread: streams whose model is still being loaded. Messages for such a stream are kept until it is open. The
// other streams go on.
import type { StreamMessage } from '../messages.js';

/** While a model is loaded the thread is in its event loop. So often it lets the open streams make their turns. */
const TURNS_EVERY_MS = 5;

export class OpeningStreams {
  readonly #wake: () => void;
  readonly #kept = new Map<number, StreamMessage[]>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** `wake`: lets the open streams make their turns. */
  constructor(wake: () => void) {
    this.#wake = wake;
  }

  /** Whether a stream waits for its model: the thread must return to its event loop then. */
  get any(): boolean {
    return this.#kept.size > 0;
  }

  /** Keeps a message for a stream that is not open yet. False where there is no such stream. */
  keep(message: StreamMessage): boolean {
    const kept = this.#kept.get(message.stream);
    kept?.push(message);
    return kept !== undefined;
  }

  /**
   * `opened`: settles when the stream is open or refused; must not reject. `handle`: called afterwards with the
   * messages kept, in their order.
   */
  async add(stream: number, opened: Promise<void>, handle: (message: StreamMessage) => void): Promise<void> {
    const kept: StreamMessage[] = [];
    this.#kept.set(stream, kept);
    this.#timer ??= setInterval(this.#wake, TURNS_EVERY_MS);
    await opened;
    this.#kept.delete(stream);
    if (!this.any) this.#stopTimer();
    kept.forEach(handle);
    this.#wake();
  }

  #stopTimer(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
