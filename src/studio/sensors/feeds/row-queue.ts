// Rows on their way into a stream, as an async iterable. It remembers the last rows that were taken, to show them
// beside their results.
import type { Row } from 'sluice';

/** Rows that may wait. When there are more, the newest are left out. */
const MOST_WAITING = 1024;
/** Rows remembered after they were taken. */
const REMEMBERED = 2048;

export interface SentRow extends Row {
  /** When it was pushed, by performance.now(). */
  readonly atMs: number;
}

export class RowQueue implements AsyncIterable<Row> {
  readonly #waiting: SentRow[] = [];
  readonly #sent: SentRow[] = [];
  #count = 0;
  #wake: () => void = () => undefined;

  push(row: Row): void {
    if (this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push({ ...row, atMs: performance.now() });
    this.#wake();
  }

  /** The row with the index of a prediction; undefined if it is no longer kept. */
  sent(index: number): SentRow | undefined {
    return index >= this.#count - REMEMBERED ? this.#sent[index % REMEMBERED] : undefined;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Row> {
    while (true) {
      const row = this.#waiting.shift();
      if (row === undefined) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        continue;
      }
      this.#sent[this.#count++ % REMEMBERED] = row;
      yield row;
    }
  }
}
