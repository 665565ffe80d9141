// Rows on their way from a table to whoever reads it, many at once.

/** Some rows in order of time. The arrays belong to the reader until it asks for the next batch. */
export interface RowBatch {
  readonly rows: number;
  /** Ms since 1970. */
  readonly times: Float64Array; // (rows)
  /** The times as in the file. */
  readonly timeTexts: readonly string[];
  /** NaN where a cell is empty or no number. */
  readonly values: Float64Array; // (rows, channels)
}

/** One row, as a stream takes it. */
export interface TableRow {
  readonly timeMs: number;
  readonly timeText: string;
  readonly values: Float64Array; // (channels)
}

/** Grows row by row; `take` gives what has gathered. */
export class RowGatherer {
  readonly channels: number;
  #times: number[] = [];
  #texts: string[] = [];
  #values: number[] = [];

  constructor(channels: number) {
    this.channels = channels;
  }

  get rows(): number {
    return this.#times.length;
  }

  /** `values`: copied. */
  push(timeMs: number, text: string, values: ArrayLike<number>): void {
    this.#times.push(timeMs);
    this.#texts.push(text);
    for (let c = 0; c < this.channels; c++) this.#values.push(values[c] as number);
  }

  take(): RowBatch {
    const batch = {
      rows: this.#times.length,
      times: Float64Array.from(this.#times),
      timeTexts: this.#texts,
      values: Float64Array.from(this.#values),
    };
    this.#times = [];
    this.#texts = [];
    this.#values = [];
    return batch;
  }
}

/** The same rows, the last one first. */
export function reversed({ rows, times, timeTexts, values }: RowBatch): RowBatch {
  const channels = rows === 0 ? 0 : values.length / rows;
  const turned = new Float64Array(values.length);
  for (let row = 0; row < rows; row++) {
    turned.set(values.subarray(row * channels, (row + 1) * channels), (rows - 1 - row) * channels);
  }
  return { rows, times: times.slice().reverse(), timeTexts: [...timeTexts].reverse(), values: turned };
}
