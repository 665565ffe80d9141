// Where the time of a prediction goes: from stamp to stamp, a histogram for each stage.
import { Histogram, type Percentiles } from './histogram.js';

/**
 * When a hop passed each stage, ms since the epoch, by one clock. `now` in src/clock.ts tells how exact that is between
 * threads.
 */
export interface Stamps {
  /** Its last sample was captured. */
  readonly capturedAtMs: number;
  /** The block that it came with was put into the ring. */
  readonly putAtMs: number;
  /** The engine began the hop. */
  readonly startedAtMs: number;
  /** The engine finished it. */
  readonly endedAtMs: number;
  /** This thread took the prediction. */
  readonly observedAtMs: number;
}

/** Percentiles by stage, in order. The stages of one prediction add up; percentiles do not. */
export interface StageTimes {
  /** From the capture of the last sample until its block was put into the ring. */
  readonly capture: Percentiles;
  /** In the ring, until the engine began the hop. */
  readonly wait: Percentiles;
  /** In the engine: features, gate, network. Streams that are stepped together share it. */
  readonly step: Percentiles;
  /** Detector, record ring and doorbell, until this thread took the prediction. */
  readonly crossing: Percentiles;
  /** In the subscribers to predictions$. */
  readonly subscriber: Percentiles;
  /** From the ring until the subscribers returned: all stages but `capture`. */
  readonly delivery: Percentiles;
}

export type Stage = keyof StageTimes;

export const STAGES: readonly Stage[] = ['capture', 'wait', 'step', 'crossing', 'subscriber', 'delivery'];

/** Clocks of two threads may differ by this much. */
const APART_MS = 1000;
/** No prediction takes longer than this. */
const LONGEST_MS = 600_000;

export class StageHistograms {
  readonly #of: Readonly<Record<Stage, Histogram>>;

  /** `bits`: as of Histogram. */
  constructor(bits?: number) {
    const one = () => new Histogram(bits);
    this.#of = { capture: one(), wait: one(), step: one(), crossing: one(), subscriber: one(), delivery: one() };
  }

  /** Records a prediction whose subscribers returned at `doneAtMs`. Real-time. */
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
