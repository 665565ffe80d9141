// What one stream counts: samples taken, hops, predictions, gaps. From it come a prediction's index, its time, and whether the state has
// warmed up. All of it is numbers that a snapshot holds.
import { CONSUMED, GAP, PREDICTIONS, REPLACED, RUN_HOPS, RUN_START, WARM_PREDICTIONS } from './slot-numbers.js';

/** How long after its start, a gap or a reset a stream's scores are not yet to be trusted: the window is full, the state is still warming up. */
const WARM_UP_MS = 1000;

interface Timing {
  /** Hz. */
  readonly sampleRate: number;
  readonly hopSamples: number;
}

export class StreamClock {
  readonly #numbers: Float64Array;
  readonly #inputRate: number;
  readonly #frontEnd: Timing;
  readonly #warmUpHops: number;
  #index = -1;
  #endsAtMs = 0;
  #gapBefore = 0;
  #settled = false;

  /** `inputRate`: Hz; `numbers`: SLOT_NUMBERS of the stream's numbers. */
  constructor(numbers: Float64Array, inputRate: number, frontEnd: Timing) {
    this.#numbers = numbers;
    this.#inputRate = inputRate;
    this.#frontEnd = frontEnd;
    this.#warmUpHops = Math.ceil((WARM_UP_MS * frontEnd.sampleRate) / (1000 * frontEnd.hopSamples));
  }

  /** Index of the last prediction, from 0; -1 before the first. */
  get index(): number {
    return this.#index;
  }

  /** Stream time at the end of the last prediction's window, ms; 0 is the stream's first sample, gaps are counted in. */
  get endsAtMs(): number {
    return this.#endsAtMs;
  }

  /** Input samples missing between the last prediction and the one before it. */
  get gapBefore(): number {
    return this.#gapBefore;
  }

  get settled(): boolean {
    return this.#settled;
  }

  get replaced(): number {
    return this.#numbers[REPLACED] as number;
  }

  /** A hop of `samples` input samples, of which `replaced` were no numbers. */
  hop(samples: number, replaced: number): void {
    this.#add(CONSUMED, samples);
    this.#add(REPLACED, replaced);
    this.#add(RUN_HOPS, 1);
  }

  /** `samples` input samples are passed over, `missing` of them not told of yet: a new run begins. */
  gap(samples: number, missing = samples): void {
    this.#add(CONSUMED, samples);
    this.#numbers[RUN_START] = this.#numbers[CONSUMED] as number;
    this.#numbers[RUN_HOPS] = 0;
    this.missing(missing);
  }

  /** `samples` input samples are missing, and something will be taken in their place. */
  missing(samples: number): void {
    this.#add(GAP, samples);
    this.cold(0);
  }

  /** The next prediction has this index: those before it were made by another, which has told of the gaps before it. */
  resumeAt(index: number): void {
    this.#numbers[PREDICTIONS] = index;
    this.#numbers[GAP] = 0;
    this.restored();
  }

  /** The state begins anew, and has seen `hops` since. */
  cold(hops: number): void {
    this.#numbers[WARM_PREDICTIONS] = hops;
  }

  /** A prediction at the end of the hops so far. */
  predict(): void {
    this.#index = this.#numbers[PREDICTIONS] as number;
    this.#gapBefore = this.#numbers[GAP] as number;
    this.#add(PREDICTIONS, 1);
    this.#numbers[GAP] = 0;
    this.#add(WARM_PREDICTIONS, 1);
    this.#settled = (this.#numbers[WARM_PREDICTIONS] as number) > this.#warmUpHops;
    const { hopSamples, sampleRate } = this.#frontEnd;
    const runSamples = (this.#numbers[RUN_HOPS] as number) * hopSamples;
    this.#endsAtMs = ((this.#numbers[RUN_START] as number) * 1000) / this.#inputRate + (runSamples * 1000) / sampleRate;
  }

  /** After the numbers were set from a snapshot. */
  restored(): void {
    this.#index = (this.#numbers[PREDICTIONS] as number) - 1;
  }

  #add(at: number, amount: number): void {
    this.#numbers[at] = (this.#numbers[at] as number) + amount;
  }
}
