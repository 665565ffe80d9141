// Who a served stream speaks with: the connection of its sender, and the server that it belongs to. Types only.
import type { SentDetection } from '../../protocol/server-frames.js';
import type { KeptFrame } from './results.js';
import type { DecodedBlock } from './row-layout.js';
import type { ServedStream } from './served-stream.js';

/** The connection that sends a stream's blocks. */
export interface StreamSender {
  /** A result to send. The frame is good during the call only; whose stream it is and which blocks are acknowledged are not yet in it. */
  result(stream: ServedStream, frame: KeptFrame): void;
  /** The stream is over. `code`: NORMAL, or why. */
  streamClosed(stream: ServedStream, code: number, reason: string): void;
  /** Nothing of the stream is kept any more, whether or not its client has acknowledged everything. */
  streamForgotten(stream: ServedStream): void;
  /** Too many detections wait for an acknowledgement. */
  unacknowledged(stream: ServedStream): void;
}

/** The server, as its streams see it. */
export interface StreamListener {
  /** How long what has just come may have waited in its socket, ms. */
  readonly lagMs: number;
  /** Whether it may have waited longer, for the server has more to do than it can. */
  readonly pressed: boolean;
  /** Whether the memory for streams is used up: nothing more may wait. */
  readonly noMemory: boolean;
  came(stream: ServedStream, block: DecodedBlock): void;
  /** A block was given up unread. */
  passed(): void;
  repeated(stream: ServedStream): void;
  /** Samples are handed to the engine, the oldest of which have waited so long. */
  fed(waitedMs: number): void;
  /** A hop took the engine so long. */
  stepped(ms: number): void;
  /** A prediction. `delayMs`: since its block came; NaN where that is not known. */
  predicted(stream: ServedStream, delayMs: number): void;
  /** Whether anybody watches the stream. */
  isWatched(stream: ServedStream): boolean;
  /** A prediction, as the point that watchers get. */
  point(stream: ServedStream, point: KeptFrame, index: number): void;
  detected(stream: ServedStream, detection: SentDetection): void;
  /** Everything is worked off. */
  ended(stream: ServedStream): void;
  failed(stream: ServedStream, error: unknown): void;
}
