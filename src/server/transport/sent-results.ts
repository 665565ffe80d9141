// A stream on a connection, and how what it says is sent to that client: as frames with the client's number in them, or as text.
import type { OpenMessage } from '../../protocol/client-messages.js';
import { readServerFrames } from '../../protocol/read-server-frames.js';
import { ACCEPTED_BYTES, writeAccepted } from '../../protocol/server-frames.js';
import type { ServerMessage } from '../../protocol/server-messages.js';
import type { KeptFrame } from '../streams/results.js';
import type { ServedStream } from '../streams/served-stream.js';
import type { Outbox } from './outbox.js';
import { resultMessage } from './result-message.js';

/** A stream on this connection. Null `stream`: it is being opened, and what comes meanwhile waits. */
export interface Entry {
  readonly number: number;
  readonly open: OpenMessage;
  stream: ServedStream | null;
  early: (() => void)[];
  earlyBytes: number;
  /** The client said that no block follows before the stream was open. */
  ended: boolean;
  /** Of the last block that the client was told to forget, and rows dropped by then. */
  told: number;
  toldDropped: number;
}

/** Where result frames have the stream's number and the block's. */
const STREAM_AT = 4;
const BLOCKS_AT = 12;

/** Where a connection's answers go. */
export interface ResultOutlet {
  readonly outbox: Outbox;
  tell(message: ServerMessage): void;
}

export function newEntry(open: OpenMessage): Entry {
  return { number: open.number, open, stream: null, early: [], earlyBytes: 0, ended: false, told: 0, toldDropped: 0 };
}

/** A result, with the blocks that are acknowledged by now. */
export function sendResult(
  outlet: ResultOutlet,
  entry: Entry,
  stream: ServedStream,
  { bytes, at, length }: KeptFrame,
): void {
  const { outbox } = outlet;
  const blocks = stream.arrivals.acknowledged;
  entry.told = blocks;
  if (entry.open.encoding === 'json') {
    const frame = bytes.slice(at, at + length);
    const view = new DataView(frame.buffer);
    view.setUint32(STREAM_AT, entry.number, true);
    view.setUint32(BLOCKS_AT, blocks, true);
    readServerFrames(
      frame.buffer as ArrayBuffer,
      resultMessage((message) => outlet.tell(message)),
    );
    return;
  }
  const to = outbox.copy(bytes, at, length);
  outbox.view.setUint32(to + STREAM_AT, entry.number, true);
  outbox.view.setUint32(to + BLOCKS_AT, blocks, true);
}

/** Which blocks the client may forget, and how many rows were dropped. */
export function tellAccepted(outlet: ResultOutlet, entry: Entry, stream: ServedStream): void {
  const { outbox } = outlet;
  const blocks = stream.arrivals.acknowledged;
  const dropped = stream.dropped >>> 0;
  entry.told = blocks;
  entry.toldDropped = stream.dropped;
  if (entry.open.encoding === 'json') return outlet.tell({ kind: 'accepted', number: entry.number, blocks, dropped });
  const at = outbox.reserve(ACCEPTED_BYTES);
  writeAccepted(outbox.view, at, entry.number, blocks, dropped);
}
