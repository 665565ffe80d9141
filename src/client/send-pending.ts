// Sends what a client's streams have to send: acknowledgements and blocks, in as few messages as possible.
import type { OwnBytes } from '../arrays.js';
import { acknowledgementFrame } from '../protocol/client-frames.js';
import type { ResumableClientStream } from './client-stream.js';
import type { ServerConnection } from './server-connection.js';

/** False where blocks are left because more than `mostWaiting` bytes wait to be sent. */
export function sendPending(
  connection: ServerConnection,
  streams: Iterable<ResumableClientStream>,
  messageBytes: number,
  mostWaiting = Number.POSITIVE_INFINITY,
): boolean {
  const message = new Message(connection, messageBytes);
  let isAll = true;
  for (const stream of streams) {
    if (!stream.isOpen) continue;
    if (stream.hasAcknowledgement)
      message.add(acknowledgementFrame(stream.number, stream.knownPredictions, stream.knownDetections));
    stream.hasAcknowledgement = false;
    for (let block = stream.blocks.next; block !== null; block = stream.blocks.next) {
      if (connection.waitingBytes + message.bytes > mostWaiting) {
        isAll = false;
        break;
      }
      message.add(block.data);
      stream.blocks.sent(block);
    }
    if (stream.takeEnd()) {
      message.send();
      connection.send(JSON.stringify({ kind: 'close', number: stream.number }));
    }
  }
  message.send();
  return isAll;
}

class Message {
  readonly #connection: ServerConnection;
  readonly #most: number;
  readonly #frames: OwnBytes[] = [];
  bytes = 0;

  constructor(connection: ServerConnection, most: number) {
    this.#connection = connection;
    this.#most = most;
  }

  add(data: OwnBytes | string): void {
    if (typeof data === 'string') {
      this.send();
      this.#connection.send(data);
      return;
    }
    if (this.bytes + data.length > this.#most) this.send();
    this.#frames.push(data);
    this.bytes += data.length;
  }

  send(): void {
    const [first] = this.#frames;
    if (first === undefined) return;
    this.#connection.send(this.#frames.length === 1 ? first : joined(this.#frames, this.bytes));
    this.#frames.length = 0;
    this.bytes = 0;
  }
}

function joined(frames: readonly Uint8Array[], length: number): OwnBytes {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame, at);
    at += frame.length;
  }
  return bytes;
}
