// Several named pieces of bytes in one message: what both logs hold. A piece is a kind, a name, and its bytes.

/** One piece of a message. `bytes` lie in the message. */
export interface Piece {
  readonly kind: number;
  readonly flags: number;
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Kind, length of the name, flags, length of the bytes. */
const HEAD_BYTES = 8;

export function pieceOf(kind: number, name: string, bytes: Uint8Array, flags = 0): Uint8Array {
  const out = new Uint8Array(HEAD_BYTES + name.length + bytes.length);
  const view = new DataView(out.buffer);
  view.setUint8(0, kind);
  view.setUint8(1, name.length);
  view.setUint16(2, flags, true);
  view.setUint32(4, bytes.length, true);
  for (let i = 0; i < name.length; i++) out[HEAD_BYTES + i] = name.charCodeAt(i); // names are of ASCII
  out.set(bytes, HEAD_BYTES + name.length);
  return out;
}

/** The pieces from `at` on. Throws RangeError where the bytes are cut short. */
export function* readPieces(message: Uint8Array, at: number): Generator<Piece> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  while (at < message.length) {
    if (at + HEAD_BYTES > message.length) throw cut(at, message);
    const nameAt = at + HEAD_BYTES;
    const bytesAt = nameAt + view.getUint8(at + 1);
    const end = bytesAt + view.getUint32(at + 4, true);
    if (end > message.length) throw cut(at, message);
    const name = String.fromCharCode(...message.subarray(nameAt, bytesAt));
    const bytes = message.subarray(bytesAt, end);
    yield { kind: view.getUint8(at), flags: view.getUint16(at + 2, true), name, bytes };
    at = end;
  }
}

/** `head`, and then the pieces. */
export function joined(head: Uint8Array, pieces: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(head.length + pieces.reduce((sum, { length }) => sum + length, 0));
  out.set(head);
  let at = head.length;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

export function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value));
}

export function fromJsonBytes(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder().decode(bytes));
}

function cut(at: number, { length }: Uint8Array): RangeError {
  return new RangeError(`Cannot read byte ${at} of a message of ${length}: it is cut short`);
}
