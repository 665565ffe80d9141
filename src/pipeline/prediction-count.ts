// What every stream counts, of sound or of a series: samples taken, predictions made, and samples missing before each
// prediction. All counts are numbers that a snapshot holds. When a prediction is due, and its time, are not decided
// here.
import { CONSUMED, GAP, PREDICTIONS } from './state-numbers.js';

export class PredictionCount {
  protected readonly numbers: Float64Array;
  #endsAtMs = 0;
  #gapBefore = 0;
  #settled = false;

  /** `numbers`: the stream's STATE_NUMBERS numbers. */
  constructor(numbers: Float64Array) {
    this.numbers = numbers;
  }

  /** Index of the last prediction, from 0; -1 before the first. */
  get index(): number {
    return (this.numbers[PREDICTIONS] as number) - 1;
  }

  /** Time of the last prediction, ms. */
  get endsAtMs(): number {
    return this.#endsAtMs;
  }

  /** Input samples missing between the last prediction and the one before it. */
  get gapBefore(): number {
    return this.#gapBefore;
  }

  /** Whether the last prediction is to be trusted. */
  get settled(): boolean {
    return this.#settled;
  }

  /** The stream is `samples` input samples further on, whether they were read or are missing. */
  took(samples: number): void {
    this.add(CONSUMED, samples);
  }

  /** `samples` input samples are missing. The next prediction reports them. */
  missing(samples: number): void {
    this.add(GAP, samples);
  }

  /** A prediction was made. */
  predicted(endsAtMs: number, settled: boolean): void {
    this.#endsAtMs = endsAtMs;
    this.#settled = settled;
    this.#gapBefore = this.numbers[GAP] as number;
    this.numbers[GAP] = 0;
    this.add(PREDICTIONS, 1);
  }

  /**
   * The next prediction has this index. An engine before this one made the others, and has reported the gaps before
   * them.
   */
  resumeAt(index: number): void {
    this.numbers[PREDICTIONS] = index;
    this.numbers[GAP] = 0;
  }

  protected add(at: number, amount: number): void {
    this.numbers[at] = (this.numbers[at] as number) + amount;
  }
}
