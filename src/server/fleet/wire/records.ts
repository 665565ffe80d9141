// What is written to the log of rows: everything that changes a stream, in the order in which it counts. A message holds
// several records of one partition. What another program publishes is one JSON object instead.
import * as v from 'valibot';
import {
  type BlockMessage,
  type Encoding,
  type OpenMessage,
  readClientMessage,
} from '../../../protocol/client-messages.js';
import { STREAM_NAME } from '../../../protocol/names.js';
import type { DetectorChanges } from '../../streams/detector-changes.js';
import { fromJsonBytes, joined, jsonBytes, pieceOf, readPieces } from './frames.js';

/** A client has opened or continued a stream. `session`: of the stream with this client over this connection. */
export interface OpenRecord {
  readonly kind: 'open';
  readonly stream: string;
  readonly session: number;
  /** The token that the stream gets if it is new. */
  readonly token: string;
  /** The node that holds the client's connection. */
  readonly node: string;
  readonly saysClosed: boolean;
  readonly message: OpenMessage;
}

/** A block, as its client sent it. `dropped`: rows dropped right before it. */
export interface BytesRecord {
  readonly kind: 'bytes';
  readonly stream: string;
  readonly session: number;
  readonly sequence: number;
  readonly position: number;
  readonly timeMs: number;
  readonly dropped: number;
  readonly payload: Uint8Array;
}

/**
 * The client was answered and is still there: from now on it is the one that sends the stream. An opening alone does not
 * do that, because it may come late, when its client has long been answered by another node.
 */
export interface ConfirmRecord {
  readonly kind: 'confirm';
  readonly stream: string;
  readonly session: number;
  /** Of the stream. */
  readonly token: string;
  readonly node: string;
  readonly saysClosed: boolean;
  readonly encoding: Encoding;
}

export type LogRecord =
  | OpenRecord
  | ConfirmRecord
  | BytesRecord
  | {
      readonly kind: 'numbers';
      readonly stream: string;
      readonly session: number;
      readonly dropped: number;
      readonly message: BlockMessage;
    }
  | {
      readonly kind: 'ack';
      readonly stream: string;
      readonly session: number;
      readonly predictions: number;
      readonly detections: number;
    }
  /** No block follows; the client is gone; the client was told of the end. */
  | { readonly kind: 'close' | 'left' | 'heard'; readonly stream: string; readonly session: number }
  /** Its client was away for too long, at the time of this record. */
  | { readonly kind: 'expire'; readonly stream: string; readonly session: number }
  | { readonly kind: 'end'; readonly stream: string }
  | { readonly kind: 'detector'; readonly stream: string; readonly settings: DetectorChanges }
  /** Rows that another program published. */
  | StrangerRecord;

/** Of another program: it opens the stream where there is none. */
export interface StrangerRecord {
  readonly kind: 'stranger';
  readonly stream: string;
  readonly model?: string;
  readonly channels?: readonly string[];
  readonly timeMs?: number;
  readonly values: BlockMessage['values'];
}

const BYTES = 1;
const JSON_RECORD = 2;
const VERSION = 1;
const HEAD = new Uint8Array([VERSION, 0, 0, 0]);
/** Session, sequence, dropped, nothing; position, time. */
const BYTES_HEAD = 32;
const OPENING_BRACE = 0x7b;

const value = v.nullable(v.number());
const StrangerSchema = v.object({
  stream: v.pipe(v.string(), v.regex(STREAM_NAME, 'must be a stream name')),
  model: v.exactOptional(v.string()),
  channels: v.exactOptional(v.array(v.string())),
  timeMs: v.exactOptional(v.number()),
  values: v.pipe(v.array(v.array(value)), v.minLength(1)),
});

export function recordBytes(record: Exclude<LogRecord, StrangerRecord>): Uint8Array {
  if (record.kind !== 'bytes') return pieceOf(JSON_RECORD, record.stream, jsonBytes(record));
  const { session, sequence, position, timeMs, dropped, payload, stream } = record;
  const out = new Uint8Array(BYTES_HEAD + payload.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, session, true);
  view.setUint32(4, sequence, true);
  view.setUint32(8, dropped, true);
  view.setFloat64(16, position, true);
  view.setFloat64(24, timeMs, true);
  out.set(payload, BYTES_HEAD);
  return pieceOf(BYTES, stream, out);
}

/** A message of records. */
export function recordsMessage(records: readonly Uint8Array[]): Uint8Array {
  return joined(HEAD, records);
}

/** Throws an error that says what is wrong with bytes that are no records. */
export function readRecords(message: Uint8Array): LogRecord[] {
  if (message[0] === OPENING_BRACE) return [{ kind: 'stranger', ...v.parse(StrangerSchema, fromJsonBytes(message)) }];
  if (message[0] !== VERSION)
    throw new RangeError(`Cannot read records: got version ${message[0]}, expected ${VERSION}`);
  return [...readPieces(message, HEAD.length)].map(({ kind, name, bytes }) => {
    if (kind === BYTES) return readBytes(name, bytes);
    const record = fromJsonBytes(bytes) as Exclude<LogRecord, BytesRecord>;
    // It was checked when it came from its client; a key may since have got other defaults.
    if (record.kind !== 'open') return { ...record, stream: name };
    return { ...record, stream: name, message: readClientMessage(JSON.stringify(record.message)) as OpenMessage };
  });
}

function readBytes(stream: string, bytes: Uint8Array): BytesRecord {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    ...{ kind: 'bytes', stream, session: view.getUint32(0, true), sequence: view.getUint32(4, true) },
    ...{ dropped: view.getUint32(8, true), position: view.getFloat64(16, true), timeMs: view.getFloat64(24, true) },
    payload: bytes.subarray(BYTES_HEAD),
  };
}
