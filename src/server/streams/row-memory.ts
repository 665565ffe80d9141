// The rows of a stream between their arrival and their predictions, so that watchers see a prediction beside the values
// that it was made from: predictions come back from the engine a little later than rows go in.

import { WatchedValues } from '../../forecast/channels/watched-values.js';
import { rowTimeMs } from '../../series/rows.js';
import type { ArrivedBlock } from '../scheduling/block-table.js';
import type { StreamPlan } from './stream-plan.js';

const FIRST_ROWS = 16;
/**
 * As many bytes of values as may wait for the engine by default: what waits there is what is remembered here. Over it
 * the oldest rows are forgotten, and their points have no values.
 */
const MOST_BYTES = 2 ** 20;
const NONE = new Float32Array(0);

/** Whether a prediction that ends at that position is kept as a point, for those who begin to watch later. */
export function isKept({ input, layout, pointEvery }: StreamPlan, position: number, index: number): boolean {
  return (input === 'sound' ? index : position / layout.samples) % pointEvery === 0;
}

export class RowMemory {
  readonly #sound: boolean;
  /** Samples of a row, and how many of them come before its values. */
  readonly #samples: number;
  readonly #head: number;
  /** Values of a row. */
  readonly #width: number;
  readonly #every: number;
  readonly #mostRows: number;
  /** Null: rows are shown as they are. */
  readonly #watched: WatchedValues | null;
  /** (rows, width): row n lies at n modulo the number of rows. */
  #values = NONE;
  /** Where each row ends in the stream: they go up. */
  #endsAt = new Float64Array(0);
  /** Rows forgotten so far, and rows remembered so far. */
  #first = 0;
  #end = 0;
  readonly #out: Float32Array;

  constructor({ input, layout, pointEvery, described }: StreamPlan) {
    this.#sound = input === 'sound';
    this.#samples = layout.samples;
    this.#width = this.#sound ? 1 : layout.values;
    this.#head = layout.samples - this.#width;
    this.#every = pointEvery;
    const counts = described?.some(({ kind }) => kind === 'counter') ?? false;
    this.#watched = counts ? new WatchedValues(layout.values, described ?? []) : null;
    this.#mostRows = Math.max(FIRST_ROWS, Math.floor(MOST_BYTES / (4 * this.#width)));
    this.#out = new Float32Array(this.#width);
  }

  get heldBytes(): number {
    return this.#values.byteLength + this.#endsAt.byteLength;
  }

  /** Remembers rows. `all`: somebody watches; else only the rows of which a point is kept are remembered. */
  remember({ samples, startsAt, count }: Pick<ArrivedBlock, 'samples' | 'startsAt' | 'count'>, all: boolean): void {
    if (this.#sound) return;
    const size = this.#samples;
    this.#makeRoom(Math.ceil(count / size / (all ? 1 : this.#every)));
    for (let at = 0; at < count; at += size) {
      const endsAt = startsAt + at + size;
      if (!all && (endsAt / size) % this.#every !== 0) continue;
      const place = this.#add(endsAt) * this.#width;
      const from = at + this.#head;
      const row = samples.subarray(from, from + this.#width);
      this.#values.set(this.#watched?.take(rowTimeMs(samples, at), row) ?? row, place);
    }
  }

  /**
   * The row that ends at `position`, or NaN where it is not remembered; for sound, `level`. Positions must go up: rows
   * before `position` are forgotten. The array is used again.
   */
  valuesBefore(position: number, level: number): Float32Array {
    if (this.#sound) {
      this.#out[0] = level;
      return this.#out;
    }
    const rows = this.#endsAt.length;
    while (this.#first < this.#end && (this.#endsAt[this.#first % rows] as number) < position) this.#first++;
    if (this.#first === this.#end || this.#endsAt[this.#first % rows] !== position) {
      this.#shrinkWhereEmpty();
      return this.#out.fill(Number.NaN);
    }
    const place = (this.#first++ % rows) * this.#width;
    this.#out.set(this.#values.subarray(place, place + this.#width));
    this.#shrinkWhereEmpty();
    return this.#out;
  }

  /** Makes room for one more row and returns its place. */
  #add(endsAt: number): number {
    if (this.#end - this.#first === this.#endsAt.length) {
      if (this.#endsAt.length < this.#mostRows) this.#grow(this.#endsAt.length + 1);
      else this.#first++;
    }
    const place = this.#end++ % this.#endsAt.length;
    this.#endsAt[place] = endsAt;
    return place;
  }

  /** For so many rows more, at once: what is there is copied. */
  #makeRoom(more: number): void {
    const wanted = Math.min(this.#mostRows, this.#end - this.#first + more);
    if (wanted > this.#endsAt.length) this.#grow(wanted);
  }

  /** To room for at least so many rows. */
  #grow(least: number): void {
    const before = this.#endsAt.length;
    const rows = Math.min(this.#mostRows, Math.max(FIRST_ROWS, 2 * before, least));
    const values = new Float32Array(rows * this.#width);
    const endsAt = new Float64Array(rows);
    for (let row = this.#first; row < this.#end; row++) {
      const from = (row % before) * this.#width;
      values.set(this.#values.subarray(from, from + this.#width), (row - this.#first) * this.#width);
      endsAt[row - this.#first] = this.#endsAt[row % before] as number;
    }
    this.#end -= this.#first;
    this.#first = 0;
    this.#values = values;
    this.#endsAt = endsAt;
  }

  /** Frees memory after a burst. */
  #shrinkWhereEmpty(): void {
    if (this.#first < this.#end || this.#endsAt.length <= 4 * FIRST_ROWS) return;
    this.#values = NONE;
    this.#endsAt = new Float64Array(0);
    this.#first = 0;
    this.#end = 0;
  }
}
