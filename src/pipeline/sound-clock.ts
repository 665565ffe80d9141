// What a stream of sound counts besides its predictions: hops, and runs of samples without a gap. From these come a
// prediction's time and whether the state has warmed up. All counts are numbers that a snapshot holds.
import { PredictionCount } from './prediction-count.js';
import { CONSUMED, REPLACED, RUN_HOPS, RUN_START, WARM_PREDICTIONS } from './state-numbers.js';

/**
 * For so long after the start, a gap or a reset, scores are not to be trusted yet: the window is full, but the state is
 * warming up.
 */
const WARM_UP_MS = 1000;

interface Timing {
  /** Hz. */
  readonly sampleRate: number;
  readonly hopSamples: number;
}

export class SoundClock extends PredictionCount {
  readonly #inputRate: number;
  readonly #frontEnd: Timing;
  readonly #warmUpHops: number;

  /** `inputRate`: Hz; `numbers`: the stream's STATE_NUMBERS numbers. */
  constructor(numbers: Float64Array, inputRate: number, frontEnd: Timing) {
    super(numbers);
    this.#inputRate = inputRate;
    this.#frontEnd = frontEnd;
    this.#warmUpHops = Math.ceil((WARM_UP_MS * frontEnd.sampleRate) / (1000 * frontEnd.hopSamples));
  }

  /** NaN and infinite samples replaced by zero so far. */
  get replaced(): number {
    return this.numbers[REPLACED] as number;
  }

  /** A hop took `samples` input samples. `replaced` of them were NaN or infinite. */
  hop(samples: number, replaced: number): void {
    this.took(samples);
    this.add(REPLACED, replaced);
    this.add(RUN_HOPS, 1);
  }

  /** A new run begins `samples` input samples further on. `missing` of these were not reported to `missing` yet. */
  gap(samples: number, missing = samples): void {
    this.took(samples);
    this.numbers[RUN_START] = this.numbers[CONSUMED] as number;
    this.numbers[RUN_HOPS] = 0;
    this.missing(missing);
  }

  /** `samples` input samples are missing. The state must warm up again, even if silence takes their place. */
  override missing(samples: number): void {
    super.missing(samples);
    this.cold(0);
  }

  /** The state starts over. It has seen `hops` hops since. */
  cold(hops: number): void {
    this.numbers[WARM_PREDICTIONS] = hops;
  }

  /** A prediction at the end of the hops so far. Its time counts from the stream's first sample, and gaps count. */
  predict(): void {
    this.add(WARM_PREDICTIONS, 1);
    const settled = (this.numbers[WARM_PREDICTIONS] as number) > this.#warmUpHops;
    const { hopSamples, sampleRate } = this.#frontEnd;
    const runSamples = (this.numbers[RUN_HOPS] as number) * hopSamples;
    const runMs = ((this.numbers[RUN_START] as number) * 1000) / this.#inputRate;
    this.predicted(runMs + (runSamples * 1000) / sampleRate, settled);
  }
}
