// A connection that breaks while a stream is being opened: the client finds the name taken by its own first try, asks
// again, and gets its stream.
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { OpenRetry } from '#src/client/open-retry.js';
import { connect } from '#src/node/index.js';

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
  return { url, opens, [Symbol.dispose]: () => void server.close() };
}

describe('a client whose connection breaks while its stream is opened', () => {
  const backOff = { firstMs: 10, ceilingMs: 20 };

  it('asks again while its name is taken, and gets the stream', async () => {
    using server = await answering((n) => (n === 1 ? null : n < 6 ? TAKEN : OPENED));
    await using client = await connect(server.url, { backOff });
    expect(await client.open({ stream: 'pump' })).toMatchObject({ name: 'pump' });
    expect(server.opens.map((open) => (open as { replace: boolean }).replace)).toEqual([false, ...Array(5).fill(true)]);
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

describe('OpenRetry', () => {
  it('ends once the server must know that the earlier connection is over', async () => {
    const retry = new OpenRetry();
    let asked = 0;
    const limits = { backOff: { firstMs: 1, ceilingMs: 1 }, silentMs: 30 };
    const more = () =>
      new Promise<boolean>((resolve) => {
        const isLater = retry.schedule(() => {
          asked++;
          resolve(true);
        }, limits);
        if (!isLater) resolve(false);
      });
    const fromMs = Date.now();
    while (await more());
    expect(Date.now() - fromMs).toBeGreaterThan(30);
    expect(asked).toBeGreaterThan(0);
  });
});
