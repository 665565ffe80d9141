// Results that a stream's client has not acknowledged: kept in order, so that they can be sent again. The oldest
// predictions are dropped and counted when they become too many; detections never are. Recent points are kept too, for
// those who begin to watch.
import { after, plus } from '../../protocol/counting.js';
import {
  type DetectionFields,
  detectionBytesNeeded,
  type PointFields,
  type PredictionFields,
  pointBytesNeeded,
  predictionBytesNeeded,
  writeDetection,
  writePoint,
  writePrediction,
} from '../../protocol/server-frames.js';
import { FrameLog } from './frame-log.js';

/** Points kept for those who begin to watch. */
const POINTS = 300;
/** Memory for them: at least the first, and for wide points more, up to the second. */
const LEAST_POINT_BYTES = 24 * 1024;
const MOST_POINT_BYTES = 2 ** 20;
/** Points that are not kept lie here, valid during one call. */
const passing = new FrameLog(1 << 20, 1);
/** Detections that are told to those who begin to watch. */
const RECENT = 20;
const DETECTION_BYTES = 16 * 2 ** 20;

/** A frame in a log. */
export interface KeptFrame {
  readonly bytes: Uint8Array;
  readonly at: number;
  readonly length: number;
}

export class Results {
  readonly predictions: FrameLog;
  readonly detections = new FrameLog(DETECTION_BYTES);
  readonly points: FrameLog;
  readonly recent: DetectionFields[] = [];
  /** Number of the next detection, from 1. */
  nextDetection = 1;
  readonly #encoder = new TextEncoder();

  /** `keptBytes`: bound for predictions. `pointBytes`: of one point. */
  constructor(keptBytes: number, pointBytes = 0) {
    this.predictions = new FrameLog(keptBytes);
    const bytes = Math.max(LEAST_POINT_BYTES, Math.min(MOST_POINT_BYTES, POINTS * pointBytes));
    this.points = new FrameLog(bytes, POINTS);
  }

  /** Whether the client has acknowledged everything. */
  get isEmpty(): boolean {
    return this.predictions.count === 0 && this.detections.count === 0;
  }

  get unacknowledged(): number {
    return this.predictions.count + this.detections.count;
  }

  get heldBytes(): number {
    return this.predictions.heldBytes + this.detections.heldBytes + this.points.heldBytes;
  }

  prediction(prediction: PredictionFields): KeptFrame {
    const length = predictionBytesNeeded(prediction);
    const at = this.predictions.append(prediction.index, length);
    writePrediction(this.predictions.view, at, 0, 0, prediction);
    return { bytes: this.predictions.bytes, at, length };
  }

  detection(detection: Omit<DetectionFields, 'number'>): {
    readonly frame: KeptFrame;
    readonly detection: DetectionFields;
  } {
    const numbered = { ...detection, number: this.nextDetection };
    this.nextDetection = plus(this.nextDetection, 1);
    const encoded = (name = '') => this.#encoder.encode(name);
    const names = {
      label: encoded(detection.label),
      channel: encoded(detection.channel),
      reason: encoded(detection.reason),
      why: encoded(detection.why),
    };
    const length = detectionBytesNeeded(names, detection);
    const at = this.detections.append(numbered.number, length);
    writeDetection(this.detections.view, at, 0, 0, numbered, names);
    this.recent.push(numbered);
    if (this.recent.length > RECENT) this.recent.shift();
    return { frame: { bytes: this.detections.bytes, at, length }, detection: numbered };
  }

  /** `kept`: for those who begin to watch later. */
  point(point: PointFields, kept: boolean): KeptFrame {
    const log = kept ? this.points : passing;
    const length = pointBytesNeeded(point);
    const at = log.append(point.index, length);
    writePoint(log.view, at, 0, point);
    return { bytes: log.bytes, at, length };
  }

  /** The client has the predictions before index `predictions`, and the first `detections` detections. */
  acknowledged(predictions: number, detections: number): void {
    this.predictions.forgetBefore(predictions);
    if (after(detections, this.nextDetection) < 0) this.detections.forgetBefore(plus(detections, 1));
  }
}
