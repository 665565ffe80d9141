// The source against a real server on loopback, over the WebSocket of `ws`.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { socket } from '#src/node/sockets/source.js';
import { platformClock } from '#src/source/clock.js';
import type { SocketLike } from '#src/source/connection.js';
import { socket as portableSocket } from '#src/source/websocket.js';
import { FakeIntake } from './fake-intake.js';

const OPTIONS = { sampleRate: 1000, backOff: { firstMs: 4, random: () => 0.5 } } as const;
const stops: AbortController[] = [];
const servers: WebSocketServer[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) stop.abort();
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Served {
  readonly url: string;
  readonly server: WebSocketServer;
  /** The next connection that comes. */
  client(): Promise<WebSocket>;
}

async function serve(port = 0): Promise<Served> {
  const server = new WebSocketServer({ host: '127.0.0.1', port });
  servers.push(server);
  const waiting: WebSocket[] = [];
  server.on('connection', (client) => waiting.push(client));
  await once(server, 'listening');
  const client = async () => {
    while (waiting.length === 0) await once(server, 'connection');
    return waiting.shift() as WebSocket;
  };
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, server, client };
}

function stopper(): AbortController {
  const stop = new AbortController();
  stops.push(stop);
  return stop;
}

const floats = (...values: number[]) => Buffer.from(Float32Array.from(values).buffer);
const counted = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

/** Resolves when the intake's log or events are as wished; the test times out otherwise. */
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

describe('socket()', () => {
  it('is a live source of the floats that come', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    expect(source.live).toBe(true);
    expect(source.name).toBe(url);
    expect(await source.open(signal)).toEqual({ sampleRate: 1000 });
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    const peer = await client();
    for (let from = 0; from < 100; from += 10) peer.send(floats(...counted(from, 10)));
    peer.close(1000);
    await fed;
    expect(intake.log).toEqual(counted(0, 100));
    expect(intake.events).toEqual([]);
  });

  it('reads 16-bit stereo that is cut anywhere', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, { ...OPTIONS, format: 's16le', channels: 2 });
    await source.open(signal);
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    const bytes = Buffer.from(Int16Array.from([100, 300, -200, 200, 32767, 32767, -32768, -32768]).buffer);
    const peer = await client();
    let at = 0;
    for (const size of [1, 2, 0, 5, 3, 1, 4]) {
      peer.send(bytes.subarray(at, at + size));
      at += size;
    }
    peer.close(1000);
    await fed;
    expect(intake.log).toEqual([200, 0, 32767, -32768].map((value) => value / 32768));
  });

  it('keeps what finds no room until there is room: a message may be of any length', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    await source.open(signal);
    const intake = new FakeIntake(15);
    const fed = source.feed(intake, signal);
    const peer = await client();
    peer.send(floats(...counted(0, 4000)));
    peer.send(floats(...counted(4000, 10)));
    peer.close(1000);
    await fed;
    expect(intake.log).toEqual(counted(0, 4010));
  });

  it('fails where the connection ends and no message was binary', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    await source.open(signal);
    const fed = source.feed(new FakeIntake(), signal);
    const peer = await client();
    peer.send('{"samples":[0,1]}');
    peer.close(1000);
    await expect(fed).rejects.toThrow(
      /messages must be binary, PCM of 'format': received 1 text messages and no sample/,
    );
  });

  it('warns of a text message that came before anybody listened', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    await source.open(signal);
    const peer = await client();
    peer.send('hello');
    peer.ping();
    await once(peer, 'pong');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    peer.send(floats(1));
    peer.close(1000);
    await fed;
    expect(intake.events).toEqual([
      { kind: 'warning', message: `${url} sends messages that are not binary; they are left out` },
    ]);
  });

  it('keeps the newest second, and the longest message beside it, of what comes before it feeds', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    await source.open(signal);
    const peer = await client();
    for (let from = 0; from < 3000; from += 100) peer.send(floats(...counted(from, 100)));
    // Answered after everything that was sent before it has come.
    peer.ping();
    await once(peer, 'pong');
    await new Promise((resolve) => setTimeout(resolve, 20));
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    peer.close(1000);
    await fed;
    expect(intake.log).toEqual(counted(1900, 1100));
  });

  it('warns once of messages that are not binary, and leaves them out', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    await source.open(signal);
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    const peer = await client();
    peer.send('hello');
    peer.send(floats(1));
    peer.send('again');
    peer.close(1000);
    await fed;
    expect(intake.log).toEqual([1]);
    expect(intake.events).toEqual([
      { kind: 'warning', message: `${url} sends messages that are not binary; they are left out` },
    ]);
  });

  it('connects again when the connection breaks, and marks the time that it was away', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    let nowMs = 0;
    const clock = { now: () => nowMs, sleep: platformClock.sleep };
    const connect = (address: string) => new WebSocket(address) as SocketLike;
    const source = portableSocket(url, { ...OPTIONS, clock, connect, idleMs: Number.POSITIVE_INFINITY });
    await source.open(signal);
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    const first = await client();
    // Half a sample, which is forgotten with its connection.
    first.send(Buffer.concat([floats(1, 2, 3), Buffer.from([9, 9])]));
    await until(() => intake.log.length === 3);
    first.terminate();
    const second = await client();
    nowMs = 500;
    second.send(floats(4, 5));
    second.close(1000);
    await fed;
    // 500 ms at 1000 Hz, of which the two samples that came are the end.
    expect(intake.log).toEqual([1, 2, 3, -498, 4, 5]);
    expect(intake.events).toEqual([{ kind: 'reconnecting', attempt: 1, delayMs: 3 }, { kind: 'resumed' }]);
  });

  it('tries again, longer and longer, while nobody answers', async () => {
    const { url, server, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, OPTIONS);
    await source.open(signal);
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    const peer = await client();
    peer.send(floats(1));
    await until(() => intake.log.length === 1);
    servers.splice(servers.indexOf(server), 1);
    server.close();
    peer.terminate();
    await until(() => intake.events.length >= 3);
    const delays = intake.events.map((event) => (event.kind === 'reconnecting' ? event.delayMs : -1));
    expect(delays.slice(0, 3)).toEqual([3, 6, 12]);
    const again = await serve(Number(new URL(url).port));
    const back = await again.client();
    back.send(floats(2));
    back.close(1000);
    await fed;
    expect(intake.log.filter((value) => value > 0)).toEqual([1, 2]);
    expect(intake.events.at(-1)).toEqual({ kind: 'resumed' });
  });

  it('gives up after as many tries as it may', async () => {
    const { url, server, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, { ...OPTIONS, attempts: 2 });
    await source.open(signal);
    const intake = new FakeIntake();
    const fed = source.feed(intake, signal);
    const peer = await client();
    servers.splice(servers.indexOf(server), 1);
    server.close();
    peer.terminate();
    await expect(fed).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
    expect(intake.events.map(({ kind }) => kind)).toEqual(['reconnecting', 'reconnecting']);
  });

  it('takes a connection that has fallen silent for broken', async () => {
    const { url, server } = await serve();
    // Every connection gets one message, and nothing after it.
    let connections = 0;
    server.on('connection', (peer) => peer.send(floats(++connections)));
    const stop = stopper();
    const source = socket(url, { ...OPTIONS, idleMs: 50 });
    await source.open(stop.signal);
    const intake = new FakeIntake();
    const fed = source.feed(intake, stop.signal);
    await until(() => intake.log.includes(2));
    stop.abort();
    await fed;
    expect(intake.events[0]).toMatchObject({ kind: 'reconnecting', attempt: 1 });
  });

  for (const code of [1003, 1008]) {
    it(`ends with SOURCE_FAILED when it is refused with code ${code}`, async () => {
      const { url, client } = await serve();
      const { signal } = stopper();
      const source = socket(url, OPTIONS);
      await source.open(signal);
      const fed = source.feed(new FakeIntake(), signal);
      (await client()).close(code, 'not you');
      const message = `Cannot go on with ${url}: the connection closed: received code ${code}, not you`;
      await expect(fed).rejects.toMatchObject({ code: 'SOURCE_FAILED', message });
    });
  }

  it('refuses a message that is longer than it takes', async () => {
    const { url, client } = await serve();
    const { signal } = stopper();
    const source = socket(url, { ...OPTIONS, maxMessageBytes: 1000 });
    await source.open(signal);
    const fed = source.feed(new FakeIntake(), signal);
    (await client()).send(new Uint8Array(1001));
    await expect(fed).rejects.toMatchObject({ code: 'SOURCE_FAILED' });
  });

  it('cannot be opened where nobody listens, and says why', async () => {
    const { url, server } = await serve();
    servers.splice(servers.indexOf(server), 1);
    await new Promise((resolve) => server.close(resolve));
    const opened = socket(url, OPTIONS).open(stopper().signal);
    await expect(opened).rejects.toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
  });

  it('lets go of its connection when it is stopped: while it feeds, before it feeds, and while it waits to try again', async () => {
    const { url, server, client } = await serve();
    const feeding = stopper();
    const source = socket(url, OPTIONS);
    await source.open(feeding.signal);
    const fed = source.feed(new FakeIntake(), feeding.signal);
    const peer = await client();
    const gone = once(peer, 'close');
    feeding.abort();
    await fed;
    expect((await gone)[0]).toBe(1000);

    const early = stopper();
    const unused = socket(url, OPTIONS);
    await unused.open(early.signal);
    const second = await client();
    const secondGone = once(second, 'close');
    early.abort();
    await unused.feed(new FakeIntake(), early.signal);
    await secondGone;

    const waiting = stopper();
    const patient = socket(url, { ...OPTIONS, backOff: { firstMs: 1e8 } });
    await patient.open(waiting.signal);
    const intake = new FakeIntake();
    const patientFed = patient.feed(intake, waiting.signal);
    (await client()).terminate();
    await until(() => intake.events.length === 1);
    waiting.abort();
    await patientFed;
    await until(() => server.clients.size === 0);
  });

  it('rejects with the reason of a signal that aborts while it connects', async () => {
    const stop = stopper();
    const reason = new Error('enough');
    // An address that swallows the handshake: a server that never answers.
    const { createServer } = await import('node:net');
    const mute = createServer().listen(0, '127.0.0.1');
    await once(mute, 'listening');
    const opened = socket(`ws://127.0.0.1:${(mute.address() as AddressInfo).port}`, OPTIONS).open(stop.signal);
    stop.abort(reason);
    await expect(opened).rejects.toBe(reason);
    const late = socket(`ws://127.0.0.1:${(mute.address() as AddressInfo).port}`, { ...OPTIONS, connectMs: 20 });
    await expect(late.open(stopper().signal)).rejects.toMatchObject({
      code: 'SOURCE_FAILED',
      message: expect.stringContaining('no answer in 20 ms') as string,
    });
    mute.close();
  });

  it('refuses options out of range, and says what it received', () => {
    expect(() => socket('ws://127.0.0.1', { sampleRate: 0 })).toThrow(/received 0$/);
    expect(() => socket('ws://127.0.0.1', { sampleRate: 1, channels: 0 })).toThrow(/received 0$/);
  });
});
