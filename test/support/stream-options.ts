// What a stream is opened with where a test does not care: a live stream, with nothing in its way.
import type { EngineStreamOptions } from '#src/engine/messages.js';

export const STREAM_OPTIONS: EngineStreamOptions = {
  sampleRate: 16_000,
  live: true,
  maxLatencyMs: 250,
  detector: null,
  snapshot: null,
  gate: null,
  runtime: null,
  recordCapacity: 256,
  inspect: false,
  stampEvery: 1,
  onGap: null,
  onUnhealthy: 'reset',
  resume: null,
};
