// The statistics of a stream: what was delivered, how late, and where the time went.
import type { PredictionRecord, StreamCounters } from '../ring/records.js';
import { Histogram, type Percentiles } from './histogram.js';
import { StageHistograms, type StageTimes } from './stages.js';
import type { Prediction } from './values.js';

/** The statistics of a stream since its start. */
export interface StreamStats {
  /** Predictions delivered. */
  readonly predictions: number;
  /** Of those, the ones in which the network was not stepped because the gate was closed. */
  readonly gated: number;
  /** Detections delivered. None is ever dropped. */
  readonly detections: number;
  /**
   * Samples (rows of a series) that found no room, that were missing at the source, or that were lost with an engine
   * that died.
   */
  readonly dropped: number;
  /**
   * Samples (rows of a series) left out because they had waited longer than `maxLatencyMs`, or because they were too
   * few for a hop before a gap.
   */
  readonly skipped: number;
  /**
   * Predictions overwritten before this thread read them, or, of a live source, read more than `maxLatencyMs` and a hop
   * after their samples came.
   */
  readonly missed: number;
  /** NaN and infinite samples replaced by 0. */
  readonly replaced: number;
  /** Hops after which the network's state was found unhealthy: see `onUnhealthy`. */
  readonly unhealthy: number;
  /** Samples that wait for the engine, ms. NaN for a series: its rows have no rate. */
  readonly backlogMs: number;
  /** Latency of predictions, from the capture of their last sample to their delivery. */
  readonly latency: Percentiles;
  /** Predictions with a latency above `deadlineMs`. */
  readonly deadlineMisses: number;
  /** Where the time goes, for the predictions that are timed: one in `stampEvery`. */
  readonly stages: StageTimes;
}

/** The counters of the engine that statistics need. */
export interface EngineCounts {
  readonly counters: Readonly<StreamCounters>;
  readonly missed: number;
}

export interface StatisticsOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  /** Samples that a row of a series is encoded as; null for sound. */
  readonly rowSamples: number | null;
  readonly deadlineMs: number;
}

export class Statistics {
  readonly #options: StatisticsOptions;
  readonly #latency = new Histogram();
  readonly #stages = new StageHistograms();
  #deadlineMisses = 0;
  #predicted = 0;
  #gated = 0;
  #detected = 0;

  constructor(options: StatisticsOptions) {
    this.#options = options;
  }

  /** Counts a prediction that is about to be delivered, `ageMs` after the capture of its last sample. Real-time. */
  predicted({ gated }: PredictionRecord, ageMs: number): void {
    this.#latency.record(ageMs);
    if (ageMs > this.#options.deadlineMs) this.#deadlineMisses++;
    this.#predicted++;
    if (gated) this.#gated++;
  }

  /** Its subscribers have returned. Real-time. */
  delivered({ stamps }: Prediction, observedAtMs: number, doneAtMs: number): void {
    if (stamps !== null) this.#stages.record(stamps, observedAtMs, doneAtMs);
  }

  detected(): void {
    this.#detected++;
  }

  /** `missedHere`: predictions that this thread read too late to deliver. */
  stats({ counters, missed }: EngineCounts, missedHere: number): StreamStats {
    const { sampleRate, rowSamples } = this.#options;
    return {
      predictions: this.#predicted,
      gated: this.#gated,
      detections: this.#detected,
      // A row of which a part is missing is missing as a whole: the dropped and the skipped part count as one row.
      dropped: Math.ceil(counters.dropped / (rowSamples ?? 1)),
      skipped: Math.floor(counters.skipped / (rowSamples ?? 1)),
      missed: missed + missedHere,
      replaced: counters.replaced,
      unhealthy: counters.unhealthy,
      backlogMs: rowSamples === null ? (counters.backlog * 1000) / sampleRate : Number.NaN,
      latency: this.#latency.percentiles(),
      deadlineMisses: this.#deadlineMisses,
      stages: this.#stages.times(),
    };
  }
}
