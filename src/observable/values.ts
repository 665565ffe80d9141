// The values that subscribers get, made from prediction records.

import type { OwnBytes } from '../arrays.js';
import { age } from '../clock.js';
import type { PostedDetection } from '../engine/messages.js';
import { type SeriesVerdict, unpackDetails } from '../forecast/details.js';
import type { AlarmFacts } from '../forecast/detected.js';
import type { PredictionRecord } from '../ring/records.js';
import type { Stamps } from './stages.js';

/** The output of the network after one hop. */
export interface Prediction {
  /** From 0. The engine numbers without holes; a hole here is counted in `missed`. */
  readonly index: number;
  /**
   * Stream time at the end of its last sample, ms. 0 is the start of the first sample; gaps are included. For a series:
   * the time of its row.
   */
  readonly endsAtMs: number;
  /** From the capture of its last sample to this delivery, ms. NaN if the source gave no time of capture. */
  readonly latencyMs: number;
  /** (labels) One score per label, in the order of the stream's `labels`. The array is not reused. */
  readonly scores: Float32Array;
  /** Samples (rows of a series) missing between the engine's previous prediction and this one. */
  readonly gap: number;
  /** Predictions missed between the one delivered before and this one, because this thread was too slow. */
  readonly missed: number;
  /** Whether the state has warmed up since the start, the last gap, or the last time a gate reset it. */
  readonly settled: boolean;
  /**
   * Whether the network was not stepped because the stream's `gate` was closed. The first label then has a score of 1.
   */
  readonly gated: boolean;
  /** When it passed each stage. Null if it was not timed: see `stampEvery`. */
  readonly stamps: Stamps | null;
  /** The monitor's verdict on this row. Only for a series. */
  readonly series?: SeriesVerdict;
  /** State of the last recurrent layer. Only with `inspect`. */
  readonly hidden?: Float32Array;
  /** The standardized features of its frame. Only with `inspect`. */
  readonly features?: Float32Array;
}

/**
 * A phrase was heard, or an alarm of a series began or ended. An alarm is told of twice: with `open` true when it begins,
 * and false when it has ended.
 */
export interface Detection extends Readonly<Partial<AlarmFacts>> {
  /** Index of the prediction that completed it. */
  readonly index: number;
  readonly label: string;
  /** For a series: the most surprising channel. */
  readonly channel?: string;
  /** The smoothed score at the moment of detection. For a series: the likelihood of its severity, 1 - 10^-severity. */
  readonly score: number;
  /** Stream time, ms. For a series: of the first row that was wrong. */
  readonly startsAtMs: number;
  /** Stream time, ms. For a series: of the last row that was wrong; while the alarm is open, of the first. */
  readonly endsAtMs: number;
  /** From the capture of the deciding sample to this delivery, ms. NaN if the source gave no time of capture. */
  readonly latencyMs: number;
}

/**
 * A prediction from a copy of the record, delivered at `nowMs`. `rowSamples`: samples per row of a series; null for
 * sound.
 */
export function toPrediction(
  record: PredictionRecord,
  missed: number,
  nowMs: number,
  rowSamples: number | null,
): Prediction {
  const prediction: Prediction = {
    index: record.index,
    endsAtMs: record.endsAtMs,
    latencyMs: age(record.capturedAtMs, nowMs),
    scores: record.scores.slice(),
    gap: record.gap / (rowSamples ?? 1),
    missed,
    settled: record.settled,
    gated: record.gated,
    stamps: stampsOf(record, nowMs),
  };
  if (rowSamples !== null) return { ...prediction, series: unpackDetails(record.scores[1] as number, record.features) };
  if (record.hidden.length === 0) return prediction;
  return { ...prediction, hidden: record.hidden.slice(), features: record.features.slice() };
}

function stampsOf(record: PredictionRecord, observedAtMs: number): Stamps | null {
  const { capturedAtMs, putAtMs, startedAtMs, endedAtMs } = record;
  if (Number.isNaN(endedAtMs)) return null;
  return { capturedAtMs, putAtMs, startedAtMs, endedAtMs, observedAtMs };
}

export function toDetection(posted: PostedDetection, nowMs: number): Detection {
  const { capturedAtMs, ...detection } = posted;
  return { ...detection, latencyMs: age(capturedAtMs, nowMs) };
}

/**
 * The bytes of a prediction that are a function of the samples alone: `index` and `endsAtMs` as float64, then the
 * scores as float32, all little-endian. The digest of a stream is the SHA-256 of these bytes of all its predictions,
 * one after the other.
 */
export function predictionBytes(prediction: Pick<Prediction, 'index' | 'endsAtMs' | 'scores'>): OwnBytes {
  const { index, endsAtMs, scores } = prediction;
  const bytes = new Uint8Array(16 + 4 * scores.length);
  const view = new DataView(bytes.buffer);
  view.setFloat64(0, index, true);
  view.setFloat64(8, endsAtMs, true);
  scores.forEach((score, i) => {
    view.setFloat32(16 + 4 * i, score, true);
  });
  return bytes;
}
