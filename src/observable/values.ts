// What subscribers get, and how a record becomes it.

import { age } from '../clock.js';
import type { PostedDetection } from '../engine/messages.js';
import { type SeriesVerdict, unpackDetails } from '../forecast/details.js';
import type { PredictionRecord } from '../ring/records.js';
import type { Stamps } from './stages.js';

/** What the network said after one hop. */
export interface Prediction {
  /** From 0, without holes in what the engine made: a hole here is `missed`. */
  readonly index: number;
  /** Stream time of the end of its last sample, ms: 0 is the stream's first sample, gaps are counted in. */
  readonly endsAtMs: number;
  /** From the capture of its last sample to this delivery, ms; NaN where the source did not say when it captured. */
  readonly latencyMs: number;
  /** One score a label, in the order of the stream's `labels`. Yours to keep. */
  readonly scores: Float32Array;
  /** Samples, of a series rows, missing between the prediction that the engine made before it and this one. */
  readonly gap: number;
  /** Predictions lost between the one delivered before it and this one, because this thread was slow or they came too late. */
  readonly missed: number;
  /** Whether the state has warmed up since the start, the last gap, or the last time a gate reset it. */
  readonly settled: boolean;
  /** Whether the network rested in this hop, for the stream's `gate` was closed: the scores then say the first label, for certain. */
  readonly gated: boolean;
  /** When it passed where; null for those that are not timed: see `stampEvery`. */
  readonly stamps: Stamps | null;
  /** What the monitor says of this row. Only of a series. */
  readonly series?: SeriesVerdict;
  /** State of the last recurrent layer. Only with `inspect`. */
  readonly hidden?: Float32Array;
  /** The standardized features of its frame. Only with `inspect`. */
  readonly features?: Float32Array;
}

/** A phrase was heard, or a row was an anomaly. */
export interface Detection {
  /** Of the prediction that completed it. */
  readonly index: number;
  readonly label: string;
  /** Of a series: the channel that was surprising most. */
  readonly channel?: string;
  /** Of a series: about -log10 of how seldom such a row is. */
  readonly severity?: number;
  /** Smoothed, at the moment of detection; of a series the likelihood that its severity stands for, 1 - 10^-severity. */
  readonly score: number;
  /** Stream time, ms. */
  readonly startsAtMs: number;
  /** Stream time, ms. */
  readonly endsAtMs: number;
  /** From the capture of the sample that decided to this delivery, ms; NaN where the source did not say when it captured. */
  readonly latencyMs: number;
}

/** A copy of the record, as of `nowMs`. `rowSamples`: of a series, null of sound. */
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
 * The bytes of a prediction that are a function of the samples alone: `index` and `endsAtMs` as float64, then the scores as float32, all
 * little-endian. The digest of a stream is the SHA-256 of these bytes of all its predictions, one after the other.
 */
export function predictionBytes(
  prediction: Pick<Prediction, 'index' | 'endsAtMs' | 'scores'>,
): Uint8Array<ArrayBuffer> {
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
