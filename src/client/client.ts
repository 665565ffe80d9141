// A client of a server of streams: sends streams, watches others, administers. It works in browsers and in Node, over
// one connection that is made again when it breaks.
import { type Observable, ReplaySubject } from 'rxjs';
import { SluiceError } from '../errors.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import { NORMAL } from '../protocol/closing.js';
import { type Feature, knownFeatures } from '../protocol/features.js';
import type { AuditEntry } from '../protocol/operator.js';
import { readServerFrames, type ServerFrameHandler } from '../protocol/read-server-frames.js';
import type { ServerMessage, StreamInfo } from '../protocol/server-messages.js';
import { AlarmWatches } from './alarm-watches.js';
import { type ClientStream, ResumableClientStream, type StreamConnection } from './client-stream.js';
import type { Client, ConnectionState, ConnectOptions } from './contract.js';
import type { RetryLimits } from './open-retry.js';
import { checkMessage, openText } from './open-text.js';
import type { AlarmEvent, MaintenanceOptions, Muted, MuteOptions, NormalOptions, Said } from './operator-values.js';
import { Requests } from './requests.js';
import { sendPending } from './send-pending.js';
import { type ConnectionListener, type MakeSocket, ServerConnection, type Welcome } from './server-connection.js';
import { type ServedOptions, ServerRefusal, type WatchEvent, type WatchOptions } from './values.js';
import { Watches } from './watches.js';

/**
 * Connects. Rejects with a ServerRefusal where the server refuses, and with SERVER_UNREACHABLE where the first try
 * fails.
 */
export function connectWith(url: string | URL, options: ConnectOptions, make: MakeSocket): Promise<Client> {
  const client = new ServerClient(String(url), options, make);
  return client.started;
}

/** The server is told which results have come at least so often, ms. */
const FLUSH_MS = 50;
/** Where more bytes wait in the socket, blocks are kept until it has sent some. */
const MOST_WAITING = 2 ** 20;
/** A server closes a connection that is silent for three heartbeats. It checks about once a second. */
const SILENT_BEATS = 3;
const CHECK_MS = 5000;

class ServerClient implements Client, ConnectionListener, StreamConnection {
  readonly started: Promise<Client>;
  readonly state$: Observable<ConnectionState>;
  messageBytes = 256 * 1024;
  retryLimits: RetryLimits;
  features: ReadonlySet<Feature> = new Set();
  readonly #state = new ReplaySubject<ConnectionState>(1);
  readonly #connection: ServerConnection;
  readonly #streams = new Map<number, ResumableClientStream>();
  readonly #watches: Watches;
  readonly #alarms: AlarmWatches;
  #watchNumbers = 0;
  readonly #requests = new Requests((text) => this.#connection.send(text));
  readonly #frames: ServerFrameHandler;
  #welcome: Welcome | null = null;
  #resolve: (client: Client) => void = () => undefined;
  #reject: (error: Error) => void = () => undefined;
  #numbers = 0;
  #flushing = false;
  #flushTimer: ReturnType<typeof setTimeout> | null = null;
  #failure: Error | null = null;

  constructor(url: string, { token, backOff = {}, retryForMs = 60_000, connect }: ConnectOptions, make: MakeSocket) {
    this.state$ = this.#state.asObservable();
    this.started = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const watching = [
      (text: string) => this.say(text),
      () => this.#connection.isConnected,
      () => ++this.#watchNumbers,
    ] as const;
    this.#watches = new Watches(...watching);
    this.#alarms = new AlarmWatches(...watching, () => this.#withoutOperator());
    this.#frames = {
      prediction: (stream, blocks, prediction) => this.#streams.get(stream)?.prediction(blocks, prediction),
      detection: (stream, blocks, detection) => this.#streams.get(stream)?.detection(blocks, detection),
      accepted: (stream, blocks, dropped) => this.#streams.get(stream)?.accepted(blocks, dropped),
      point: (watch, point) => this.#watches.point(watch, point),
    };
    this.retryLimits = { backOff, silentMs: 0, forMs: retryForMs };
    this.#connection = new ServerConnection(url, { token: token ?? null, make: connect ?? make, backOff }, this);
  }

  get rights(): readonly string[] {
    return this.#welcome?.rights ?? [];
  }

  get models(): readonly string[] {
    return this.#welcome?.models ?? [];
  }

  async open(options: ServedOptions): Promise<ClientStream> {
    if (this.#failure !== null) throw this.#failure;
    checkMessage('Cannot open the stream', openText(0, options, { key: null, resume: null }));
    while (this.#streams.has(this.#numbers)) this.#numbers = (this.#numbers + 1) % 65_536;
    const stream = new ResumableClientStream(this.#numbers, options, this);
    this.#streams.set(stream.number, stream);
    this.#numbers = (this.#numbers + 1) % 65_536;
    if (this.#connection.isConnected) stream.ask();
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
    const request = { kind: 'set-detector', stream: name, settings };
    checkMessage('Cannot change the detector', JSON.stringify({ ...request, request: 0 }));
    await this.#requests.ask(request);
  }

  alarms(pattern = '*'): Observable<AlarmEvent> {
    return this.#alarms.watch(pattern);
  }

  async acknowledge(alarm: string, said: Said = {}): Promise<void> {
    await this.#operate({ kind: 'acknowledge', alarm, ...said });
  }

  async callNormal(alarm: string, options: NormalOptions = {}): Promise<void> {
    await this.#operate({ kind: 'normal', alarm, ...options });
  }

  mute(options: MuteOptions): Promise<Muted> {
    return this.#mute('mute', options);
  }

  planMaintenance(options: MaintenanceOptions): Promise<Muted> {
    return this.#mute('maintenance', options);
  }

  async endMute(mute: string, said: Said = {}): Promise<void> {
    await this.#operate({ kind: 'end-mute', mute, ...said });
  }

  async forgetNormal(normal: string, said: Said = {}): Promise<void> {
    await this.#operate({ kind: 'forget-normal', normal, ...said });
  }

  async audit(most = 100): Promise<readonly AuditEntry[]> {
    const answer = await this.#operate({ kind: 'audit', most });
    return answer.kind === 'audit' ? answer.entries : [];
  }

  async close(): Promise<void> {
    if (this.#failure !== null) return;
    this.#flush();
    const failure = new SluiceError('STREAM_CLOSED', 'The stream was closed with its client');
    this.#failure = failure;
    this.#connection.close();
    this.#end(failure);
    this.#requests.end(failure);
    this.#watches.complete();
    this.#alarms.complete();
    this.#state.next('closed');
    this.#state.complete();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // What streams ask of the connection.

  wake(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    queueMicrotask(() => this.#flush());
  }

  say(text: string): void {
    this.#connection.send(text);
  }

  done(stream: ResumableClientStream): void {
    if (this.#streams.get(stream.number) === stream) this.#streams.delete(stream.number);
  }

  // What the connection brings.

  connected(welcome: Welcome): void {
    this.#welcome = welcome;
    this.messageBytes = welcome.limits.messageBytes;
    this.retryLimits = { ...this.retryLimits, silentMs: SILENT_BEATS * welcome.heartbeatMs + CHECK_MS };
    const features = knownFeatures(welcome.features);
    this.features = new Set(features);
    if (features.length > 0) this.say(JSON.stringify({ kind: 'features', features }));
    this.#state.next('connected');
    for (const stream of this.#streams.values()) stream.ask();
    this.#watches.connected();
    this.#alarms.connected();
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
    this.#alarms.disconnected(error);
    this.#state.next('disconnected');
    if (error === null) return;
    this.#failure = error;
    this.#connection.close();
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
        if (stream !== undefined) sendPending(this.#connection, [stream], this.messageBytes);
        if (code === NORMAL && this.features.has('closed-heard')) this.say(JSON.stringify({ kind: 'closed', number }));
        return stream?.finish(code === NORMAL ? null : new ServerRefusal(code, reason));
      }
      case 'watched':
      case 'watched-detection':
      case 'gone':
        return this.#watches.told(message);
      case 'alarm':
      case 'alarm-gone':
      case 'quiet':
        return this.#alarms.told(message);
      case 'streams':
      case 'done':
      case 'muted':
      case 'audit':
        return this.#requests.answered(message);
      case 'prediction': {
        const { number, blocks, kind: _, series = null, ...rest } = message;
        const scores = Float32Array.from(rest.scores);
        this.#streams.get(number)?.prediction(blocks, { ...rest, scores, series });
        return this.#flushSoon();
      }
      case 'detection': {
        const { stream, blocks, kind: _, ...detection } = message;
        this.#streams.get(stream)?.detection(blocks, detection);
        return this.#flushSoon();
      }
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
    this.#flushSoon();
  }

  #refused({ number, request, watch, code, reason }: Extract<ServerMessage, { kind: 'refused' }>): void {
    const refusal = new ServerRefusal(code, reason);
    if (request !== undefined) this.#requests.refused(request, refusal);
    if (number !== undefined) this.#streams.get(number)?.refused(refusal);
    if (watch === undefined) return;
    this.#watches.refused(watch, refusal);
    this.#alarms.refused(watch, refusal);
  }

  /** Messages that a server does not know would close the connection. Null: it knows them. */
  #withoutOperator(): SluiceError | null {
    if (this.#welcome === null || this.features.has('operator')) return null;
    return new SluiceError('SERVER_REFUSED', 'The server is of an older version: it lists no alarms');
  }

  async #operate(request: Parameters<Requests['ask']>[0]) {
    const failure = this.#withoutOperator();
    if (failure !== null) throw failure;
    return this.#requests.ask(request);
  }

  async #mute(kind: 'mute' | 'maintenance', options: MuteOptions): Promise<Muted> {
    const answer = await this.#operate({ kind, ...options });
    if (answer.kind !== 'muted') throw new SluiceError('SERVER_REFUSED', `The server answered '${answer.kind}'`);
    return { mute: answer.mute, matches: answer.matches };
  }

  /** Sends blocks, in messages as long as the server takes them, and which results have come. */
  #flush(): void {
    this.#flushing = false;
    if (!this.#connection.isConnected) return;
    const isAll = sendPending(this.#connection, this.#streams.values(), this.messageBytes, MOST_WAITING);
    if (!isAll) this.#flushSoon();
  }

  #flushSoon(): void {
    this.#flushTimer ??= setTimeout(() => {
      this.#flushTimer = null;
      this.#flush();
    }, FLUSH_MS);
  }

  #end(error: Error): void {
    if (this.#flushTimer !== null) clearTimeout(this.#flushTimer);
    for (const stream of [...this.#streams.values()]) stream.finish(error);
  }
}
