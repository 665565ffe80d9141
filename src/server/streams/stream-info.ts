// What is told of a stream to those who ask.
import type { StreamInfo } from '../../protocol/server-messages.js';
import type { ServedStream } from './served-stream.js';

export function infoOf(stream: ServedStream): StreamInfo {
  const { plan, arrivals, results } = stream;
  return {
    name: stream.name,
    model: plan.modelName,
    input: plan.input,
    channels: [...plan.channels],
    labels: [...plan.labels],
    rate: plan.rate,
    hopMs: plan.hopMs,
    state: stream.sender === null ? 'away' : 'connected',
    openedAtMs: stream.openedAtMs,
    predictions: stream.predictions,
    detections: results.nextDetection - 1,
    dropped: stream.dropped,
    replaced: arrivals.replaced,
    delayMs: stream.delayMs,
    reconnects: stream.reconnects,
  };
}
