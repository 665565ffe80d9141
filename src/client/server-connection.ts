// The connection to a server: one WebSocket after another. After a break it is made again, with waits that grow, until
// the server refuses for good or the client is closed.

import type { OwnBytes } from '../arrays.js';
import { monotonicMs } from '../clock.js';
import { SluiceError } from '../errors.js';
import { BEARER, CODES, PROTOCOL, TRANSIENT_CODES } from '../protocol/closing.js';
import { readServerMessage, type ServerMessage } from '../protocol/server-messages.js';
import { type BackOffOptions, backOffMs } from '../source/back-off.js';
import type { SocketLike } from '../source/connection.js';
import { ServerRefusal } from './values.js';

/** The part of a WebSocket that is used: browsers and `ws` both have it. */
export interface ClientSocket extends SocketLike {
  readonly bufferedAmount: number;
  send(data: string | OwnBytes): void;
}

export type MakeSocket = (url: string, protocols: string[]) => ClientSocket;

export type Welcome = Extract<ServerMessage, { kind: 'welcome' }>;

export interface ConnectionListener {
  connected(welcome: Welcome): void;
  /** `failure`: it will not be tried again. */
  disconnected(reason: string, failure: Error | null): void;
  text(message: ServerMessage): void;
  bytes(message: ArrayBuffer): void;
}

export interface ServerConnectionOptions {
  readonly token: string | null;
  readonly make: MakeSocket;
  readonly backOff: BackOffOptions;
}

/** Close codes of RFC 6455 after which another try would bring the same. */
const FINAL_WEBSOCKET_CODES: ReadonlySet<number> = new Set([1002, 1003, 1007, 1009]);
/** From here on codes are the protocol's own. */
const FIRST_OWN_CODE = 4000;

function isFinal(code: number): boolean {
  return code >= FIRST_OWN_CODE ? !TRANSIENT_CODES.has(code) : FINAL_WEBSOCKET_CODES.has(code);
}

/** A connection whose handshake and welcome take longer is closed. */
const CONNECT_MS = 10_000;

export class ServerConnection {
  readonly #url: string;
  readonly #options: ServerConnectionOptions;
  readonly #listener: ConnectionListener;
  #socket: ClientSocket | null = null;
  #welcome: Welcome | null = null;
  #attempt = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #heartbeat: ReturnType<typeof setInterval> | null = null;
  #heardMs = 0;
  #sentMs = 0;
  #closed = false;

  constructor(url: string, options: ServerConnectionOptions, listener: ConnectionListener) {
    this.#url = url;
    this.#options = options;
    this.#listener = listener;
    this.#connect();
  }

  get isConnected(): boolean {
    return this.#welcome !== null;
  }

  /** Bytes that wait to be sent. */
  get waitingBytes(): number {
    return this.#socket?.bufferedAmount ?? 0;
  }

  /** False where there is no connection; then nothing is sent later either. */
  send(data: string | OwnBytes): boolean {
    if (this.#welcome === null) return false;
    this.#sentMs = monotonicMs();
    this.#socket?.send(data);
    return true;
  }

  close(): void {
    this.#closed = true;
    const socket = this.#socket;
    this.#disconnected('closed', null, false);
    socket?.close(1000);
  }

  #connect(): void {
    const { make, token } = this.#options;
    const socket = make(this.#url, token === null ? [PROTOCOL] : [PROTOCOL, `${BEARER}${token}`]);
    let error = '';
    this.#socket = socket;
    socket.binaryType = 'arraybuffer';
    socket.onopen = null;
    socket.onmessage = ({ data }: { data: unknown }) => this.#receive(socket, data);
    socket.onerror = (event: { message?: string }) => {
      error = event.message ?? '';
    };
    socket.onclose = ({ code, reason }: { code: number; reason: string }) => {
      if (this.#socket === socket) this.#ended(code, reason || error);
    };
    this.#timer = setTimeout(() => this.#abandon(socket, `no answer in ${CONNECT_MS} ms`), CONNECT_MS);
  }

  #receive(socket: ClientSocket, data: unknown): void {
    if (this.#socket !== socket) return;
    this.#heardMs = monotonicMs();
    if (typeof data !== 'string') return this.#bytes(socket, data as ArrayBuffer);
    const message = this.#read(socket, data);
    if (message === null || message.kind === 'heartbeat') return;
    if (message.kind !== 'welcome') return this.#listener.text(message);
    this.#stopTimers();
    this.#attempt = 0;
    this.#welcome = message;
    this.#heartbeat = setInterval(() => this.#beat(message.heartbeatMs), message.heartbeatMs / 2);
    this.#listener.connected(message);
  }

  #bytes(socket: ClientSocket, data: ArrayBuffer): void {
    try {
      this.#listener.bytes(data);
    } catch (error) {
      this.#unreadable(socket, CODES.MALFORMED_FRAME, error);
    }
  }

  #read(socket: ClientSocket, data: string): ServerMessage | null {
    try {
      return readServerMessage(data);
    } catch (error) {
      this.#unreadable(socket, CODES.MALFORMED_MESSAGE, error);
      return null;
    }
  }

  /** The server sent what cannot be read: another try would bring the same. */
  #unreadable(socket: ClientSocket, code: number, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#disconnected(reason, new SluiceError('SERVER_UNREACHABLE', `Cannot understand the server: ${reason}`), false);
    socket.close(code);
  }

  #beat(everyMs: number): void {
    const nowMs = monotonicMs();
    if (nowMs - this.#heardMs > 3 * everyMs) return this.#abandon(this.#socket, `nothing heard for ${3 * everyMs} ms`);
    if (nowMs - this.#sentMs >= everyMs / 2) this.send('{"kind":"heartbeat"}');
  }

  #abandon(socket: ClientSocket | null, reason: string): void {
    if (socket === null || this.#socket !== socket) return;
    this.#ended(1006, reason);
    if (socket.terminate !== undefined) socket.terminate();
    else socket.close();
  }

  #ended(code: number, reason: string): void {
    const final = isFinal(code);
    this.#disconnected(reason || `code ${code}`, final ? new ServerRefusal(code, reason) : null, !final);
  }

  #disconnected(reason: string, failure: Error | null, again: boolean): void {
    this.#stopTimers();
    this.#socket = null;
    this.#welcome = null;
    if (again && !this.#closed) {
      this.#timer = setTimeout(() => this.#connect(), backOffMs(++this.#attempt, this.#options.backOff));
    }
    this.#listener.disconnected(reason, failure);
  }

  #stopTimers(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#heartbeat !== null) clearInterval(this.#heartbeat);
    this.#timer = null;
    this.#heartbeat = null;
  }
}
