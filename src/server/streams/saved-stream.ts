// A stream as it is between two hops, copied out of it to be saved, and put back when a server starts again.

import { monotonicMs } from '../../clock.js';
import { predictionsInSnapshot, samplesInSnapshot } from '../../pipeline/state-numbers.js';
import type { OpenMessage } from '../../protocol/client-messages.js';
import { after } from '../../protocol/counting.js';
import type { RestoredPosition } from './block-sequencer.js';
import type { FrameLog } from './frame-log.js';
import type { ServedStream } from './served-stream.js';

/** A frame that was kept, and its number. */
export interface SavedFrame {
  readonly number: number;
  readonly bytes: Uint8Array;
}

export interface SavedStream {
  readonly open: OpenMessage;
  readonly token: string;
  readonly position: RestoredPosition;
  readonly snapshot: Uint8Array;
  /** Results that the client had not acknowledged. */
  readonly predictions: readonly SavedFrame[];
  readonly detections: readonly SavedFrame[];
  /** How long its client had been away, ms. */
  readonly awayMs: number;
}

/** Predictions that the snapshot covers come from the engine within this time, or the stream is saved the next time. */
const DELIVERY_MS = 1000;

/** Null where the stream is over, or where its predictions do not come in time. */
export async function freeze(stream: ServedStream): Promise<SavedStream | null> {
  if (stream.over) return null;
  const snapshot = await stream.snapshot();
  const fedTo = samplesInSnapshot(snapshot);
  const predictions = predictionsInSnapshot(snapshot);
  // Detections of later predictions may have come already. They are few, because messages keep their order.
  const later = stream.results.recent.filter(({ index }) => index >= predictions).length;
  const detections = stream.results.nextDetection - 1 - later;
  const untilMs = monotonicMs() + DELIVERY_MS;
  while (stream.predictions < predictions && monotonicMs() < untilMs)
    await new Promise((resolve) => setTimeout(resolve, 1));
  if (stream.predictions < predictions || stream.over) return null;
  const { firstPosition, acknowledged, acknowledgedTo, acknowledgedMs } = stream.sequencer;
  const { sequence, endsAt, timeMs } = stream.backlog.lastCovered(fedTo) ?? {
    ...{ sequence: acknowledged, endsAt: acknowledgedTo, timeMs: acknowledgedMs },
  };
  return {
    open: stream.openMessage,
    token: stream.token,
    position: {
      ...{ fedTo, sequence, sequenceEndsAt: endsAt, timeMs: Number.isFinite(timeMs) ? timeMs : null },
      ...{ firstPosition, predictions, detections },
      ...{ gapRows: stream.gapRowsBefore(predictions), droppedPredictions: stream.results.predictions.dropped },
    },
    snapshot,
    predictions: framesBefore(stream.results.predictions, predictions),
    detections: framesBefore(stream.results.detections, detections + 1),
    awayMs: Number.isNaN(stream.awaySinceMs) ? 0 : Math.round(monotonicMs() - stream.awaySinceMs),
  };
}

/** Puts saved results back. */
export function restoreResults({ results }: ServedStream, saved: SavedStream): void {
  results.predictions.dropped = saved.position.droppedPredictions;
  restoreFrames(results.predictions, saved.predictions);
  restoreFrames(results.detections, saved.detections);
}

/** Copies of the frames whose number is before `number`. */
function framesBefore(log: FrameLog, number: number): SavedFrame[] {
  const frames: SavedFrame[] = [];
  log.each((at, length, each) => {
    if (after(each, number) < 0) frames.push({ number: each, bytes: log.bytes.slice(at, at + length) });
  });
  return frames;
}

function restoreFrames(log: FrameLog, frames: readonly SavedFrame[]): void {
  for (const { number, bytes } of frames) {
    const at = log.append(number, bytes.length);
    log.bytes.set(bytes, at);
  }
}
