// What is written to the log of results: everything that streams say, for the nodes that hold their clients and for
// whoever else wants it. A message is of one partition and one owner; its head says which term of ownership it is of.
import type { StreamInfo } from '../../../protocol/server-messages.js';
import { fromJsonBytes, joined, jsonBytes, pieceOf, readPieces } from './frames.js';

/** The answer to an open record. */
export interface OpenedAnswer {
  readonly session: number;
  readonly token: string;
  readonly resumed: boolean;
  readonly sequence: number;
  readonly position: number;
  readonly predictions: number;
  readonly detections: number;
  readonly lost: number;
  readonly dropped: number;
  readonly info: StreamInfo;
}

export type Output =
  /** `frame`: of a prediction or a detection, as the protocol has it. `again`: it was said before. */
  | {
      readonly kind: 'result';
      readonly stream: string;
      readonly life: number;
      readonly again: boolean;
      readonly frame: Uint8Array;
    }
  | { readonly kind: 'opened'; readonly stream: string; readonly answer: OpenedAnswer }
  | {
      readonly kind: 'refused';
      readonly stream: string;
      readonly session: number;
      readonly code: number;
      readonly reason: string;
    }
  | {
      readonly kind: 'closed';
      readonly stream: string;
      readonly session: number;
      readonly code: number;
      readonly reason: string;
    };

/** Of a message: the owner's term, and the number of the message within it, from 0. */
export interface OutputsHead {
  readonly epoch: number;
  readonly batch: number;
}

const RESULT = 1;
const JSON_OUTPUT = 2;
const AGAIN = 1;
const VERSION = 1;
const HEAD_BYTES = 12;
const LIFE_BYTES = 4;

export function outputBytes(output: Output): Uint8Array {
  if (output.kind !== 'result') return pieceOf(JSON_OUTPUT, output.stream, jsonBytes(output));
  const { stream, life, again, frame } = output;
  const bytes = new Uint8Array(LIFE_BYTES + frame.length);
  new DataView(bytes.buffer).setUint32(0, life, true);
  bytes.set(frame, LIFE_BYTES);
  return pieceOf(RESULT, stream, bytes, again ? AGAIN : 0);
}

export function outputsMessage({ epoch, batch }: OutputsHead, outputs: readonly Uint8Array[]): Uint8Array {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint32(0, VERSION, true);
  view.setUint32(4, epoch, true);
  view.setUint32(8, batch, true);
  return joined(head, outputs);
}

/** Throws RangeError where the bytes are of another version. */
export function readHead(message: Uint8Array): OutputsHead {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  if (message.length < HEAD_BYTES || view.getUint32(0, true) !== VERSION) {
    throw new RangeError(`Cannot read results: expected version ${VERSION}`);
  }
  return { epoch: view.getUint32(4, true), batch: view.getUint32(8, true) };
}

export function* readOutputs(message: Uint8Array): Generator<Output> {
  readHead(message);
  for (const { kind, flags, name, bytes } of readPieces(message, HEAD_BYTES)) {
    if (kind !== RESULT) yield fromJsonBytes(bytes) as Exclude<Output, { readonly kind: 'result' }>;
    else {
      const life = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
      yield { kind: 'result', stream: name, life, again: (flags & AGAIN) !== 0, frame: bytes.subarray(LIFE_BYTES) };
    }
  }
}

/** Index of a prediction, or number of a detection: at the same place in both frames. */
export function numberOf(frame: Uint8Array): number {
  return new DataView(frame.buffer, frame.byteOffset).getUint32(8, true);
}
