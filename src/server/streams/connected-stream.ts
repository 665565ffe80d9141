// What a connection needs of its streams and of whoever has them: the streams of this server or, in a fleet, those of
// other nodes as well.
import type { BlockHead } from '../../protocol/block-head.js';
import type { BlockMessage, Encoding, OpenMessage } from '../../protocol/client-messages.js';
import type { StreamInfo } from '../../protocol/server-messages.js';
import type { Payer } from '../scheduling/client-work.js';
import type { BlockSequencer } from './block-sequencer.js';
import type { DetectorChanges } from './detector-changes.js';
import type { KeptFrame, Results } from './results.js';
import type { DecodedBlock } from './row-layout.js';
import type { StreamPlan } from './stream-plan.js';

/** The connection that sends a stream's blocks. */
export interface StreamSender {
  /** Whose streams these are, by token or address, and over which connection they come. */
  readonly client: string;
  readonly connection: string;
  /** Who pays for the results. */
  readonly payer: Payer;
  /** Whether the client says that it was told of a stream's end. Until then the stream must not be forgotten. */
  readonly saysClosed: boolean;
  /**
   * A result to send. The frame is valid during the call only; the sender fills in stream number and acknowledged
   * block.
   */
  result(stream: ConnectedStream, frame: KeptFrame): void;
  /** The stream is over. `code`: NORMAL, or why. */
  streamClosed(stream: ConnectedStream, code: number, reason: string): void;
  /** Nothing of the stream is kept any more, whether or not its client has acknowledged everything. */
  streamForgotten(stream: ConnectedStream): void;
  /** Too many detections wait for an acknowledgement. */
  unacknowledged(stream: ConnectedStream): void;
}

/** A stream that can be watched. */
export interface WatchedStream {
  readonly name: string;
  readonly info: StreamInfo;
  readonly results: Results;
}

/** A stream that can be administered. */
export interface AdministeredStream {
  /** What its client was told of its end, or would have been. */
  readonly closing: { readonly code: number; readonly reason: string } | null;
  readonly sender: StreamSender | null;
  /** Throws TypeError or RangeError for wrong settings. */
  setDetector(changes: DetectorChanges): void;
}

/** A stream of a client that is connected here. */
export interface ConnectedStream extends WatchedStream, AdministeredStream {
  readonly token: string;
  readonly plan: StreamPlan;
  readonly sequencer: BlockSequencer;
  readonly predictions: number;
  readonly dropped: number;
  readonly reconnects: number;
  /** Whether its connection is to be held: the stream drops nothing, and there is no room. */
  readonly full: boolean;
  /** Takes blocks as they are, because they are decoded elsewhere; null: they are decoded here. */
  readonly relay: BlockRelay | null;
  wants(sequence: number): boolean;
  dropsUnread(sequence: number, timeMs: number, rows: number, nowMs: number): boolean;
  take(sequence: number, position: number | null, timeMs: number, block: DecodedBlock, nowMs: number): void;
  end(): void;
  fail(error: unknown): void;
}

/** Takes wanted blocks. Throws Refusal for those that are not whole rows. */
export interface BlockRelay {
  bytes(head: BlockHead, encoding: Encoding, payload: Uint8Array): void;
  numbers(message: BlockMessage, sequence: number): void;
}

/** Whoever has the streams, as connections see it. */
export interface ConnectedHub {
  /** Whether operators may mark alarms: not in a fleet, where nothing but the log may change a stream. */
  readonly takesMarks: boolean;
  /** Those that can be watched. */
  readonly streams: Iterable<WatchedStream>;
  matching(pattern: string): readonly WatchedStream[];
  get(name: string): (WatchedStream & AdministeredStream) | undefined;
  /** Rejects with a Refusal. */
  open(
    message: OpenMessage,
    sender: StreamSender,
  ): Promise<{ readonly stream: ConnectedStream; readonly resumed: boolean }>;
  detach(stream: ConnectedStream, sender: StreamSender): void;
  forgetWhereDone(stream: ConnectedStream): void;
  forget(stream: ConnectedStream): void;
  close(stream: WatchedStream & AdministeredStream, code: number, reason: string): void;
}
