// The streams of a server as a feed: watches all streams that match a pattern. It asks before it connects to a server
// that only a link names, reconnects by itself, and asks for a token if the server wants one.
import { type Client, connect, ServerRefusal, type StreamInfo, type WatchEvent } from 'sluice';
import { backOffMs } from '../../../source/back-off.js';
import type { Connection, Feed, FeedEvent, Point } from './feed.js';
import { Permission } from './permission.js';
import { remarkOn } from './server-address.js';
import { Token } from './token.js';

export interface ServerFeedOptions {
  /** `ws://` or `wss://` */
  readonly url: URL;
  /** Whether the page came from this server. Else a person is asked before anything is sent to it. */
  readonly known: boolean;
  /** Which streams, `*` standing for any characters. */
  readonly pattern: string;
}

/** Past rows that a watcher gets first: as many as a server keeps. */
const HISTORY = 300;
/** Close code of the server for a missing or wrong token. */
const NO_TOKEN = 4401;
/** If the clocks differ by more than this, the delay is unknown. */
const MOST_DELAY_MS = 60_000;

export class ServerFeed implements Feed {
  readonly name: string;
  readonly #options: ServerFeedOptions;
  readonly #token: Token;
  readonly #permission: Permission;
  readonly #infos = new Map<string, StreamInfo>();
  /** Time of the newest row by stream, ms. */
  readonly #newest = new Map<string, number>();
  /** Number of the last detection by stream. */
  readonly #detections = new Map<string, number>();
  #tell: (event: FeedEvent) => void = () => undefined;

  constructor(options: ServerFeedOptions) {
    this.name = options.url.host;
    this.#options = options;
    this.#token = new Token(options.url.origin);
    this.#permission = new Permission(options.url.origin);
  }

  start(tell: (event: FeedEvent) => void, signal: AbortSignal): void {
    this.#tell = tell;
    void this.#run(signal);
  }

  /** Takes the token that a person entered. */
  useToken(token: string): void {
    this.#token.give(token);
  }

  /** Takes a person's answer. */
  usePermission(allowed: boolean): void {
    this.#permission.answer(allowed);
  }

  async #run(signal: AbortSignal): Promise<void> {
    if (!(await this.#mayConnect())) return this.#say({ state: 'failed', reason: `Not connected to ${this.name}.` });
    for (let attempt = 1; !signal.aborted; attempt++) {
      this.#say({ state: 'connecting' });
      const failure = await this.#watch(signal, () => {
        attempt = 1;
      });
      if (signal.aborted) return;
      if (failure instanceof ServerRefusal && failure.closeCode === NO_TOKEN) {
        await this.#ask(
          this.#token.value === null ? `${this.name} wants a token.` : `${this.name} does not know this token.`,
        );
      } else if (failure instanceof NotAllowed) await this.#ask(failure.message);
      else if (failure instanceof ServerRefusal) return this.#say({ state: 'failed', reason: failure.message });
      else await this.#wait(backOffMs(attempt), failure);
    }
  }

  /** Watches until the connection ends; returns the reason. */
  async #watch(signal: AbortSignal, connected: () => void): Promise<unknown> {
    let client: Client | undefined;
    try {
      const { url, pattern } = this.#options;
      const token = this.#token.value;
      client = await connect(url.href, token === null ? {} : { token });
      if (!client.rights.includes('watch')) throw new NotAllowed('This token does not allow to watch.');
      connected();
      this.#say({ state: 'open' });
      const watched = client.watch(pattern, { points: 'all', history: HISTORY });
      const operator = client;
      client.alarms(pattern).subscribe({
        next: (event) => this.#tell({ kind: 'listed', event, operator }),
        error: () => undefined, // an older server lists none
      });
      await new Promise<void>((resolve, reject) => {
        signal.addEventListener('abort', () => resolve());
        watched.subscribe({ next: (event) => this.#take(event), error: reject, complete: resolve });
      });
      return new Error('the connection ended');
    } catch (error) {
      return error;
    } finally {
      await client?.close();
    }
  }

  #take(event: WatchEvent): void {
    switch (event.kind) {
      case 'connection':
        if (event.connected) return this.#say({ state: 'open' });
        return this.#say({ state: 'waiting', retryMs: 0, reason: 'the connection broke' });
      case 'stream':
        this.#infos.set(event.stream.name, event.stream);
        this.#tell({ kind: 'stream', facts: factsOf(event.stream) });
        for (const detection of event.recent ?? []) this.#detected(event.stream.name, detection, true);
        return;
      case 'gone':
        for (const known of [this.#infos, this.#newest, this.#detections]) known.delete(event.stream);
        return this.#tell({ kind: 'gone', stream: event.stream });
      case 'point':
        return this.#point(event.stream, event.point);
      case 'detection':
        return this.#detected(event.stream, event.detection, false);
      default:
        return event satisfies never;
    }
  }

  #point(stream: string, { timeMs, values, series, settled, past }: WatchedPoint): void {
    const nowMs = Date.now();
    const newest = this.#newest.get(stream) ?? Number.NEGATIVE_INFINITY;
    // without times of the sender the time of arrival counts; it is unknown for past rows
    if (Number.isNaN(timeMs) && past) return;
    const at = Number.isNaN(timeMs) ? Math.max(nowMs, newest + 0.1) : timeMs;
    this.#newest.set(stream, Math.max(at, newest));
    const delayMs = nowMs - timeMs;
    const latencyMs = !past && delayMs >= 0 && delayMs < MOST_DELAY_MS ? delayMs : Number.NaN;
    const verdict = series === null ? null : { ...series, ...arraysOf(series) };
    const point: Point = { timeMs: at, values, series: verdict, settled, latencyMs, past };
    this.#tell({ kind: 'point', stream, point });
  }

  /** Rows of a series carry their own alarms. */
  #detected(stream: string, { number, label, timeMs }: WatchedDetection, past: boolean): void {
    if (this.#infos.get(stream)?.input === 'series' || number <= (this.#detections.get(stream) ?? -1)) return;
    this.#detections.set(stream, number);
    const none = { unit: '', value: Number.NaN, expected: Number.NaN, spread: Number.NaN, severity: Number.NaN };
    const at = Number.isNaN(timeMs) ? Date.now() : timeMs;
    this.#tell({ kind: 'alarm', alarm: { ...none, stream, timeMs: at, channel: label }, past });
  }

  async #mayConnect(): Promise<boolean> {
    const { known, url } = this.#options;
    if (known || this.#permission.given) return true;
    this.#say({ state: 'permission', server: url.origin, remark: remarkOn(url) });
    return this.#permission.next();
  }

  async #ask(reason: string): Promise<void> {
    this.#say({ state: 'token', reason });
    await this.#token.next();
  }

  async #wait(retryMs: number, failure: unknown): Promise<void> {
    const reason = failure instanceof Error ? failure.message : String(failure);
    this.#say({ state: 'waiting', retryMs, reason });
    await new Promise((resolve) => setTimeout(resolve, retryMs));
  }

  #say(connection: Connection): void {
    this.#tell({ kind: 'connection', connection });
  }
}

type WatchedPoint = Extract<WatchEvent, { kind: 'point' }>['point'];
type WatchedDetection = Extract<WatchEvent, { kind: 'detection' }>['detection'];

class NotAllowed extends Error {}

function arraysOf({ forecast, spread, contributions }: Exclude<WatchedPoint['series'], null>) {
  const copy = (numbers: ArrayLike<number>) => Float32Array.from(numbers);
  return { forecast: copy(forecast), spread: copy(spread), contributions: copy(contributions) };
}

function factsOf({ name, channels, units: told, input, state }: StreamInfo) {
  const known = channels.length === 0 ? ['level'] : channels;
  const units = known.map((_, c) => told?.[c] ?? '');
  return {
    name,
    channels: known,
    units,
    learnRows: null,
    learns: input === 'series',
    faults: [],
    away: state === 'away',
  };
}
