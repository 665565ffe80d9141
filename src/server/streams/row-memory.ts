// The last rows of a stream, so that watchers see a prediction beside the values that it was made from: predictions
// come back from the engine a little later than rows go in.
import type { ArrivedBlock } from '../scheduling/block-table.js';
import type { StreamPlan } from './stream-plan.js';

const ROWS = 32;
const NONE: Float32Array = new Float32Array(0);

/** Whether a prediction that ends at that position is kept as a point, for those who begin to watch later. */
export function isKept({ input, layout, pointEvery }: StreamPlan, position: number, index: number): boolean {
  return (input === 'sound' ? index : position / layout.samples) % pointEvery === 0;
}

export class RowMemory {
  readonly #width: number;
  readonly #sound: boolean;
  /** Samples of a row before its values. */
  readonly #head: number;
  /** (ROWS, width) */
  readonly #values: Float32Array;
  /** Where each row ends in the stream. */
  readonly #endsAt: Float64Array;
  readonly #out: Float32Array;
  readonly #every: number;
  /** Rows remembered so far. */
  #place = 0;

  constructor({ input, layout, pointEvery }: StreamPlan) {
    this.#every = pointEvery;
    this.#sound = input === 'sound';
    this.#width = this.#sound ? 1 : layout.samples;
    this.#values = this.#sound ? NONE : new Float32Array(ROWS * this.#width);
    this.#endsAt = new Float64Array(this.#sound ? 0 : ROWS).fill(-1);
    this.#head = this.#width - (this.#sound ? 1 : layout.values);
    this.#out = new Float32Array(this.#width - this.#head);
  }

  /** Remembers rows. `all`: somebody watches; else only the rows of which a point is kept are remembered. */
  remember({ samples, startsAt, count }: Pick<ArrivedBlock, 'samples' | 'startsAt' | 'count'>, all: boolean): void {
    if (this.#sound) return;
    const width = this.#width;
    for (let at = 0; at < count; at += width) {
      const row = (startsAt + at) / width;
      if (!all && (row + 1) % this.#every !== 0) continue;
      const place = this.#place++ % ROWS;
      for (let i = 0; i < width; i++) this.#values[place * width + i] = samples[at + i] as number;
      this.#endsAt[place] = startsAt + at + width;
    }
  }

  /**
   * The row that ends at `position`, or NaN where it is not remembered; for sound, `level`. The array is used again.
   */
  valuesBefore(position: number, level: number): Float32Array {
    const width = this.#width;
    if (this.#sound) {
      this.#out[0] = level;
      return this.#out;
    }
    const place = this.#endsAt.indexOf(position);
    if (place < 0) return this.#out.fill(Number.NaN);
    this.#out.set(this.#values.subarray(place * width + this.#head, place * width + width));
    return this.#out;
  }
}
