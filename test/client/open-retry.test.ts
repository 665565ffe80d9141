// A connection that breaks while a stream is being opened: the client finds the name taken by its own first try, asks
// again, and gets its stream.
import type { AddressInfo } from 'node:net';
import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { OpenRetry } from '#src/client/open-retry.js';
import { connect } from '#src/node/index.js';
import { CODES } from '#src/protocol/closing.js';
import { CuttingProxy } from '../server/cutting-proxy.js';
import { Raw, serve } from '../server/stand.js';

const LIMITS = { messageBytes: 1000, streams: 9, bytesPerSecond: 1e6, messagesPerSecond: 1000 };
const INFO = {
  ...{ name: 'pump', model: 'rows', input: 'rows', channels: ['a'], labels: ['x'], rate: 100, hopMs: 10 },
  ...{ state: 'connected', openedAtMs: 0, predictions: 0, detections: 0, dropped: 0, replaced: 0 },
  ...{ delayMs: null, reconnects: 0 },
};
const OPENED = {
  ...{ kind: 'opened', number: 0, stream: 'pump', token: 't', resumed: false, sequence: 0, position: 0 },
  ...{ predictions: 0, detections: 0, lost: 0, info: INFO },
};
const TAKEN = { kind: 'refused', number: 0, code: 4460, reason: 'taken' };

/** A server that answers the n-th `open` as told: null breaks the connection instead. */
async function answering(answers: (n: number) => object | null, heartbeatMs = 10_000) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sluice.v1' });
  const opens: unknown[] = [];
  server.on('connection', (socket: WebSocket) => {
    socket.send(
      JSON.stringify({ kind: 'welcome', protocol: 'sluice.v1', rights: [], heartbeatMs, models: [], limits: LIMITS }),
    );
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { kind: string };
      if (message.kind !== 'open') return;
      opens.push(message);
      const answer = answers(opens.length);
      if (answer === null) socket.terminate();
      else socket.send(JSON.stringify(answer));
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const cut = () => {
    for (const client of server.clients) client.terminate();
  };
  return { url, opens, cut, [Symbol.dispose]: () => void server.close() };
}

describe('a client whose connection breaks while its stream is opened', () => {
  const backOff = { firstMs: 10, ceilingMs: 20 };

  it('asks again while its name is taken, and gets the stream', async () => {
    using server = await answering((n) => (n === 1 ? null : n < 6 ? TAKEN : OPENED));
    await using client = await connect(server.url, { backOff });
    expect(await client.open({ stream: 'pump' })).toMatchObject({ name: 'pump' });
    expect(server.opens.map((open) => (open as { replace: boolean }).replace)).toEqual(Array(6).fill(false));
  });

  it('accepts a refusal of its first try, and one with another code', async () => {
    using server = await answering(() => TAKEN);
    await using client = await connect(server.url, { backOff });
    await expect(client.open({ stream: 'pump' })).rejects.toMatchObject({ closeCode: 4460 });
    using other = await answering((n) => (n === 1 ? null : { ...TAKEN, code: 4461 }));
    await using second = await connect(other.url, { backOff });
    await expect(second.open({ stream: 'pump' })).rejects.toMatchObject({ closeCode: 4461 });
    expect([server.opens.length, other.opens.length]).toEqual([1, 2]);
  });

  it('stops asking when it is closed', async () => {
    using server = await answering((n) => (n === 1 ? null : TAKEN));
    const client = await connect(server.url, { backOff });
    const opening = client.open({ stream: 'pump' });
    const failed = expect(opening).rejects.toMatchObject({ code: 'STREAM_CLOSED' });
    while (server.opens.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
    await client.close();
    await failed;
    const asked = server.opens.length;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(server.opens.length).toBe(asked);
  });
});

describe('a client whose stream is refused for the moment', () => {
  const backOff = { firstMs: 10, ceilingMs: 20 };
  const ending = { ...TAKEN, code: CODES.ENDING, reason: 'the server is about to end' };
  const RESUMED = { ...OPENED, resumed: true };

  it.each([CODES.ENDING, CODES.NO_MEMORY, CODES.FAILED])(
    'goes on with it when the server can take it again: %i',
    async (code) => {
      // open; then the connection breaks, and the try to resume is refused twice
      using server = await answering((n) => (n === 1 ? OPENED : n < 4 ? { ...TAKEN, code } : RESUMED));
      await using client = await connect(server.url, { backOff });
      const stream = await client.open({ stream: 'pump' });
      const events: string[] = [];
      const resumed = new Promise<void>((resolve, reject) => {
        stream.events$.subscribe(({ kind }) => {
          events.push(kind);
          if (kind === 'resumed') resolve();
        });
        stream.predictions$.subscribe({ error: reject });
      });
      server.cut();
      await resumed;
      expect(events).toEqual(['disconnected', 'resumed']);
    },
  );

  it('ends it after the stated time, and at once where the refusal is final', async () => {
    for (const [code, retryForMs, least] of [
      [CODES.ENDING, 200, 150],
      [CODES.WRONG_RESUME_TOKEN, 60_000, 0],
    ] as const) {
      using server = await answering((n) => (n === 1 ? OPENED : { ...TAKEN, code }));
      await using client = await connect(server.url, { backOff, retryForMs });
      const stream = await client.open({ stream: 'pump' });
      const over = lastValueFrom(stream.predictions$);
      const fromMs = performance.now();
      server.cut();
      await expect(over).rejects.toMatchObject({ closeCode: code });
      expect(performance.now() - fromMs).toBeGreaterThan(least);
      expect(performance.now() - fromMs).toBeLessThan(least + 5000);
    }
  });

  it('waits for a server that is about to end when it first opens one, and for nothing else', async () => {
    using server = await answering((n) => (n < 3 ? ending : OPENED));
    await using client = await connect(server.url, { backOff });
    expect(await client.open({ stream: 'pump' })).toMatchObject({ name: 'pump' });
    using full = await answering(() => ({ ...TAKEN, code: CODES.NO_MEMORY }));
    await using other = await connect(full.url, { backOff });
    await expect(other.open({ stream: 'pump' })).rejects.toMatchObject({ closeCode: CODES.NO_MEMORY });
    expect(full.opens.length).toBe(1);
  });
});

describe('a second try to open a stream', () => {
  it('finds the stream of the first one, whose answer was cut off, and replaces no other', async () => {
    await using server = await serve();
    await using proxy = await CuttingProxy.start(server.port);
    await using client = await connect(proxy.url, { backOff: { firstMs: 10, ceilingMs: 20 } });
    const opening = client.open({ stream: 'pump' });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ kind: 'watch', watch: 1, pattern: 'pump' });
    await raw.told('watched'); // it is open there
    proxy.cut();
    const stream = await opening;
    raw.say({ kind: 'list', request: 1 });
    const { streams } = await raw.told('streams');
    expect(streams).toMatchObject([{ name: 'pump', state: 'connected' }]);
    expect(raw.texts.filter(({ kind }) => kind === 'gone')).toEqual([]);
    await stream.close();
    raw.end();
  });
});

describe('what a user asks for out of range', () => {
  it('is refused here, and the connection with its other streams stays', async () => {
    await using server = await serve();
    await using client = await connect(server.socketUrl);
    await client.open({ stream: 'pump' });
    for (const options of [
      { detector: { enter: { odd: Number.POSITIVE_INFINITY } } },
      { maxDelayMs: 0 },
      { channels: 257 },
    ]) {
      await expect(client.open({ stream: 'other', ...options })).rejects.toBeInstanceOf(RangeError);
    }
    await expect(client.setDetector('pump', { minDurationMs: Number.NaN })).rejects.toBeInstanceOf(RangeError);
    expect((await client.list()).map(({ name, state }) => [name, state])).toEqual([['pump', 'connected']]);
  });
});

describe('OpenRetry', () => {
  it.each(['name-taken', 'transient'] as const)('ends after the stated time: %s', async (reason) => {
    const retry = new OpenRetry();
    let asked = 0;
    const limits = { backOff: { firstMs: 1, ceilingMs: 1 }, silentMs: 30, forMs: 30 };
    const more = () =>
      new Promise<boolean>((resolve) => {
        const isLater = retry.schedule(
          reason,
          () => {
            asked++;
            resolve(true);
          },
          limits,
        );
        if (!isLater) resolve(false);
      });
    const fromMs = performance.now();
    while (await more());
    expect(performance.now() - fromMs).toBeGreaterThanOrEqual(30);
    expect(asked).toBeGreaterThan(0);
  });
});
