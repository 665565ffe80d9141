// A client of a server of streams: sends streams, watches others, administers. In the browser and in Node, over one connection that is made again when it
// breaks.
import { type Observable, ReplaySubject } from 'rxjs';
import { SluiceError } from '../errors.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import { NORMAL } from '../protocol/closing.js';
import { readServerFrames, type ServerFrameHandler } from '../protocol/read-server-frames.js';
import type { ServerMessage, StreamInfo } from '../protocol/server-messages.js';
import type { Patience } from './asked-again.js';
import type { Client, ConnectionState, ConnectOptions } from './contract.js';
import { Line, type LineListener, type MakeSocket, type Welcome } from './line.js';
import { Requests } from './requests.js';
import { sendNews } from './sending.js';
import { type ClientStream, SentStream, type StreamCarrier } from './sent-stream.js';
import { type ServedOptions, ServerRefusal, type WatchEvent, type WatchOptions } from './values.js';
import { Watches } from './watches.js';

/** Connects. Rejects with a ServerRefusal where the server says no, and with SERVER_UNREACHABLE where the first try fails. */
export function connectWith(url: string | URL, options: ConnectOptions, make: MakeSocket): Promise<Client> {
  const client = new ServerClient(String(url), options, make);
  return client.started;
}

/** How often the server hears which results have come, at least, ms. */
const NEWS_MS = 50;
/** Above it we wait with blocks until the socket has sent some. */
const MOST_WAITING = 2 ** 20;
/** A server gives a connection up that is silent for three heartbeats; it looks about once a second. */
const SILENT_BEATS = 3;
const LOOK_MS = 5000;

class ServerClient implements Client, LineListener, StreamCarrier {
  readonly started: Promise<Client>;
  readonly state$: Observable<ConnectionState>;
  messageBytes = 256 * 1024;
  patience: Patience;
  readonly #state = new ReplaySubject<ConnectionState>(1);
  readonly #line: Line;
  readonly #streams = new Map<number, SentStream>();
  readonly #watches: Watches;
  readonly #requests = new Requests((text) => this.#line.send(text));
  readonly #frames: ServerFrameHandler;
  #welcome: Welcome | null = null;
  #resolve: (client: Client) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #numbers = 0;
  #woken = false;
  #news: ReturnType<typeof setTimeout> | null = null;
  #failure: Error | null = null;

  constructor(url: string, { token, backOff = {}, connect }: ConnectOptions, make: MakeSocket) {
    this.state$ = this.#state.asObservable();
    this.started = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#watches = new Watches(
      (text) => this.say(text),
      () => this.#line.isConnected,
    );
    this.#frames = {
      prediction: (stream, blocks, prediction) => this.#streams.get(stream)?.prediction(blocks, prediction),
      detection: (stream, blocks, detection) => this.#streams.get(stream)?.detection(blocks, detection),
      accepted: (stream, blocks, dropped) => this.#streams.get(stream)?.accepted(blocks, dropped),
      point: (watch, point) => this.#watches.point(watch, point),
    };
    this.patience = { backOff, silentMs: 0 };
    this.#line = new Line(url, { token: token ?? null, make: connect ?? make, backOff }, this);
  }

  get rights(): readonly string[] {
    return this.#welcome?.rights ?? [];
  }

  get models(): readonly string[] {
    return this.#welcome?.models ?? [];
  }

  async open(options: ServedOptions): Promise<ClientStream> {
    if (this.#failure !== null) throw this.#failure;
    while (this.#streams.has(this.#numbers)) this.#numbers = (this.#numbers + 1) % 65_536;
    const stream = new SentStream(this.#numbers, options, this);
    this.#streams.set(stream.number, stream);
    this.#numbers = (this.#numbers + 1) % 65_536;
    if (this.#line.isConnected) stream.ask();
    await stream.opened;
    return stream;
  }

  watch(pattern: string, options: WatchOptions = {}): Observable<WatchEvent> {
    return this.#watches.watch(pattern, options);
  }

  async list(pattern = '*'): Promise<readonly StreamInfo[]> {
    const answer = await this.#requests.ask({ kind: 'list', pattern });
    return answer.kind === 'streams' ? answer.streams : [];
  }

  async endStream(name: string): Promise<void> {
    await this.#requests.ask({ kind: 'end-stream', stream: name });
  }

  async setDetector(name: string, settings: Partial<KeywordSettings>): Promise<void> {
    await this.#requests.ask({ kind: 'set-detector', stream: name, settings });
  }

  async close(): Promise<void> {
    if (this.#failure !== null) return;
    this.#flush();
    const failure = new SluiceError('STREAM_CLOSED', 'The stream was closed with its client');
    this.#failure = failure;
    this.#line.close();
    this.#end(failure);
    this.#requests.end(failure);
    this.#watches.complete();
    this.#state.next('closed');
    this.#state.complete();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // what streams ask of the connection

  wake(): void {
    if (this.#woken) return;
    this.#woken = true;
    queueMicrotask(() => this.#flush());
  }

  say(text: string): void {
    this.#line.send(text);
  }

  done(stream: SentStream): void {
    if (this.#streams.get(stream.number) === stream) this.#streams.delete(stream.number);
  }

  // what the connection brings

  connected(welcome: Welcome): void {
    this.#welcome = welcome;
    this.messageBytes = welcome.limits.messageBytes;
    this.patience = { ...this.patience, silentMs: SILENT_BEATS * welcome.heartbeatMs + LOOK_MS };
    this.#state.next('connected');
    for (const stream of this.#streams.values()) stream.ask();
    this.#watches.connected();
    this.#resolve(this);
  }

  disconnected(reason: string, failure: Error | null): void {
    if (this.#failure !== null) return;
    const first = this.#welcome === null;
    const error =
      failure ?? (first ? new SluiceError('SERVER_UNREACHABLE', `Cannot reach the server: ${reason}`) : null);
    this.#requests.fail(new SluiceError('SERVER_UNREACHABLE', `The connection broke: ${reason}`));
    for (const stream of this.#streams.values()) stream.disconnected(reason);
    this.#watches.disconnected(error);
    this.#state.next('disconnected');
    if (error === null) return;
    this.#failure = error;
    this.#line.close();
    this.#end(error);
    this.#requests.end(error);
    this.#state.next('closed');
    this.#state.complete();
    this.#reject(error);
  }

  text(message: ServerMessage): void {
    const { kind } = message;
    switch (kind) {
      case 'opened':
        return this.#streams.get(message.number)?.answered(message);
      case 'refused':
        return this.#refused(message);
      case 'closed': {
        const { number, code, reason } = message;
        const stream = this.#streams.get(number);
        if (stream !== undefined) sendNews(this.#line, [stream], this.messageBytes);
        return stream?.finish(code === NORMAL ? null : new ServerRefusal(code, reason));
      }
      case 'watched':
      case 'watched-detection':
      case 'gone':
        return this.#watches.told(message);
      case 'streams':
      case 'done':
        return this.#requests.answered(message);
      case 'prediction': {
        const { number, blocks, kind: _, series = null, ...rest } = message;
        const scores = Float32Array.from(rest.scores);
        this.#streams.get(number)?.prediction(blocks, { ...rest, scores, series });
        return this.#newsSoon();
      }
      case 'detection':
        this.#streams.get(message.stream)?.detection(message.blocks, message);
        return this.#newsSoon();
      case 'accepted':
        return this.#streams.get(message.number)?.accepted(message.blocks, message.dropped);
      case 'welcome':
      case 'heartbeat':
        return;
      default:
        return kind satisfies never;
    }
  }

  bytes(message: ArrayBuffer): void {
    readServerFrames(message, this.#frames);
    this.#newsSoon();
  }

  #refused({ number, request, watch, code, reason }: Extract<ServerMessage, { kind: 'refused' }>): void {
    const refusal = new ServerRefusal(code, reason);
    if (request !== undefined) this.#requests.refused(request, refusal);
    if (number !== undefined) this.#streams.get(number)?.refused(refusal);
    if (watch !== undefined) this.#watches.refused(watch, refusal);
  }

  /** Blocks, in messages as long as the server takes them, and which results have come. */
  #flush(): void {
    this.#woken = false;
    if (!this.#line.isConnected) return;
    const isAll = sendNews(this.#line, this.#streams.values(), this.messageBytes, MOST_WAITING);
    if (!isAll) this.#newsSoon();
  }

  #newsSoon(): void {
    this.#news ??= setTimeout(() => {
      this.#news = null;
      this.#flush();
    }, NEWS_MS);
  }

  #end(error: Error): void {
    if (this.#news !== null) clearTimeout(this.#news);
    for (const stream of [...this.#streams.values()]) stream.finish(error);
  }
}
