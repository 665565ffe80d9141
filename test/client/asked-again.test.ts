// A connection that breaks while a stream is being opened: the client finds the name taken by its own first try, asks again, and has its stream.
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { AskedAgain } from '#src/client/asked-again.js';
import { startEngine } from '#src/engine/main/pool.js';
import { connect } from '#src/node/index.js';
import { nodePlatform } from '#src/node/platform.js';
import { type OpenMessage, readClientMessage } from '#src/protocol/client-messages.js';
import { Counts } from '#src/server/metrics/counters.js';
import { Saver } from '#src/server/persistence/saver.js';
import { EngineFleet } from '#src/server/scheduling/engine-fleet.js';
import { ModelShelf } from '#src/server/streams/model-registry.js';
import { StreamHub } from '#src/server/streams/stream-hub.js';
import { DEFAULT_LIMITS } from '#src/server/transport/limits.js';
import { Watching } from '#src/server/transport/watching.js';
import { model } from '../server/stand.js';
import { temporaryFolder } from '../support/folder.js';

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

  it('asks again while its name is taken, and has the stream', async () => {
    using server = await answering((n) => (n === 1 ? null : n < 6 ? TAKEN : OPENED));
    await using client = await connect(server.url, { backOff });
    expect(await client.open({ stream: 'pump' })).toMatchObject({ name: 'pump' });
    expect(server.opens.map((open) => (open as { replace: boolean }).replace)).toEqual([false, ...Array(5).fill(true)]);
  });

  it('takes no for an answer where that is the first one, or another one', async () => {
    using server = await answering(() => TAKEN);
    await using client = await connect(server.url, { backOff });
    await expect(client.open({ stream: 'pump' })).rejects.toMatchObject({ closeCode: 4460 });
    using other = await answering((n) => (n === 1 ? null : { ...TAKEN, code: 4461 }));
    await using second = await connect(other.url, { backOff });
    await expect(second.open({ stream: 'pump' })).rejects.toMatchObject({ closeCode: 4461 });
    expect([server.opens.length, other.opens.length]).toEqual([1, 2]);
  });

  it('asks no more when it is closed', async () => {
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

describe('AskedAgain', () => {
  it('comes to an end once the server must know that the connection before is over', async () => {
    const again = new AskedAgain();
    let asked = 0;
    const patience = { backOff: { firstMs: 1, ceilingMs: 1 }, silentMs: 30 };
    const more = () =>
      new Promise<boolean>((resolve) => {
        const isLater = again.later(() => {
          asked++;
          resolve(true);
        }, patience);
        if (!isLater) resolve(false);
      });
    const fromMs = Date.now();
    while (await more());
    expect(Date.now() - fromMs).toBeGreaterThan(30);
    expect(asked).toBeGreaterThan(0);
  });
});

describe('StreamHub', () => {
  it('refuses the name of a stream that is being opened, and leaves that stream alone', async () => {
    const saver = new Saver({
      ...{ path: temporaryFolder().path, everyMs: 1000, counts: new Counts() },
      ...{ streams: () => [], warn: () => undefined },
    });
    let written: () => void = () => undefined;
    const isWritten = new Promise<void>((resolve) => {
      written = resolve;
    });
    const fleet = new EngineFleet(() => startEngine(nodePlatform, 'shared'));
    const hub = new StreamHub({
      ...{ fleet, limits: DEFAULT_LIMITS, counts: new Counts(), watching: new Watching(), keepMs: 1000 },
      shelf: new ModelShelf({ standard: { name: 'rows', model }, folder: null, most: 4, rates: 4 }),
      saver: Object.assign(saver, { saveOne: () => isWritten }),
      ...{ warn: () => undefined, forgotten: () => undefined },
    });
    const sender = () => ({
      ...{ result: () => undefined, streamClosed: () => undefined },
      ...{ streamForgotten: () => undefined, unacknowledged: () => undefined },
    });
    const open = readClientMessage('{"kind":"open","number":0,"stream":"pump","replace":true}') as OpenMessage;
    const [first, second] = [sender(), sender()];
    const opening = hub.open(open, first);
    while (hub.get('pump') === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    await expect(hub.open(open, second)).rejects.toMatchObject({ code: 4460 });
    written();
    const { stream } = await opening;
    expect([stream.closing, hub.get('pump')]).toEqual([null, stream]);
    hub.detach(stream, first);
    const anew = await hub.open(open, second);
    expect([anew.resumed, hub.get('pump')]).toEqual([false, anew.stream]);
    await anew.stream.release();
    await fleet.close();
  });
});
