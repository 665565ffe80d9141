// What every stream counts, of sound or of a series: samples taken, predictions made, and what was missing before each. All of it is numbers that a
// snapshot holds. When a prediction is due, and what its time is, is not counted here.
import { CONSUMED, GAP, PREDICTIONS } from './state-numbers.js';

export class PredictionCount {
  protected readonly numbers: Float64Array;
  #endsAtMs = 0;
  #gapBefore = 0;
  #settled = false;

  /** `numbers`: SLOT_NUMBERS of the stream's numbers. */
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

  /** Input samples were taken, or passed over. */
  took(samples: number): void {
    this.add(CONSUMED, samples);
  }

  /** Input samples are missing: the next prediction says so. */
  missing(samples: number): void {
    this.add(GAP, samples);
  }

  /** A prediction is made. */
  predicted(endsAtMs: number, settled: boolean): void {
    this.#endsAtMs = endsAtMs;
    this.#settled = settled;
    this.#gapBefore = this.numbers[GAP] as number;
    this.numbers[GAP] = 0;
    this.add(PREDICTIONS, 1);
  }

  /** The next prediction has this index: those before it were made by another, which has told of the gaps before it. */
  resumeAt(index: number): void {
    this.numbers[PREDICTIONS] = index;
    this.numbers[GAP] = 0;
  }

  protected add(at: number, amount: number): void {
    this.numbers[at] = (this.numbers[at] as number) + amount;
  }
}
