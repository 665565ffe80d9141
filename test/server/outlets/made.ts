// What tests of outlets share: made-up alarms, a clock that is moved by hand, an HTTP receiver.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AlarmMessage } from '#src/server/outlets/alarm-message.js';
import { type AlarmNote, noteOf } from '#src/server/outlets/alarm-note.js';
import type { Clock } from '#src/source/clock.js';

export const START = Date.UTC(2024, 2, 1);

/** The n-th alarm of a pump. */
export function noteAt(n: number, stream = 'pump'): AlarmNote {
  const startsAtMs = START + n * 1000;
  return noteOf(stream, 'life', {
    ...{ label: 'anomaly', score: 0.9999, channel: 'flow', severity: 5, value: 30, expected: 20.5, spread: 0.25 },
    ...{ startsAtMs, endsAtMs: startsAtMs },
  });
}

export class HandClock implements Clock {
  #nowMs = 0;
  #sleepers: { readonly atMs: number; readonly wake: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      this.#sleepers.push({ atMs: this.#nowMs + ms, wake: resolve });
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  /** Moves on, and wakes whoever sleeps, one after the other. */
  async advance(ms: number): Promise<void> {
    const toMs = this.#nowMs + ms;
    for (;;) {
      await settled();
      this.#sleepers.sort((a, b) => a.atMs - b.atMs);
      const [next] = this.#sleepers;
      if (next === undefined || next.atMs > toMs) break;
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      this.#sleepers.shift();
      next.wake();
    }
    this.#nowMs = toMs;
  }
}

/** Everything that can go on without time passing has gone on. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
}

export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** A journal of what was logged. */
export function journal() {
  const told: { readonly facts: Record<string, unknown>; readonly sentence: string }[] = [];
  const note = (facts: Record<string, unknown>, sentence: string) => void told.push({ facts, sentence });
  return { told, warn: note, info: note };
}

export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly message: AlarmMessage;
}

/** An HTTP server that keeps what is posted. `answer` says what happens to each request, by its number from 0. */
export async function receiver(
  answer: (number: number, response: ServerResponse) => void = (_, response) => response.writeHead(204).end(),
  port = 0,
) {
  const received: Received[] = [];
  let requests = 0;
  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('error', () => undefined);
    request.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const { headers } = request;
      const number = requests++;
      answer(number, response);
      if (response.statusCode < 300) received.push({ headers, body, message: JSON.parse(body) });
    });
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  const close = () => {
    http.closeAllConnections();
    return new Promise<void>((resolve) => http.close(() => resolve()));
  };
  const address = http.address() as AddressInfo;
  return {
    received,
    url: `http://127.0.0.1:${address.port}/hook`,
    port: address.port,
    get requests() {
      return requests;
    },
    /** The notes of all messages that were taken. */
    get notes() {
      return received.flatMap(({ message }) => message.alarms);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
