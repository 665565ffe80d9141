// Everything that a client is asked for ends: with an answer, or with an error that says why there is none.
import type { AddressInfo } from 'node:net';
import { lastValueFrom } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { type Client, connect } from '#src/node/index.js';
import { CuttingProxy } from '../server/cutting-proxy.js';
import { Raw, serve } from '../server/stand.js';

const UNREACHABLE = { code: 'SERVER_UNREACHABLE' };
const CLOSED = { code: 'STREAM_CLOSED' };
const TOKEN = 'right-right-right-1';

/** The three kinds of requests. */
function asked(client: Client) {
  return [client.list(), client.endStream('pump'), client.setDetector('pump', {})];
}

/** A server that says welcome, and then sends this message. */
async function saying(message: string | Uint8Array | null) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'sluice.v1' });
  const closed = new Promise<number>((resolve) => {
    server.on('connection', (socket) => {
      const limits = { messageBytes: 1000, streams: 1, bytesPerSecond: 1000, messagesPerSecond: 1000 };
      const welcome = { kind: 'welcome', protocol: 'sluice.v1', rights: [], heartbeatMs: 10_000, models: [], limits };
      socket.send(JSON.stringify(welcome));
      if (message !== null) socket.send(message);
      socket.on('close', resolve);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    closed,
    [Symbol.dispose]: () => void server.close(),
  };
}

describe('a request to a server', () => {
  it('is refused while there is no connection, and answered when it is back', async () => {
    await using server = await serve();
    await using proxy = await CuttingProxy.start(server.port);
    await using client = await connect(proxy.url, { backOff: { firstMs: 200 } });
    const states: string[] = [];
    const [broken, back] = ['disconnected', 'connected'].map(
      (wanted) =>
        new Promise<void>((resolve) => {
          client.state$.subscribe((state) => {
            states.push(state);
            if (state === wanted && states.includes('disconnected')) resolve();
          });
        }),
    );
    proxy.cut();
    await broken;
    for (const answer of asked(client)) await expect(answer).rejects.toMatchObject(UNREACHABLE);
    await back;
    expect(await client.list()).toEqual([]);
  });

  it('ends with the client', async () => {
    using server = await saying(null);
    const client = await connect(server.url);
    const waiting = asked(client).map((answer) => expect(answer).rejects.toMatchObject(CLOSED));
    await client.close();
    await Promise.all(waiting);
    for (const answer of asked(client)) await expect(answer).rejects.toMatchObject(CLOSED);
  });
});

describe('a watch', () => {
  it('fails where the token does not allow it', async () => {
    await using server = await serve({ tokens: [{ rights: ['send'], token: TOKEN }] });
    await using client = await connect(server.socketUrl, { token: TOKEN });
    await expect(lastValueFrom(client.watch('*'))).rejects.toMatchObject({ closeCode: 4403 });
  });

  it('fails where too many are watched, and the others go on', async () => {
    await using server = await serve({ limits: { watches: 1 } });
    await using client = await connect(server.socketUrl);
    const seen: string[] = [];
    const first = client.watch('a*').subscribe((event) => {
      if (event.kind === 'stream') seen.push(event.stream.name);
    });
    await expect(lastValueFrom(client.watch('b*'))).rejects.toMatchObject({ closeCode: 4463 });
    await client.open({ stream: 'a1' });
    expect(new Set(seen)).toEqual(new Set(['a1']));
    first.unsubscribe();
  });

  it('that begins after the end of the client is over at once', async () => {
    await using server = await serve();
    const client = await connect(server.socketUrl);
    await client.close();
    expect(await lastValueFrom(client.watch('*'), { defaultValue: null })).toBe(null);
  });

  it('is refused by its number', async () => {
    await using server = await serve({ limits: { watches: 1 } });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    for (const watch of [7, 8]) raw.say({ kind: 'watch', watch, pattern: '*' });
    expect(await raw.told('refused')).toMatchObject({ watch: 8, code: 4463 });
    raw.end();
  });
});

describe('a server that sends what cannot be read', () => {
  it.each([
    ['no JSON', 'hello', 4421],
    ['no message', '{"kind":"nonsense"}', 4421],
    ['no frame', Uint8Array.of(9, 0, 0, 0), 4420],
    ['a frame that is cut short', Uint8Array.of(17, 0, 0, 0), 4420],
  ] as const)('ends the client and nothing else: %s', async (_, message, code) => {
    using server = await saying(message);
    const client = await connect(server.url);
    await expect(lastValueFrom(client.watch('*'))).rejects.toMatchObject(UNREACHABLE);
    await expect(client.list()).rejects.toMatchObject(UNREACHABLE);
    expect(await server.closed).toBe(code);
    expect(await lastValueFrom(client.state$)).toBe('closed');
  });
});
