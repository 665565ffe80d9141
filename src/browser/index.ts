// The package's entry in a browser: everything that is the same on all platforms, the streams of this platform, its
// sources, and a sentence in place of what only Node has. Its types are those of src/entry.ts.
import type { Engine } from '../engine/main/engine.js';
import { EnginePool } from '../engine/main/pool.js';
import { notHere, notHereAsync } from '../not-here.js';
import type { EngineOptions, StreamOptions } from '../options.js';
import { createEngineOn, openStreamOn, type Stream } from '../stream.js';
import { openVerifiedOn, type VerifiedStream, type VerifiedStreamOptions } from '../verified-stream.js';
import { browserPlatform } from './platform.js';

export * from '../index.js';
export { type AudioNodeOptions, type AudioNodeSource, audioNode } from './audio-node.js';
export { decodeAudio } from './decode-audio.js';
export { listMicrophones, type MicrophoneDevice } from './devices.js';
export { isolationProblem } from './isolation.js';
export { type Microphone, type MicrophoneOptions, microphone } from './microphone.js';
export { connect, socket } from './sockets.js';

export const audioFile = notHere(
  'audioFile',
  'Node',
  "fetch the file and give its samples of 'decodeAudio' to 'replay'",
);
export const audioStream = notHere(
  'audioStream',
  'Node',
  "give the bytes to 'decodeAudio', or a stream to 'audioNode'",
);
export const pcm = notHere('pcm', 'Node', "give the samples to 'replay', or send them to 'socket'");
export const pcmStdin = notHere('pcmStdin', 'Node', 'a page has no standard input');
export const readAudio = notHereAsync('readAudio', 'Node', "fetch the file and give its bytes to 'decodeAudio'");
export const openTableFile = notHereAsync('openTableFile', 'Node', "give the file to 'blobTable'");

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
 * Opens a stream whose detections a second model, `verifier`, must agree to. Both hear the same samples of one source,
 * each in a stream of its own; `rejected$` has what the second did not agree to. Rejects as `openStream`, and with a
 * TypeError where the verifier lacks a label of the model.
 */
export function openVerifiedStream(options: VerifiedStreamOptions): Promise<VerifiedStream> {
  return openVerifiedOn(openStream, options);
}

/**
 * Starts an engine worker that several streams can share. Rejects with `KERNEL_UNAVAILABLE`, `ENGINE_FAILED` or
 * `ISOLATION_MISSING`.
 */
export function createEngine(options?: EngineOptions): Promise<Engine> {
  return createEngineOn(browserPlatform, options);
}
