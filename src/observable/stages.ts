// Where the time of a prediction goes: from stamp to stamp on its way, each stage in a histogram of its own.
import { Histogram, type Percentiles } from './histogram.js';

/** When a hop passed where, ms since the epoch, all by one clock: see `now` in platform.ts for how exact that is between threads. */
export interface Stamps {
  /** Its last sample was captured. */
  readonly capturedAtMs: number;
  /** The block that it came with was put into the ring. */
  readonly putAtMs: number;
  /** The engine took the hop up. */
  readonly startedAtMs: number;
  /** The engine was through with it. */
  readonly endedAtMs: number;
  /** This thread took the prediction. */
  readonly observedAtMs: number;
}

/** Percentiles by stage, in the order of the way. They add up for a single prediction, not for percentiles. */
export interface StageTimes {
  /** From the capture of the last sample until the block that it came with was put into the ring. */
  readonly capture: Percentiles;
  /** In the ring, until the engine took the hop up. */
  readonly wait: Percentiles;
  /** In the engine: features, gate, network. Streams that are stepped together share it. */
  readonly step: Percentiles;
  /** Detector, record ring and doorbell, until this thread took the prediction. */
  readonly crossing: Percentiles;
  /** In the subscribers to predictions$. */
  readonly subscriber: Percentiles;
  /** From the ring until the subscribers were through: all but `capture`. */
  readonly delivery: Percentiles;
}

export type Stage = keyof StageTimes;

export const STAGES: readonly Stage[] = ['capture', 'wait', 'step', 'crossing', 'subscriber', 'delivery'];

/** Clocks of two threads may be so far apart. */
const APART_MS = 1000;
/** Nothing is on its way for so long. */
const LONGEST_MS = 600_000;

export class StageHistograms {
  readonly #of: Readonly<Record<Stage, Histogram>>;

  /** `bits`: as of Histogram. */
  constructor(bits?: number) {
    const one = () => new Histogram(bits);
    this.#of = { capture: one(), wait: one(), step: one(), crossing: one(), subscriber: one(), delivery: one() };
  }

  /** A prediction whose subscribers were through at `doneAtMs`. Real-time. */
  record(stamps: Omit<Stamps, 'observedAtMs'>, observedAtMs: number, doneAtMs: number): void {
    const { capturedAtMs, putAtMs, startedAtMs, endedAtMs } = stamps;
    // the clock was set while it was on its way: its times cannot be compared
    if (startedAtMs < putAtMs - APART_MS || observedAtMs < endedAtMs - APART_MS || doneAtMs > putAtMs + LONGEST_MS)
      return;
    this.#of.capture.record(putAtMs - capturedAtMs);
    this.#of.wait.record(startedAtMs - putAtMs);
    this.#of.step.record(endedAtMs - startedAtMs);
    this.#of.crossing.record(observedAtMs - endedAtMs);
    this.#of.subscriber.record(doneAtMs - observedAtMs);
    this.#of.delivery.record(doneAtMs - putAtMs);
  }

  times(): StageTimes {
    const { capture, wait, step, crossing, subscriber, delivery } = this.#of;
    return {
      capture: capture.percentiles(),
      wait: wait.percentiles(),
      step: step.percentiles(),
      crossing: crossing.percentiles(),
      subscriber: subscriber.percentiles(),
      delivery: delivery.percentiles(),
    };
  }
}
