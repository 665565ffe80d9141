// The last rows of a stream, so that a prediction can be shown beside the values it was made on: they come back from the engine a little later.
import type { StreamPlan } from './stream-plan.js';

const ROWS = 32;
const NONE: Float32Array = new Float32Array(0);

export class RowMemory {
  readonly #width: number;
  readonly #sound: boolean;
  /** Samples of a row in front of its values. */
  readonly #head: number;
  /** (ROWS, width) */
  readonly #values: Float32Array;
  /** Where each row ends in the stream. */
  readonly #endsAt: Float64Array;
  readonly #out: Float32Array;

  constructor({ input, layout }: StreamPlan) {
    this.#sound = input === 'sound';
    this.#width = this.#sound ? 1 : layout.samples;
    this.#values = this.#sound ? NONE : new Float32Array(ROWS * this.#width);
    this.#endsAt = new Float64Array(this.#sound ? 0 : ROWS).fill(-1);
    this.#head = this.#width - (this.#sound ? 1 : layout.values);
    this.#out = new Float32Array(this.#width - this.#head);
  }

  /** Rows that came; the first begins at `startsAt`. */
  remember(samples: Float32Array, startsAt: number, count: number): void {
    if (this.#sound) return;
    const width = this.#width;
    for (let at = Math.max(0, count - ROWS * width); at < count; at += width) {
      const row = ((startsAt + at) / width) % ROWS;
      for (let i = 0; i < width; i++) this.#values[row * width + i] = samples[at + i] as number;
      this.#endsAt[row] = startsAt + at + width;
    }
  }

  /** The row that ends at `position`, or NaN where it is known no more; of sound, `level`. The array is used again. */
  valuesBefore(position: number, level: number): Float32Array {
    const width = this.#width;
    if (this.#sound) {
      this.#out[0] = level;
      return this.#out;
    }
    const row = (position / width - 1) % ROWS;
    if (this.#endsAt[row] === position)
      this.#out.set(this.#values.subarray(row * width + this.#head, row * width + width));
    else this.#out.fill(Number.NaN);
    return this.#out;
  }
}
