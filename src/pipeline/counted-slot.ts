// What a slot says of its last prediction out of its count: the same for sound and for a series.
import type { PredictionCount } from './prediction-count.js';

export abstract class CountedSlot {
  protected abstract readonly clock: PredictionCount;

  /** Index of the last prediction, from 0; -1 before the first. */
  get index(): number {
    return this.clock.index;
  }

  /** Of sound: stream time at the end of the last prediction's window, ms; 0 is the first sample, gaps are counted in. Of a series: time of the last row. */
  get endsAtMs(): number {
    return this.clock.endsAtMs;
  }

  /** Input samples missing between the last prediction and the one before it. */
  get gapBefore(): number {
    return this.clock.gapBefore;
  }

  /** Of sound: whether the state has warmed up since the start, the last gap or reset. Of a series: whether enough was learnt from before the last row. */
  get settled(): boolean {
    return this.clock.settled;
  }

  /** The next prediction has this index: those before it were made by another. */
  resumeAt(index: number): void {
    this.clock.resumeAt(index);
  }
}
