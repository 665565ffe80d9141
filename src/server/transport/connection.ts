// One client's connection: takes apart what it sends, hands that to its streams, and sends what they say. Whatever is
// wrong closes this connection with a code, or refuses one stream or request, and affects no other connection.
import type { WebSocket } from 'ws';
import { monotonicMs, now } from '../../clock.js';
import type { BlockHead } from '../../protocol/block-head.js';
import { type ClientFrameHandler, readClientFrames } from '../../protocol/client-frames.js';
import {
  type ClientMessage,
  type OpenMessage,
  readClientMessage,
  type WatchMessage,
} from '../../protocol/client-messages.js';
import { CODES, CONNECTION_CODES, closeReason, PROTOCOL, Refusal, type RefusalCode } from '../../protocol/closing.js';
import { FEATURES, type Feature, knownFeatures } from '../../protocol/features.js';
import { type ServerMessage, serverText } from '../../protocol/server-messages.js';
import type { Counters } from '../metrics/counters.js';
import type { Operator } from '../operator/operator.js';
import type { ConnectedHub } from '../streams/connected-stream.js';
import { requestHandler } from './administration.js';
import type { AlarmWatching } from './alarm-watching.js';
import type { Right } from './authentication/tokens.js';
import type { ClientBudget, Turn } from './client-budget.js';
import { ConnectionOperator } from './connection-operator.js';
import { ConnectionStreams } from './connection-streams.js';
import type { Limits } from './limits.js';
import { Outbox } from './outbox.js';
import { RateLimit } from './rate-limit.js';
import type { SocketGate } from './socket-gate.js';
import type { Watcher, Watching } from './watching.js';

export interface ConnectionParts {
  readonly socket: WebSocket;
  /** What the socket below it receives. */
  readonly gate: SocketGate;
  readonly rights: readonly Right[];
  /** Who it is, by token or address, and a name of the connection's own. */
  readonly client: string;
  readonly name: string;
  /** The client's, for all its connections. */
  readonly budget: ClientBudget;
  readonly hub: ConnectedHub;
  readonly watching: Watching;
  readonly operator: Operator;
  readonly alarmWatching: AlarmWatching;
  readonly limits: Limits;
  readonly counters: Counters;
  readonly heartbeatMs: number;
  /** Names of the models that a stream may use. */
  readonly models: readonly string[];
  /** So many bytes more may be held for this connection. */
  holds(bytes: number): void;
  /** Something that a person should know. */
  warn(facts: Record<string, unknown>, sentence: string): void;
  /** Called once. */
  closed(connection: Connection, code: number, reason: string): void;
}

/** The socket of a client that does not answer a close within this time is destroyed. */
const CLOSE_MS = 2000;
/** A client that is not heard for so many heartbeats is taken for dead. */
const SILENT_HEARTBEATS = 3;
/** What came to a socket while it was not read has been read so long after it is read again, ms. */
const CATCH_UP_MS = 500;

/** What it costs to read a socket, and a message that came with it, before anything gets here, ms. */
const READ_MS = 0.015;
const MESSAGE_MS = 0.003;
/** What it costs to open a stream, or to refuse it, after its message was read, ms. */
const OPEN_MS = 0.4;

/** What a connection takes beside what waits for it or from it, about: its sockets and their buffers. */
const CONNECTION_BYTES = 16 * 1024;
/** What a message that waits takes beside its bytes, about. */
const DEFERRED_BYTES = 256;

/** A client that has more to read than this gets no list before it has read. */
const BEHIND_BYTES = 256 * 1024;

/** A message that waits. */
interface Deferred {
  readonly data: Buffer;
  readonly isBinary: boolean;
}

const HEARTBEAT = Buffer.from('{"kind":"heartbeat"}');

/** The commonest message, found without reading it as JSON. */
function isHeartbeat(data: Buffer): boolean {
  return data.length === HEARTBEAT.length && data.equals(HEARTBEAT);
}

function notAllowed(right: Right): string {
  return `the token does not allow to ${right}`;
}

/** All times named `…Ms` are by the monotonic clock. */
export class Connection implements Watcher, ClientFrameHandler, Turn {
  readonly outbox: Outbox;
  readonly features = new Set<Feature>();
  readonly #parts: ConnectionParts;
  readonly #streams: ConnectionStreams;
  readonly #rate: RateLimit;
  readonly #request: ReturnType<typeof requestHandler>;
  readonly #operator: ConnectionOperator;
  readonly #openedMs = monotonicMs();
  #heardMs = this.#openedMs;
  /** When it was last read again after it was held. */
  #resumedMs = Number.NEGATIVE_INFINITY;
  readonly #budget: ClientBudget;
  /** Messages that came while the budget was used up: their order is kept. At most what was read at once. */
  readonly #deferred: Deferred[] = [];
  #deferredAt = 0;
  #deferredBytes = 0;
  /** Bytes that came and are no whole message yet. */
  #comingBytes = 0;
  /**
   * Why we do not read what the client sends, heartbeats included: a stream of it is full, or its budget is used up.
   */
  #heldByStream = false;
  #heldByBudget = false;
  #watches = 0;
  /** The socket is closed, and this is to be done when what had come before is handled. */
  #finish: (() => void) | null = null;
  #over = false;

  constructor(parts: ConnectionParts) {
    const { socket, gate, budget, hub, limits, rights } = parts;
    this.#parts = parts;
    this.#budget = budget;
    budget.members++;
    const slow = () => this.close(CODES.SLOW_READER, `more than ${limits.unreadBytes} bytes wait to be read`);
    this.outbox = new Outbox({
      socket,
      below: gate,
      mostUnread: limits.unreadBytes,
      slow,
      waits: (bytes) => parts.holds(bytes),
      spent: (ms) => budget.sent(ms),
    });
    this.#rate = new RateLimit(limits.bytesPerSecond, limits.messagesPerSecond, this.#openedMs);
    this.#streams = new ConnectionStreams({
      hub,
      limits,
      client: parts.client,
      connection: parts.name,
      payer: budget,
      outbox: this.outbox,
      features: this.features,
      tell: (message) => this.tell(message),
      close: (code, reason) => this.close(code, reason),
      hold: (held) => {
        this.#heldByStream = held;
        this.#hold();
      },
    });
    this.#request = requestHandler(hub, rights, (message) => this.tell(message));
    this.#operator = new ConnectionOperator({
      ...{ operator: parts.operator, watching: parts.alarmWatching, mostWatches: limits.watches },
      ...{ hub, rights, client: parts.client, tell: (message) => this.tell(message), warn: parts.warn },
    });
    gate.came = (bytes) => this.#came(bytes);
    gate.ended = () => this.#ended();
    socket.on('message', (data, isBinary) => this.#receive(data as Buffer, isBinary));
    socket.on('pong', () => {
      this.#heardMs = monotonicMs();
    });
    socket.on('error', () => undefined); // its close tells what is wrong
    socket.on('close', (code, reason) => this.#gone(code, reason.toString()));
    const { messageBytes, streams, bytesPerSecond, messagesPerSecond } = limits;
    this.tell({
      kind: 'welcome',
      protocol: PROTOCOL,
      rights: [...rights],
      heartbeatMs: parts.heartbeatMs,
      models: [...parts.models],
      features: [...FEATURES],
      limits: { messageBytes, streams, bytesPerSecond, messagesPerSecond },
    });
  }

  tell(message: ServerMessage): void {
    if (message.kind === 'refused') this.#parts.counters.refused(message.code);
    this.outbox.text(serverText(message));
  }

  /** Sends what waits to be sent, and then the close code. `atOnce`: what waits is not kept for the client. */
  close(code: number, reason: string, atOnce = false): void {
    if (this.#over) return;
    const { socket } = this.#parts;
    this.outbox.flush();
    this.outbox.close();
    this.#parts.counters.refused(code);
    socket.close(code, closeReason(reason));
    if (atOnce) socket.terminate();
    const hangUp = setTimeout(() => socket.terminate(), CLOSE_MS);
    socket.on('close', () => clearTimeout(hangUp));
    this.#closed(code, reason);
  }

  /** Memory that it takes: what waits to be read by the client, what has come and waits here, and what it needs itself. */
  get heldBytes(): number {
    return CONNECTION_BYTES + this.outbox.unreadBytes + this.#waitingBytes;
  }

  /** Ends it because there is no memory left. What waits for the client is not kept. */
  shed(): void {
    const { unreadBytes } = this.outbox;
    if (unreadBytes >= this.#waitingBytes) {
      this.close(CODES.SLOW_READER, `${unreadBytes} bytes wait to be read, and there is no memory left`, true);
    } else this.close(CODES.TOO_FAST, `${this.#waitingBytes} bytes wait here, and there is no memory left`, true);
  }

  get client(): string {
    return this.#parts.client;
  }

  spend(ms: number): void {
    this.#budget.spend(ms);
  }

  get #waitingBytes(): number {
    return Math.max(this.#comingBytes, this.#parts.gate.unreadBytes) + this.#deferredBytes;
  }

  /** About once a second: checks for silence and idleness, and sends our own heartbeat. */
  tick(nowMs: number): void {
    const { socket, heartbeatMs, limits } = this.#parts;
    const silentMs = SILENT_HEARTBEATS * heartbeatMs;
    if (this.#isRead(nowMs) && nowMs - this.#heardMs > silentMs)
      return this.close(CODES.SILENT, `nothing heard for ${silentMs} ms`);
    const idle = this.#streams.count === 0 && this.#watches + this.#operator.watches === 0;
    if (idle && nowMs - Math.max(this.#openedMs, this.#streams.lastMs) > limits.idleMs) {
      return this.close(CODES.IDLE, `no stream and no watch for ${limits.idleMs} ms`);
    }
    if (nowMs - this.outbox.sentAtMs < heartbeatMs) return;
    this.tell({ kind: 'heartbeat', timeMs: now() });
    socket.ping();
  }

  /** Several times a second: tells which blocks have come, where no result has told it. */
  acknowledge(): void {
    this.#streams.acknowledge();
  }

  block(head: BlockHead, bytes: Uint8Array, payloadAt: number): void {
    this.#streams.block(head, bytes, payloadAt);
  }

  acknowledged(stream: number, predictions: number, detections: number): void {
    this.#streams.acknowledged(stream, predictions, detections);
  }

  /** Goes on with the messages that wait, as far as the client's budget allows. */
  take(): boolean {
    while (!this.#over && this.#deferredAt < this.#deferred.length) {
      if (!this.#budget.mayWork(this)) return true;
      const next = this.#deferred[this.#deferredAt++] as Deferred;
      this.#deferredBytes -= next.data.length + DEFERRED_BYTES;
      this.#handle(next.data, next.isBinary);
    }
    this.#deferred.length = 0;
    this.#deferredAt = 0;
    this.#deferredBytes = 0;
    this.#heldByBudget = false;
    if (this.#finish !== null) this.#finish();
    else if (!this.#over) this.#hold(); // what its socket has read by now comes before the next one's turn
    return false;
  }

  /** Bytes came from the network; the messages in them follow, unless the connection is held. */
  #came(bytes: number): void {
    this.#heardMs = monotonicMs();
    this.#comingBytes += bytes;
    this.#parts.holds(bytes);
    this.#budget.spend(READ_MS);
    if (!this.#heldByBudget && !this.#budget.mayWork(this)) this.#holdByBudget();
  }

  /**
   * The client sends nothing more. Where it has to wait, its streams need not: they can be continued over another
   * connection at once, while what it has sent is still handled in its turn.
   */
  #ended(): void {
    if (this.#heldByBudget && !this.#over) this.#streams.leave();
  }

  #holdByBudget(): void {
    this.#heldByBudget = true;
    this.#hold();
    if (!this.#over) this.#budget.wait(this);
  }

  /** A client that is held is not silent: its heartbeats wait in the socket. */
  #hold(): void {
    const { socket } = this.#parts;
    if (this.#heldByStream || this.#heldByBudget) return socket.pause();
    this.#resumedMs = monotonicMs();
    socket.resume();
  }

  /** Whether all that has come for the connection so far was read. */
  #isRead(nowMs: number): boolean {
    return !this.#heldByStream && !this.#heldByBudget && nowMs - this.#resumedMs > CATCH_UP_MS;
  }

  #receive(data: Buffer, isBinary: boolean): void {
    if (!this.#parts.gate.isPassed) this.#heardMs = monotonicMs();
    this.#comingBytes = 0;
    this.#budget.spend(MESSAGE_MS);
    if (this.#over) return;
    const { counters } = this.#parts;
    counters.messages++;
    counters.received += data.length;
    if (!this.#heldByBudget && this.#budget.mayWork(this)) return this.#handle(data, isBinary);
    this.#deferred.push({ data, isBinary });
    this.#deferredBytes += data.length + DEFERRED_BYTES;
    this.#parts.holds(data.length + DEFERRED_BYTES);
    if (!this.#heldByBudget) this.#holdByBudget();
  }

  #handle(data: Buffer, isBinary: boolean): void {
    if (this.#over) return;
    const nowMs = monotonicMs();
    try {
      if (!this.#rate.allows(data.length, nowMs)) {
        throw new Refusal('TOO_FAST', 'more bytes or messages a second than a client may send');
      }
      if (isBinary) readClientFrames(data, this);
      else if (!isHeartbeat(data)) this.#message(readClientMessage(data.toString()));
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#budget.spend(monotonicMs() - nowMs);
    }
  }

  /** An error that is no refusal is a defect of ours. It ends this connection and not the server. */
  #refuse(error: unknown): void {
    if (!(error instanceof Refusal)) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#parts.warn({ reason }, 'a message could not be handled');
      return this.close(CODES.FAILED, reason);
    }
    const { code, message } = error;
    if (CONNECTION_CODES.has(code)) return this.close(code, message);
    this.tell({ kind: 'refused', code, reason: message });
  }

  #message(message: ClientMessage): void {
    const { kind } = message;
    switch (kind) {
      case 'open':
        return this.#open(message);
      case 'block':
        return this.#streams.numbers(message);
      case 'ack':
        return this.#streams.acknowledged(message.number, message.predictions, message.detections);
      case 'close':
        return this.#streams.end(message.number);
      case 'closed':
        return this.#streams.heardClosed(message.number);
      case 'watch':
        return this.#watch(message);
      case 'unwatch':
        this.#watches -= this.#parts.watching.end(this, message.watch);
        return;
      case 'list':
        if (this.outbox.unreadBytes > BEHIND_BYTES) return this.#refuseLong(message);
        this.#request(message);
        return;
      case 'end-stream':
      case 'set-detector':
        this.#request(message);
        return;
      case 'acknowledge':
      case 'normal':
      case 'mute':
      case 'maintenance':
      case 'end-mute':
      case 'forget-normal':
      case 'unwatch-alarms':
        return this.#operator.handle(message);
      case 'watch-alarms':
      case 'audit':
        // These are long: they are not made for a client that does not read.
        if (this.outbox.unreadBytes > BEHIND_BYTES) return this.#refuseLong(message);
        return this.#operator.handle(message);
      case 'features':
        for (const feature of knownFeatures(message.features)) this.features.add(feature);
        return;
      case 'heartbeat':
        return;
      default:
        return kind satisfies never;
    }
  }

  /** Lists are long. They are not made for a client that does not read those that it has asked for. */
  #refuseLong(message: { readonly request: number } | { readonly watch: number }): void {
    const asked = 'request' in message ? { request: message.request } : { watch: message.watch };
    this.tell({ kind: 'refused', ...asked, code: CODES.TOO_FAST, reason: 'earlier answers are not read yet' });
  }

  #open(message: OpenMessage): void {
    this.#budget.spend(OPEN_MS);
    if (this.#parts.rights.includes('send')) return this.#streams.open(message);
    this.tell({ kind: 'refused', number: message.number, code: CODES.NO_RIGHT, reason: notAllowed('send') });
  }

  #watch(message: WatchMessage): void {
    const { watching, hub, limits, rights } = this.#parts;
    const refuse = (code: RefusalCode, reason: string) =>
      this.tell({ kind: 'refused', watch: message.watch, code, reason });
    if (!rights.includes('watch')) return refuse(CODES.NO_RIGHT, notAllowed('watch'));
    this.#watches -= watching.end(this, message.watch);
    if (this.#watches >= limits.watches) {
      return refuse(CODES.TOO_MANY_STREAMS, `${limits.watches} patterns are watched already`);
    }
    this.#watches++;
    watching.begin(this, message, hub.streams);
  }

  /** The socket is closed. Messages that wait are still handled in their turn, but the streams need not wait. */
  #gone(code: number, reason: string): void {
    if (this.#over || this.#deferredAt === this.#deferred.length) return this.#closed(code, reason);
    this.#streams.leave();
    this.#finish = () => this.#closed(code, reason);
  }

  #closed(code: number, reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#deferred.length = 0;
    this.#budget.leave(this);
    this.#budget.members--;
    this.outbox.close();
    this.#streams.detachAll();
    this.#parts.watching.end(this, null);
    this.#operator.end();
    this.#parts.closed(this, code, reason);
  }
}
