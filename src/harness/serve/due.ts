// Which rows are due: the rows of all streams of a load at a fixed rate, spread evenly over time, whatever the server
// does.

export class DueRows {
  readonly #streams: number;
  readonly #perMs: number;
  readonly #startMs: number;
  readonly #most: number;
  #next = 0;

  /** `rowsPerSecond`: of each stream. */
  constructor(streams: number, rowsPerSecond: number, seconds: number, startMs: number) {
    this.#streams = streams;
    this.#perMs = (streams * rowsPerSecond) / 1000;
    this.#startMs = startMs;
    this.#most = Math.round(streams * rowsPerSecond * seconds);
  }

  /** Rows that have been due. */
  get offered(): number {
    return this.#next;
  }

  get isOver(): boolean {
    return this.#next >= this.#most;
  }

  /** Calls `row` with each row that is due by now: whose it is, and when it was due. At most `most` of them. */
  take(nowMs: number, most: number, row: (stream: number, dueMs: number) => void): void {
    const due = Math.min(this.#most, Math.floor((nowMs - this.#startMs) * this.#perMs), this.#next + most);
    for (; this.#next < due; this.#next++) row(this.#next % this.#streams, this.#startMs + this.#next / this.#perMs);
  }
}
