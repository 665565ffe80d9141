// What happens to the cells of a table while it is read: what was missing, what was not understood, how the times went.
// In numbers, and as warnings.
import { isMissing } from '../cells/missing.js';
import type { RowBatch } from './row-batch.js';

/** Of one channel. */
export class ChannelCounts {
  readonly name: string;
  values = 0;
  missing = 0;
  unreadable = 0;
  /** The first cell that was not understood, and its row, counted from 0. */
  firstUnreadable = '';
  firstUnreadableRow = -1;
  least = Number.POSITIVE_INFINITY;
  most = Number.NEGATIVE_INFINITY;
  /** Values below the one before. */
  falls = 0;
  #last = Number.NaN;

  constructor(name: string) {
    this.name = name;
  }

  /** Begins anew, for another reading of the same table. */
  reset(): void {
    this.values = 0;
    this.missing = 0;
    this.unreadable = 0;
    this.least = Number.POSITIVE_INFINITY;
    this.most = Number.NEGATIVE_INFINITY;
    this.falls = 0;
    this.#last = Number.NaN;
  }

  /** Takes a cell and what was read of it. Real-time. */
  take(cell: string | undefined, value: number, row: number): void {
    if (!Number.isNaN(value)) {
      this.values++;
      if (value < this.least) this.least = value;
      if (value > this.most) this.most = value;
      if (value < this.#last) this.falls++;
      this.#last = value;
    } else if (isMissing(cell)) this.missing++;
    else {
      if (this.unreadable === 0) {
        this.firstUnreadable = cell as string;
        this.firstUnreadableRow = row;
      }
      this.unreadable++;
    }
  }
}

/** How the times of the rows went that were given out. */
export class TimeCounts {
  rows = 0;
  firstMs = Number.NaN;
  lastMs = Number.NaN;
  leastMs = Number.POSITIVE_INFINITY;
  mostMs = Number.NEGATIVE_INFINITY;
  /** Rows older than the row before, and as old. */
  back = 0;
  largestBackMs = 0;
  again = 0;
  firstBack = '';

  take({ rows, times, timeTexts }: RowBatch): void {
    for (let row = 0; row < rows; row++) {
      const timeMs = times[row] as number;
      if (this.rows === 0) this.firstMs = timeMs;
      else if (timeMs < this.lastMs) {
        if (this.back === 0) this.firstBack = timeTexts[row] as string;
        this.back++;
        this.largestBackMs = Math.max(this.largestBackMs, this.lastMs - timeMs);
      } else if (timeMs === this.lastMs) this.again++;
      this.lastMs = timeMs;
      if (timeMs < this.leastMs) this.leastMs = timeMs;
      if (timeMs > this.mostMs) this.mostMs = timeMs;
      this.rows++;
    }
  }

  /** From the oldest to the youngest row, ms. */
  get spanMs(): number {
    return this.rows === 0 ? 0 : this.mostMs - this.leastMs;
  }
}
