// One stream from opening to end. Its results go to the view; the promise tells how it ended.
import {
  type Detection,
  type KeywordSettings,
  type Model,
  openStream,
  type Prediction,
  type Source,
  type Stream,
  type StreamEvent,
  type StreamStats,
} from 'sluice';
import { onnxruntime } from './model/onnxruntime.js';

/** What shows a stream. Called for every prediction: it must be quick. */
export interface SessionView {
  opened(stream: Stream): void;
  prediction(prediction: Prediction): void;
  detection(detection: Detection): void;
  stats(stats: StreamStats): void;
  event(event: StreamEvent): void;
}

export interface SessionOptions {
  readonly source: Source;
  readonly model: Model;
  readonly detector: Partial<KeywordSettings>;
  readonly keepSeconds: number;
  /** Stops it. */
  readonly signal: AbortSignal;
}

/**
 * Resolves when the source has ended and everything is delivered, or the signal aborted; rejects with what made it
 * fail.
 */
export async function runSession(options: SessionOptions, view: SessionView): Promise<void> {
  const stream = await openStream({ ...options, inspect: true, onnxruntime }).catch((error: unknown) => {
    if (options.signal.aborted) return undefined;
    throw error;
  });
  if (stream === undefined) return;
  view.opened(stream);
  stream.events$.subscribe((event) => view.event(event));
  stream.stats$.subscribe((stats) => view.stats(stats));
  stream.detections$.subscribe({ next: (detection) => view.detection(detection), error: () => undefined });
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => view.prediction(prediction),
      error: reject,
      complete: resolve,
    });
  });
}
