// Samples come over a WebSocket, as raw PCM in binary messages, live. A broken connection is made again, and the time
// that it was away is marked as a gap. Messages may be of any length. The format of the samples is not in the messages:
// the options say it.
import { SluiceError } from '../errors.js';
import { type BackOffOptions, backOffMs } from './back-off.js';
import { type Clock, platformClock } from './clock.js';
import { type Closing, Connection, type SocketLike } from './connection.js';
import { PcmDecoder, type PcmFormat } from './pcm.js';
import { SampleCheck } from './sample-check.js';
import type { Intake, Source } from './source.js';
import { WaitingBlocks } from './waiting-blocks.js';

/** What comes over the socket, and how hard to try for it. */
export interface SocketOptions {
  /** Of the samples, in Hz. */
  readonly sampleRate: number;
  /** @default 'f32le' */
  readonly format?: PcmFormat;
  /** Interleaved channels; they are mixed to mono. @default 1 */
  readonly channels?: number;
  /** Subprotocols to offer. @default none */
  readonly protocols?: readonly string[];
  /** How long to wait for a connection, in ms. @default 10_000 */
  readonly connectMs?: number;
  /** After so long without a message, in ms, the connection is taken for broken; Infinity: never. @default 30_000 */
  readonly idleMs?: number;
  /** After so many tries in vain, one after the other, the stream fails. @default Infinity */
  readonly attempts?: number;
  /** The waits between tries. */
  readonly backOff?: BackOffOptions;
  /** For people. @default the address */
  readonly name?: string;
  /** Makes the WebSocket. @default the platform's global `WebSocket` */
  readonly connect?: (url: string, protocols: string[]) => SocketLike;
  /** @default the platform's */
  readonly clock?: Clock;
}

/**
 * A WebSocket client as a source. It connects at `open`, which rejects with SOURCE_FAILED where that fails, and keeps a
 * second of samples until it feeds. A close with code 1000 ends the samples. A close by which the other side refuses us
 * (1002, 1003, 1007 to 1010) ends the stream with SOURCE_FAILED, and so does the end of a connection that sent messages
 * but no sample. After any other close it connects again: `reconnecting` tells of every try, `resumed` of the first
 * samples after it. Throws a RangeError for options out of range.
 *
 * A message may hold any length of sound. What finds no room waits here, a second of samples and the longest message at
 * most; what is more is dropped.
 */
export function socket(url: string | URL, options: SocketOptions): Source {
  return new SocketSource(String(url), options);
}

const WAITING_SECONDS = 1;
const END = 1000;
const REFUSALS = [1002, 1003, 1007, 1008, 1009, 1010];

class SocketSource implements Source {
  readonly name: string;
  readonly live = true;
  readonly #url: string;
  readonly #options: SocketOptions;
  readonly #clock: Clock;
  readonly #decoder: PcmDecoder;
  readonly #waiting: WaitingBlocks;
  readonly #check: SampleCheck;
  #intake: Intake | undefined;
  #connection: Connection | undefined;
  /** When the last samples came; NaN before the first. */
  #lastMs = Number.NaN;
  /** Tries since samples last came. */
  #attempt = 0;
  /** Warnings that nobody listened to yet. */
  readonly #warnings: string[] = [];
  /** Messages that are not binary. */
  #textMessages = 0;

  constructor(url: string, options: SocketOptions) {
    const { sampleRate, format = 'f32le', channels = 1, clock = platformClock, name = url } = options;
    if (!(sampleRate > 0 && sampleRate < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`Cannot use the socket: 'sampleRate' must be above 0: received ${sampleRate}`);
    }
    this.name = name;
    this.#url = url;
    this.#options = options;
    this.#clock = clock;
    this.#decoder = new PcmDecoder({ format, channels });
    this.#waiting = new WaitingBlocks(WAITING_SECONDS * sampleRate);
    this.#check = new SampleCheck(sampleRate, (message) => this.#warn(`${name}: ${message}`));
  }

  async open(signal: AbortSignal): Promise<{ sampleRate: number }> {
    signal.throwIfAborted();
    const failure = await this.#connect(signal);
    if (signal.aborted) {
      await this.#connection?.close();
      throw signal.reason;
    }
    if (failure !== undefined) throw this.#failed('connect to', failure);
    return { sampleRate: this.#options.sampleRate };
  }

  async feed(intake: Intake, signal: AbortSignal): Promise<void> {
    try {
      if (signal.aborted) return;
      this.#intake = intake;
      for (const message of this.#warnings.splice(0)) this.#warn(message);
      const flowing = this.#waiting.flow(intake, signal);
      while (this.#connection !== undefined) {
        const closing = await this.#broken(this.#connection, signal);
        if (closing === undefined) return;
        if (closing.code === END) return await this.#finish(flowing);
        if (REFUSALS.includes(closing.code)) throw this.#failed('go on with', closing);
        await this.#reconnect(closing, signal);
      }
    } finally {
      this.#waiting.end();
      await this.#connection?.close();
      this.#connection = undefined;
      this.#intake = undefined;
    }
  }

  /** The other side has said that no sample follows: what waits still goes in. */
  async #finish(flowing: Promise<void>): Promise<void> {
    this.#check.end();
    this.#waiting.end();
    await flowing;
    if (this.#textMessages === 0 || !Number.isNaN(this.#lastMs)) return;
    throw new SluiceError(
      'SOURCE_FAILED',
      `Cannot read ${this.name}: its messages must be binary, PCM of 'format': received ${this.#textMessages} text messages and no sample`,
    );
  }

  /** Tries once. Undefined when the connection is there or the signal has aborted, else why it is not. */
  async #connect(signal: AbortSignal): Promise<Closing | undefined> {
    const { connectMs = 10_000, protocols = [], connect = platformSocket } = this.#options;
    this.#decoder.reset();
    const connection = new Connection(connect(this.#url, [...protocols]), (data) => this.#receive(data));
    const opened = await this.#within(connectMs, connection.opened, signal);
    if (opened === true) {
      this.#connection = connection;
      return undefined;
    }
    this.#connection = undefined;
    if (opened === false) return connection.ended;
    await connection.close();
    return signal.aborted ? undefined : { code: 1006, reason: `no answer in ${connectMs} ms` };
  }

  /** Tries until a connection is there, the signal has aborted, or it is enough. */
  async #reconnect(because: Closing, signal: AbortSignal): Promise<void> {
    const { attempts = Number.POSITIVE_INFINITY, backOff } = this.#options;
    let failure: Closing | undefined = because;
    this.#connection = undefined;
    while (failure !== undefined && !signal.aborted) {
      if (this.#attempt >= attempts) throw this.#failed('get back to', failure);
      this.#attempt++;
      const delayMs = backOffMs(this.#attempt, backOff);
      this.#intake?.report({ kind: 'reconnecting', attempt: this.#attempt, delayMs });
      await this.#clock.sleep(delayMs, signal);
      if (!signal.aborted) failure = await this.#connect(signal);
    }
  }

  /** Resolves when the connection is over or silent for too long; undefined when the signal aborts. */
  async #broken(connection: Connection, signal: AbortSignal): Promise<Closing | undefined> {
    const { idleMs = 30_000 } = this.#options;
    let fromMs = this.#clock.now();
    while (!signal.aborted) {
      const leftMs = fromMs + idleMs - this.#clock.now();
      if (leftMs <= 0) {
        await connection.close();
        return { code: 1006, reason: `no message in ${idleMs} ms` };
      }
      const closing = await this.#within(leftMs, connection.ended, signal);
      if (closing !== undefined) return closing;
      if (this.#lastMs > fromMs) fromMs = this.#lastMs;
    }
    return undefined;
  }

  /** What the promise gives, or undefined after `ms` or when the signal aborts. */
  async #within<T>(ms: number, promise: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    const enough = new AbortController();
    const waited = this.#clock.sleep(ms, AbortSignal.any([signal, enough.signal]));
    try {
      return await Promise.race([promise, waited.then(() => undefined)]);
    } finally {
      enough.abort();
    }
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) {
      this.#textMessages++;
      if (this.#textMessages === 1) this.#warn(`${this.name} sends messages that are not binary; they are left out`);
      return;
    }
    const samples = this.#decoder.decode(new Uint8Array(data));
    if (samples.length === 0) return;
    this.#check.add(samples);
    this.#take(samples);
  }

  /** Reports a warning, as soon as somebody listens. */
  #warn(message: string): void {
    if (this.#intake === undefined) this.#warnings.push(message);
    else this.#intake.report({ kind: 'warning', message });
  }

  #take(samples: Float32Array): void {
    const nowMs = this.#clock.now();
    if (this.#attempt > 0) {
      // Between two messages passes the time that the second one lasts. The samples of what passes beyond it are
      // missing.
      const passed = Math.round(((nowMs - this.#lastMs) * this.#options.sampleRate) / 1000);
      this.#intake?.report({ kind: 'resumed' });
      this.#waiting.lose(passed - samples.length);
      this.#attempt = 0;
    }
    this.#lastMs = nowMs;
    this.#waiting.add(samples);
  }

  #failed(verb: string, { code, reason }: Closing): SluiceError {
    const received = reason === '' ? `code ${code}` : `code ${code}, ${reason}`;
    return new SluiceError('SOURCE_FAILED', `Cannot ${verb} ${this.name}: the connection closed: received ${received}`);
  }
}

function platformSocket(url: string, protocols: string[]): SocketLike {
  return new WebSocket(url, protocols);
}
