// The package's entry in a browser: everything that is the same on all platforms, the streams of this platform, and its
// sources.
import type { Engine } from '../engine/main/engine.js';
import { EnginePool } from '../engine/main/pool.js';
import type { EngineOptions, StreamOptions } from '../options.js';
import { createEngineOn, openStreamOn, type Stream } from '../stream.js';
import { browserPlatform } from './platform.js';

export * from '../index.js';
export { type SocketOptions, socket } from '../source/websocket.js';
export { type AudioNodeOptions, audioNode } from './audio-node.js';
export type { WorkletOptions } from './capture-node.js';
export { connect } from './client.js';
export { decodeAudio } from './decode-audio.js';
export { listMicrophones, type MicrophoneDevice } from './devices.js';
export { isolationProblem } from './isolation.js';
export { type Microphone, type MicrophoneOptions, microphone } from './microphone.js';

const engines = new EnginePool(browserPlatform);

/**
 * Opens a stream: reads the model (by fetch where it is not given as bytes), opens the source, and makes a place for it
 * in an engine worker. Nothing flows before the first subscription to `predictions$` or `detections$`.
 *
 * Rejects with a TypeError or RangeError for wrong options, with what the source's `open` rejects with, with the reason
 * of `signal`, and with a SluiceError: `MODEL_UNREADABLE`, `MODEL_CORRUPT`, `MODEL_MISMATCH`, `SNAPSHOT_MISMATCH`,
 * `KERNEL_UNAVAILABLE`, `ENGINE_FAILED`, and `ISOLATION_MISSING` where `transport` is 'shared' and the page is not
 * isolated. Whatever was opened until then is released.
 */
export function openStream(options: StreamOptions): Promise<Stream> {
  return openStreamOn(browserPlatform, engines, options);
}

/**
 * Starts an engine worker that several streams can share. Rejects with `KERNEL_UNAVAILABLE`, `ENGINE_FAILED` or
 * `ISOLATION_MISSING`.
 */
export function createEngine(options?: EngineOptions): Promise<Engine> {
  return createEngineOn(browserPlatform, options);
}
