// A stream on one connection, and how its results are sent to that client: as frames that carry the client's number for
// the stream, or as text.
import type { OpenMessage } from '../../protocol/client-messages.js';
import type { Feature } from '../../protocol/features.js';
import { readServerFrames } from '../../protocol/read-server-frames.js';
import {
  ACCEPTED_BYTES,
  DETECTION,
  DETECTION_LASTING,
  DETECTION_VALUES,
  detectionBytesWith,
  markDetection,
  tellsEnd,
  writeAccepted,
} from '../../protocol/server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { ConnectedStream } from '../streams/connected-stream.js';
import type { KeptFrame } from '../streams/results.js';
import type { Outbox } from './outbox.js';
import { resultMessage } from './result-message.js';

/** Null `stream`: it is being opened, and what comes meanwhile waits. */
export interface ConnectionStream {
  readonly number: number;
  readonly open: OpenMessage;
  stream: ConnectedStream | null;
  /** What came while the stream was being opened, and its bytes. */
  early: (() => void)[];
  earlyBytes: number;
  /** The client said that no block follows before the stream was open. */
  ended: boolean;
  /** Of the last block that the client was told to forget, and rows dropped by then. */
  told: number;
  toldDropped: number;
  /** How often the stream had been continued when the client of this connection was gone. */
  reconnects: number;
}

/** Where result frames have the stream's number and the block's. */
const STREAM_AT = 4;
const BLOCKS_AT = 12;

/** Where a connection's results go. */
export interface ResultSink {
  readonly outbox: Outbox;
  /** What the client can read beyond the first version of the protocol. */
  readonly features: ReadonlySet<Feature>;
  tell(message: ServerMessage): void;
}

export function newConnectionStream(open: OpenMessage): ConnectionStream {
  const { number } = open;
  const none = { stream: null, earlyBytes: 0, ended: false, told: 0, toldDropped: 0, reconnects: 0 };
  return { number, open, ...none, early: [] };
}

/** Sends a result, with the number of the last block that is acknowledged by now. */
export function sendResult(
  sink: ResultSink,
  entry: ConnectionStream,
  stream: ConnectedStream,
  { bytes, at, length }: KeptFrame,
): void {
  const { outbox } = sink;
  const blocks = stream.sequencer.acknowledged;
  entry.told = blocks;
  const frame = new DataView(bytes.buffer, bytes.byteOffset);
  const isDetection = bytes[at] === DETECTION;
  const lasting = sink.features.has('lasting-alarms');
  if (isDetection && !lasting && tellsEnd(frame, at)) return;
  if (entry.open.encoding === 'json') {
    const copied = bytes.slice(at, at + length);
    const view = new DataView(copied.buffer);
    view.setUint32(STREAM_AT, entry.number, true);
    view.setUint32(BLOCKS_AT, blocks, true);
    readServerFrames(
      copied.buffer as ArrayBuffer,
      resultMessage((message) => sink.tell(message)),
    );
    return;
  }
  const flags = (sink.features.has('detection-values') ? DETECTION_VALUES : 0) | (lasting ? DETECTION_LASTING : 0);
  const to = outbox.copy(bytes, at, isDetection ? detectionBytesWith(frame, at, flags) : length);
  if (isDetection) markDetection(outbox.view, to, flags);
  outbox.view.setUint32(to + STREAM_AT, entry.number, true);
  outbox.view.setUint32(to + BLOCKS_AT, blocks, true);
}

/** Tells which blocks the client may forget, and how many rows were dropped. */
export function tellAccepted(sink: ResultSink, entry: ConnectionStream, stream: ConnectedStream): void {
  const { outbox } = sink;
  const blocks = stream.sequencer.acknowledged;
  const dropped = stream.dropped >>> 0;
  entry.told = blocks;
  entry.toldDropped = stream.dropped;
  if (entry.open.encoding === 'json') return sink.tell({ kind: 'accepted', number: entry.number, blocks, dropped });
  const at = outbox.reserve(ACCEPTED_BYTES);
  writeAccepted(outbox.view, at, entry.number, blocks, dropped);
}
