// Collects the hops of one measurement: percentiles by stage, their curve, and the latency over time.
import { Histogram, type Percentiles } from '../../observable/histogram.js';
import { StageHistograms, type StageTimes, type Stamps } from '../../observable/stages.js';

/** A percentile is too great by at most a 256th of it. */
const BITS = 8;
const SLICE_BITS = 5;
const SLICES = 60;

/** All but one in 10 ** nines of the predictions took at most this many ms. The last point is the worst. */
export type CurvePoint = readonly [nines: number, ms: number];

/** One part of the measurement. */
export interface Slice {
  /** Its begin, ms after the measurement's. */
  readonly atMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly worstMs: number;
}

/** Latencies, from when a hop was due until the subscriber was through with its prediction. */
export interface Tallied {
  readonly latency: Percentiles;
  readonly stages: StageTimes;
  readonly deadlineMisses: number;
  readonly curve: readonly CurvePoint[];
  readonly timeline: readonly Slice[];
}

export class Tally {
  readonly #deadlineMs: number;
  readonly #sliceMs: number;
  readonly #latency = new Histogram(BITS);
  readonly #stages = new StageHistograms(BITS);
  readonly #slices: Histogram[] = Array.from({ length: SLICES }, () => new Histogram(SLICE_BITS));
  #deadlineMisses = 0;
  #startedAtMs = Number.NaN;

  /** `durationMs`: about how long the measurement takes. */
  constructor(deadlineMs: number, durationMs: number) {
    this.#deadlineMs = deadlineMs;
    this.#sliceMs = Math.max(1, durationMs / SLICES);
  }

  /** Of a prediction with which the subscriber was through at `doneAtMs`. */
  record(stamps: Stamps, doneAtMs: number): void {
    const { capturedAtMs, observedAtMs } = stamps;
    const latencyMs = doneAtMs - capturedAtMs;
    this.#latency.record(latencyMs);
    this.#stages.record(stamps, observedAtMs, doneAtMs);
    if (latencyMs > this.#deadlineMs) this.#deadlineMisses++;
    if (Number.isNaN(this.#startedAtMs)) this.#startedAtMs = capturedAtMs;
    const slice = Math.floor((capturedAtMs - this.#startedAtMs) / this.#sliceMs);
    this.#slices[Math.max(0, Math.min(SLICES - 1, slice))]?.record(latencyMs);
  }

  tallied(): Tallied {
    return {
      latency: this.#latency.percentiles(),
      stages: this.#stages.times(),
      deadlineMisses: this.#deadlineMisses,
      curve: curveOf(this.#latency),
      timeline: this.#slices.flatMap((slice, i) =>
        slice.count === 0
          ? []
          : [
              {
                atMs: i * this.#sliceMs,
                p50Ms: slice.quantile(0.5),
                p99Ms: slice.quantile(0.99),
                worstMs: slice.worstMs,
              },
            ],
      ),
    };
  }
}

/** Eight points for every nine, as far as there are predictions to tell them. */
function curveOf(histogram: Histogram): CurvePoint[] {
  const points: CurvePoint[] = [];
  const most = Math.log10(Math.max(1, histogram.count));
  for (let nines = 0; nines < most; nines += 1 / 8) points.push([nines, histogram.quantile(1 - 10 ** -nines)]);
  points.push([most, histogram.worstMs]);
  return points;
}
