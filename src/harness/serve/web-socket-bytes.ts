// The part of RFC 6455 that a load generator needs: messages of a client, and the payloads of a server's messages. It
// is far cheaper than a full client, which would measure itself.

/** A message under a mask of zeros, which changes nothing. `opcode`: 1 text, 2 binary. */
export function clientMessage(payload: Uint8Array, opcode = 2): Uint8Array<ArrayBuffer> {
  const { length } = payload;
  const head = length < 126 ? 6 : length < 65_536 ? 8 : 14;
  const bytes = new Uint8Array(head + length);
  const view = new DataView(bytes.buffer);
  bytes[0] = 0x80 | opcode;
  bytes[1] = 0x80 | (length < 126 ? length : length < 65_536 ? 126 : 127);
  if (head === 8) view.setUint16(2, length);
  if (head === 14) view.setUint32(6, length);
  bytes.set(payload, head);
  return bytes;
}

/** Takes apart what comes from a server, in pieces of any size. */
export class ServerBytes {
  #rest: Uint8Array = new Uint8Array(0);

  /** Calls `message` with each whole message; the bytes are good during the call only. */
  take(chunk: Uint8Array, message: (opcode: number, payload: Uint8Array) => void): void {
    let bytes = chunk;
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + chunk.length);
      bytes.set(this.#rest);
      bytes.set(chunk, this.#rest.length);
    }
    let at = 0;
    for (let next = this.#messageAt(bytes, at); next !== null; next = this.#messageAt(bytes, at)) {
      message((bytes[at] as number) & 15, bytes.subarray(next.from, next.to));
      at = next.to;
    }
    this.#rest = bytes.slice(at);
  }

  #messageAt(bytes: Uint8Array, at: number): { from: number; to: number } | null {
    if (at + 2 > bytes.length) return null;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const short = (bytes[at + 1] as number) & 127;
    const head = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (at + head > bytes.length) return null;
    const length = short < 126 ? short : short === 126 ? view.getUint16(at + 2) : view.getUint32(at + 6);
    const to = at + head + length;
    return to > bytes.length ? null : { from: at + head, to };
  }
}
