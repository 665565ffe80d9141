// How a stream has done so far: what was delivered, how late, where the time went.
import type { PredictionRecord, StreamCounters } from '../ring/records.js';
import { Histogram, type Percentiles } from './histogram.js';
import { StageHistograms, type StageTimes } from './stages.js';
import type { Prediction } from './values.js';

/** How a stream has done so far. */
export interface StreamStats {
  /** Delivered. */
  readonly predictions: number;
  /** Of those, how many the network rested in, for the gate was closed. */
  readonly gated: number;
  /** Delivered; none is ever lost. */
  readonly detections: number;
  /** Samples, of a series rows, that found no room, that the source lost, or that died with an engine. */
  readonly dropped: number;
  /** Samples, of a series rows, passed over because more than `maxLatencyMs` of them waited, or because they were too few for a hop before a gap. */
  readonly skipped: number;
  /** Predictions overwritten before this thread took them, or of a live source and older than `maxLatencyMs` and a hop when it did. */
  readonly missed: number;
  /** NaN and infinite samples replaced by 0. */
  readonly replaced: number;
  /** Hops after which the network's state was found unhealthy: see `onUnhealthy`. */
  readonly unhealthy: number;
  /** Samples that wait to be predicted on, ms; NaN of a series, whose rows come at no rate. */
  readonly backlogMs: number;
  /** Of predictions, from the capture of their last sample to their delivery. */
  readonly latency: Percentiles;
  /** Predictions delivered later than `deadlineMs` after that capture. */
  readonly deadlineMisses: number;
  /** Where the time goes, of the predictions that are timed: one in `stampEvery`. */
  readonly stages: StageTimes;
}

/** What stats need of the engine. */
export interface EngineCounts {
  readonly counters: Readonly<StreamCounters>;
  readonly missed: number;
}

export interface StatisticsOptions {
  /** Of the source, in Hz. */
  readonly sampleRate: number;
  /** Samples that a row of a series takes on its way; null of sound. */
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

  /** A prediction is about to be delivered, so long after the capture of its last sample. Real-time. */
  predicted({ gated }: PredictionRecord, ageMs: number): void {
    this.#latency.record(ageMs);
    if (ageMs > this.#options.deadlineMs) this.#deadlineMisses++;
    this.#predicted++;
    if (gated) this.#gated++;
  }

  /** Its subscribers are through with it. Real-time. */
  delivered({ stamps }: Prediction, observedAtMs: number, doneAtMs: number): void {
    if (stamps !== null) this.#stages.record(stamps, observedAtMs, doneAtMs);
  }

  detected(): void {
    this.#detected++;
  }

  /** `late`: predictions that were too old to be delivered. */
  stats({ counters, missed }: EngineCounts, late: number): StreamStats {
    const { sampleRate, rowSamples } = this.#options;
    return {
      predictions: this.#predicted,
      gated: this.#gated,
      detections: this.#detected,
      // a row that was lost in part is lost: what is dropped of it and what is skipped make up one
      dropped: Math.ceil(counters.dropped / (rowSamples ?? 1)),
      skipped: Math.floor(counters.skipped / (rowSamples ?? 1)),
      missed: missed + late,
      replaced: counters.replaced,
      unhealthy: counters.unhealthy,
      backlogMs: rowSamples === null ? (counters.backlog * 1000) / sampleRate : Number.NaN,
      latency: this.#latency.percentiles(),
      deadlineMisses: this.#deadlineMisses,
      stages: this.#stages.times(),
    };
  }
}
