// What goes out over one connection. Frames that are written in one turn of the event loop leave as one message. For a
// client that does not read, only a bounded amount is buffered.
import type { WebSocket } from 'ws';
import { monotonicMs } from '../../clock.js';

/** What lies below the socket. */
export interface Corked {
  cork(): void;
  uncork(): void;
}

export interface OutboxParts {
  readonly socket: WebSocket;
  /** The socket that carries it. */
  readonly below: Corked;
  /** Bytes that may wait for the client. */
  readonly mostUnread: number;
  /** More wait. */
  slow(): void;
  /** A message of so many bytes has to wait. */
  waits(bytes: number): void;
  /** It took so long to send what was written in a turn of the event loop. */
  spent(ms: number): void;
}

const FIRST_BYTES = 512;
/** A message is sent at the latest when it is so long. */
const MESSAGE_BYTES = 64 * 1024;
/** History for watchers may fill this share of what may wait for the client; the rest is for what cannot wait. */
const ROOMY = 0.25;

export class Outbox {
  readonly #socket: WebSocket;
  readonly #below: Corked;
  readonly #mostUnread: number;
  readonly #parts: OutboxParts;
  #bytes: Uint8Array = new Uint8Array(0);
  #view = new DataView(this.#bytes.buffer);
  #length = 0;
  #scheduled = false;
  #lastLength = FIRST_BYTES;
  #closed = false;
  /** Bytes of texts that leave together; -1: none wait. */
  #corkedBytes = -1;
  /** When something was last sent, by the monotonic clock. */
  sentAtMs = Number.NEGATIVE_INFINITY;

  constructor(parts: OutboxParts) {
    this.#socket = parts.socket;
    this.#below = parts.below;
    this.#mostUnread = parts.mostUnread;
    this.#parts = parts;
  }

  /** Makes room for a frame of `length` bytes and returns where in `view` it goes. Write it at once. */
  reserve(length: number): number {
    if (this.#length + length > MESSAGE_BYTES) this.flush();
    if (this.#length + length > this.#bytes.length) this.#grow(length);
    const at = this.#length;
    this.#length += length;
    if (!this.#scheduled) {
      this.#scheduled = true;
      this.#atTheEnd(() => this.flush());
    }
    return at;
  }

  /** Bytes that wait for the client. */
  get unreadBytes(): number {
    return this.#bytes.length + this.#socket.bufferedAmount;
  }

  /** Whether the client has read enough to be sent much more. */
  get roomy(): boolean {
    return this.#length + this.#socket.bufferedAmount <= ROOMY * this.#mostUnread;
  }

  get view(): DataView {
    return this.#view;
  }

  /** Copies a frame from elsewhere; returns where the copy begins in `view`. */
  copy(from: Uint8Array, at: number, length: number): number {
    const to = this.reserve(length);
    const into = this.#bytes;
    // Byte by byte: for a frame of some tens of bytes that is faster than making a view of it.
    for (let i = 0; i < length; i++) into[to + i] = from[at + i] as number;
    return to;
  }

  /** Sends a text message, after the frames that came before it. */
  text(text: string): void {
    this.flush();
    this.#cork(text.length);
    this.#send(text);
  }

  /** Sends the frames that are there. */
  flush(): void {
    this.#scheduled = false;
    if (this.#length === 0) return;
    const bytes = this.#bytes.subarray(0, this.#length);
    // The socket keeps the bytes until they are written, so the next frames go into another buffer.
    this.#lastLength = this.#length;
    this.#bytes = new Uint8Array(0);
    this.#length = 0;
    this.#send(bytes);
  }

  close(): void {
    this.#closed = true;
  }

  #send(data: string | Uint8Array): void {
    if (this.#closed || this.#socket.readyState !== 1) return;
    this.sentAtMs = monotonicMs();
    this.#socket.send(data);
    const { bufferedAmount } = this.#socket;
    if (bufferedAmount > 0) this.#parts.waits(data.length);
    if (bufferedAmount > this.#mostUnread) this.#parts.slow();
  }

  /** The system is asked once for the texts of a turn: that costs more than making a short one. */
  #cork(length: number): void {
    if (this.#corkedBytes < 0) {
      this.#corkedBytes = 0;
      this.#below.cork();
      this.#atTheEnd(() => this.#uncork());
    }
    this.#corkedBytes += length;
    if (this.#corkedBytes < MESSAGE_BYTES) return;
    this.#below.uncork();
    this.#below.cork();
    this.#corkedBytes = 0;
  }

  /** After what writes now. */
  #atTheEnd(send: () => void): void {
    queueMicrotask(() => {
      const sinceMs = monotonicMs();
      send();
      this.#parts.spent(monotonicMs() - sinceMs);
    });
  }

  #uncork(): void {
    this.#corkedBytes = -1;
    this.#below.uncork();
  }

  #grow(length: number): void {
    const size = Math.max(
      2 * this.#bytes.length,
      this.#length + length,
      Math.min(this.#lastLength, MESSAGE_BYTES),
      FIRST_BYTES,
    );
    const bytes = new Uint8Array(size);
    bytes.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }
}
