// What server tests share: a server with a small model of rows, and the library's own results for the same rows.
import { lastValueFrom, toArray } from 'rxjs';
import { WebSocket } from 'ws';
import { vectorModel } from '#src/harness/vector-model.js';
import { type Detection, openStream, type Prediction, predictionBytes, replay } from '#src/node/index.js';
import { type RunningServer, type StartOptions, startServer } from '#src/node/serve.js';
import { randomFloats } from '../support/random.js';

export const CHANNELS = 4;
export const RATE = 100;
export const model = vectorModel({ channels: CHANNELS, hidden: 12, rowsPerSecond: RATE, seed: 4, scale: 3 });

/** A server at a free port. */
export function serve(options: Partial<StartOptions> = {}): Promise<RunningServer> {
  return startServer({ port: 0, model: { name: 'rows', model }, ...options });
}

/** `rows` rows of the standard model. */
export function rowsOf(rows: number, seed = 1): Float32Array {
  return randomFloats(rows * CHANNELS, seed, 2);
}

/** The library's results for them: the oracle. */
export async function alone(rows: Float32Array): Promise<Prediction[]> {
  const stream = await openStream({ source: replay(rows, { sampleRate: RATE * CHANNELS }), model });
  return lastValueFrom(stream.predictions$.pipe(toArray()));
}

/** The bits of predictions, to compare. */
export function bits(predictions: readonly Pick<Prediction, 'index' | 'endsAtMs' | 'scores'>[]): string[] {
  return predictions.map((prediction) => Buffer.from(predictionBytes(prediction)).toString('hex'));
}

/** A bare WebSocket that sends whatever a test wants. */
export class Raw {
  readonly socket: WebSocket;
  readonly texts: Record<string, unknown>[] = [];
  readonly messages: Buffer[] = [];
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly opened: Promise<void>;
  #waiters: (() => void)[] = [];

  constructor(
    url: string,
    protocols: string[] = ['sluice.v1'],
    options: ConstructorParameters<typeof WebSocket>[2] = {},
  ) {
    this.socket = new WebSocket(url, protocols, { perMessageDeflate: false, ...options });
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) this.messages.push(data);
      else this.texts.push(JSON.parse(data.toString()));
      for (const wake of this.#waiters.splice(0)) wake();
    });
    this.socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() });
        for (const wake of this.#waiters.splice(0)) wake();
      });
    });
    this.opened = new Promise((resolve) => {
      this.socket.on('open', () => resolve());
    });
  }

  say(message: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(message));
  }

  /** The first text message of that kind from index `from` on. */
  async told(kind: string, from = 0): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.texts.slice(from).find((text) => text.kind === kind);
      if (found !== undefined) return found;
      if (this.socket.readyState === 3) throw new Error(`closed before '${kind}' came`);
      await new Promise<void>((resolve) => this.#waiters.push(resolve));
    }
  }

  /** Resolves when `isSo` is so, looked at after each message. */
  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }

  end(): void {
    this.socket.terminate();
  }
}

export async function detectionsAlone(rows: Float32Array): Promise<Detection[]> {
  const stream = await openStream({ source: replay(rows, { sampleRate: RATE * CHANNELS }), model });
  return lastValueFrom(stream.detections$.pipe(toArray()));
}
