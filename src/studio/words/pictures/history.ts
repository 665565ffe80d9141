// The newest columns of numbers with the stream time of their end, in arrays of fixed size: the oldest is overwritten.

export class History {
  readonly rows: number;
  readonly capacity: number;
  /** How many columns there are, at most `capacity`. */
  length = 0;
  readonly #values: Float32Array; // (capacity, rows)
  readonly #endsAtMs: Float64Array;
  readonly #gaps: Uint8Array;
  #next = 0;

  constructor(rows: number, capacity: number) {
    this.rows = rows;
    this.capacity = capacity;
    this.#values = new Float32Array(rows * capacity);
    this.#endsAtMs = new Float64Array(capacity);
    this.#gaps = new Uint8Array(capacity);
  }

  /** `gap`: whether something is missing between the column before and this one. */
  push(values: Float32Array, endsAtMs: number, gap: boolean): void {
    this.#values.set(values, this.#next * this.rows);
    this.#endsAtMs[this.#next] = endsAtMs;
    this.#gaps[this.#next] = gap ? 1 : 0;
    this.#next = (this.#next + 1) % this.capacity;
    this.length = Math.min(this.length + 1, this.capacity);
  }

  /** Column `back` from the newest, which is 0. */
  value(back: number, row: number): number {
    return this.#values[this.#at(back) * this.rows + row] as number;
  }

  endsAtMs(back: number): number {
    return this.#endsAtMs[this.#at(back)] as number;
  }

  gapBefore(back: number): boolean {
    return this.#gaps[this.#at(back)] === 1;
  }

  clear(): void {
    this.length = 0;
  }

  #at(back: number): number {
    return (this.#next - 1 - back + this.capacity) % this.capacity;
  }
}
