// Sees what a socket receives before anybody reads it. So a connection that has to wait is paused before its bytes are
// taken apart, and the end of a client is seen while it waits. The bytes themselves stay in the socket. What is sent in
// one turn of the event loop can leave together.
import type { Duplex } from 'node:stream';

export class SocketGate {
  readonly #socket: Duplex;
  /** Bytes came from the network. They are read next, unless the socket is paused now. */
  came: (bytes: number) => void = () => undefined;
  /** The client sends nothing more. What it has sent may still wait here. */
  ended: () => void = () => undefined;
  /** Whether bytes have come this way. Where sockets are not Node's own they come another way, and all goes without. */
  isPassed = false;

  constructor(socket: Duplex) {
    this.#socket = socket;
    if (typeof socket.push !== 'function') return;
    const push = socket.push.bind(socket);
    socket.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
      if (chunk === null) this.ended();
      else this.#pass(chunk.length);
      return push(chunk, encoding);
    };
  }

  /** Bytes that wait in the socket. */
  get unreadBytes(): number {
    return this.#socket.readableLength ?? 0;
  }

  /** What is written from now on leaves with the next `uncork`. */
  cork(): void {
    this.#socket.cork?.();
  }

  uncork(): void {
    this.#socket.uncork?.();
  }

  #pass(bytes: number): void {
    this.isPassed = true;
    this.came(bytes);
  }
}
