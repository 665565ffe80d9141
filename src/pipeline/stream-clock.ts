// What one stream of sound counts beside: hops, runs without a gap. From it come a prediction's time and whether the state has warmed up. All of it is
// numbers that a snapshot holds.
import { PredictionCount } from './prediction-count.js';
import { CONSUMED, REPLACED, RUN_HOPS, RUN_START, WARM_PREDICTIONS } from './state-numbers.js';

/** How long after its start, a gap or a reset a stream's scores are not yet to be trusted: the window is full, the state is still warming up. */
const WARM_UP_MS = 1000;

interface Timing {
  /** Hz. */
  readonly sampleRate: number;
  readonly hopSamples: number;
}

export class StreamClock extends PredictionCount {
  readonly #inputRate: number;
  readonly #frontEnd: Timing;
  readonly #warmUpHops: number;

  /** `inputRate`: Hz; `numbers`: SLOT_NUMBERS of the stream's numbers. */
  constructor(numbers: Float64Array, inputRate: number, frontEnd: Timing) {
    super(numbers);
    this.#inputRate = inputRate;
    this.#frontEnd = frontEnd;
    this.#warmUpHops = Math.ceil((WARM_UP_MS * frontEnd.sampleRate) / (1000 * frontEnd.hopSamples));
  }

  get replaced(): number {
    return this.numbers[REPLACED] as number;
  }

  /** A hop of `samples` input samples, of which `replaced` were no numbers. */
  hop(samples: number, replaced: number): void {
    this.took(samples);
    this.add(REPLACED, replaced);
    this.add(RUN_HOPS, 1);
  }

  /** `samples` input samples are passed over, `missing` of them not told of yet: a new run begins. */
  gap(samples: number, missing = samples): void {
    this.took(samples);
    this.numbers[RUN_START] = this.numbers[CONSUMED] as number;
    this.numbers[RUN_HOPS] = 0;
    this.missing(missing);
  }

  /** `samples` input samples are missing, and something may be taken in their place: the state has to warm up again. */
  override missing(samples: number): void {
    super.missing(samples);
    this.cold(0);
  }

  /** The state begins anew, and has seen `hops` since. */
  cold(hops: number): void {
    this.numbers[WARM_PREDICTIONS] = hops;
  }

  /** A prediction at the end of the hops so far. Its time: 0 is the stream's first sample, gaps are counted in. */
  predict(): void {
    this.add(WARM_PREDICTIONS, 1);
    const settled = (this.numbers[WARM_PREDICTIONS] as number) > this.#warmUpHops;
    const { hopSamples, sampleRate } = this.#frontEnd;
    const runSamples = (this.numbers[RUN_HOPS] as number) * hopSamples;
    const runMs = ((this.numbers[RUN_START] as number) * 1000) / this.#inputRate;
    this.predicted(runMs + (runSamples * 1000) / sampleRate, settled);
  }
}
