// Items that come at any time, for one who takes them one by one.

export class WaitingList<T> implements AsyncIterable<T> {
  readonly #items: T[] = [];
  #wake: () => void = () => undefined;
  #over = false;

  /** Ends when the signal aborts, with what has come by then. */
  constructor(signal: AbortSignal) {
    const end = () => {
      this.#over = true;
      this.#wake();
    };
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  }

  push(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (let at = 0; ; ) {
      if (at < this.#items.length) yield this.#items[at++] as T;
      else if (this.#over) return;
      else {
        this.#items.length = 0;
        at = 0;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    }
  }
}
