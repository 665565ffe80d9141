// A stream's state as it lies in the store: that of a server with a folder, and what its partition needs beside it.
import { packState, unpackState } from '../../persistence/state-file.js';
import type { SavedStream } from '../../streams/saved-stream.js';
import { fromJsonBytes, joined, jsonBytes } from '../wire/frames.js';
import type { PastSession, Session } from './owned-stream.js';

export interface StateHead extends Session {
  /** The term of the owner that wrote it. */
  readonly epoch: number;
  /** Records up to this sequence are in it; blocks as its own position says. */
  readonly applied: number;
  /** No block follows. */
  readonly ending: boolean;
  readonly away: boolean;
  readonly sessions: readonly PastSession[];
}

const LENGTH_BYTES = 4;

export function packOwned(head: StateHead, saved: SavedStream): Uint8Array {
  const text = jsonBytes(head);
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, text.length, true);
  return joined(length, [text, packState(saved)]);
}

export function readStateHead(bytes: Uint8Array): StateHead {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return fromJsonBytes(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length)) as StateHead;
}

/** Throws RangeError where the bytes are not the state of a stream. */
export function unpackOwned(bytes: Uint8Array): { readonly head: StateHead; readonly saved: SavedStream } {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  return { head: readStateHead(bytes), saved: unpackState(bytes.slice(LENGTH_BYTES + length)) };
}
