// The package's entry in Node: all that is the same everywhere, the streams of this platform, its sources, and a
// sentence in place of what only browsers have. Its types are those of src/entry.ts. Frameworks load it on the server
// for a page's code as well: loading it does nothing.
import type { Engine } from '../engine/main/engine.js';
import { EnginePool } from '../engine/main/pool.js';
import { notHere, notHereAsync } from '../not-here.js';
import type { EngineOptions, StreamOptions } from '../options.js';
import { createEngineOn, openStreamOn, type Stream } from '../stream.js';
import { openVerifiedOn, type VerifiedStream, type VerifiedStreamOptions } from '../verified-stream.js';
import { nodePlatform } from './platform.js';

export * from '../index.js';
export { type AudioFileOptions, audioFile, decodeAudio, readAudio } from './audio-file.js';
export { type AudioStreamOptions, audioStream } from './audio-stream.js';
export type { ByteStream } from './byte-stream.js';
export { type PcmOptions, pcm, pcmStdin } from './pcm-stdin.js';
export { connect, type NodeConnectOptions } from './sockets/client.js';
export { type NodeSocketOptions, socket } from './sockets/source.js';
export { type DiskTable, openTableFile } from './table-file.js';

export const microphone = notHere(
  'microphone',
  'a browser',
  "read another program's sound with 'pcm' or 'audioStream'",
);
export const audioNode = notHere('audioNode', 'a browser', 'Node has no Web Audio');
export const listMicrophones = notHereAsync('listMicrophones', 'a browser', 'Node has no microphones');

/** Why threads cannot share memory here: in Node they always can. */
export function isolationProblem(): string | null {
  return null;
}

const engines = new EnginePool(nodePlatform);

/**
 * Opens a stream: reads the model (from a path or URL where it is not given as bytes), opens the source, and makes a
 * place for it in an engine thread. Nothing flows before the first subscription to `predictions$` or `detections$`.
 * While the stream is open the process stays alive.
 *
 * Rejects with a TypeError or RangeError for wrong options, with what the source's `open` rejects with, with the reason
 * of `signal`, and with a SluiceError: `MODEL_UNREADABLE`, `MODEL_CORRUPT`, `MODEL_MISMATCH`, `SNAPSHOT_MISMATCH`,
 * `KERNEL_UNAVAILABLE`, `ENGINE_FAILED`. Whatever was opened until then is released.
 */
export function openStream(options: StreamOptions): Promise<Stream> {
  return openStreamOn(nodePlatform, engines, options);
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
 * Starts an engine thread that several streams can share. Rejects with `KERNEL_UNAVAILABLE` or `ENGINE_FAILED`. Close
 * it when done.
 */
export function createEngine(options?: EngineOptions): Promise<Engine> {
  return createEngineOn(nodePlatform, options);
}
