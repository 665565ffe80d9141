// A watch of many streams: history comes as fast as the client reads, and a watcher that does not read or is gone
// leaves nothing behind.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { connect } from '#src/node/index.js';
import type { RunningServer } from '#src/node/serve.js';
import { CODES } from '#src/protocol/closing.js';
import type { WatchedStream } from '#src/server/streams/connected-stream.js';
import { Watching } from '#src/server/transport/watching.js';
import { Raw, rowsOf, serve } from '../stand.js';

const STREAMS = 12;
const ROWS = 400;
/** One in ten predictions is kept as a point. */
const POINTS = ROWS / 10;
const POINT = 20;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Streams with something to tell of before. */
async function withStreams(server: RunningServer) {
  const client = await connect(server.socketUrl);
  for (let i = 0; i < STREAMS; i++) {
    const stream = await client.open({ stream: `pump-${i}`, maxDelayMs: 10_000 });
    let heard = 0;
    const all = new Promise<void>((resolve) => {
      const next = () => {
        if (++heard === ROWS) resolve();
      };
      stream.predictions$.subscribe({ next, error: () => undefined }); // its client is closed before it
    });
    stream.send(rowsOf(ROWS, i));
    await all;
  }
  return client;
}

/** Connections to which everything that is sent waits, until the test says that it was read. */
function slowReaders() {
  const slow = { unread: 0 };
  const { send } = WebSocket.prototype;
  vi.spyOn(WebSocket.prototype, 'bufferedAmount', 'get').mockImplementation(() => slow.unread);
  vi.spyOn(WebSocket.prototype, 'send').mockImplementation(function (this: WebSocket, data: unknown) {
    slow.unread += (data as { length: number }).length;
    return send.call(this, data as Buffer, {});
  } as WebSocket['send']);
  return slow;
}

async function watcher(server: RunningServer): Promise<Raw> {
  const raw = new Raw(server.socketUrl);
  await raw.told('welcome');
  return raw;
}

describe('a watch with more history than may wait for its client', () => {
  it('sends all of it, in slices, while the client reads', async () => {
    await using server = await serve({ limits: { unreadBytes: 12_000 } });
    await using _client = await withStreams(server);
    const raw = await watcher(server);
    const slow = slowReaders();
    let most = 0;
    const reading = setInterval(() => {
      most = Math.max(most, slow.unread);
      slow.unread = 0;
    }, 5);
    raw.say({ kind: 'watch', watch: 1, pattern: '*', history: 300, points: 'all' });
    const points = () => raw.messages.reduce((sum, message) => sum + pointsIn(message), 0);
    await raw.until(() => raw.socket.readyState === WebSocket.CLOSED || points() === STREAMS * POINTS);
    clearInterval(reading);
    expect(points()).toBe(STREAMS * POINTS);
    expect(raw.texts.filter(({ kind }) => kind === 'watched').length).toBeGreaterThanOrEqual(STREAMS);
    expect(most).toBeLessThan(12_000);
    raw.end();
  });

  it('reports no other stream once it is ended', async () => {
    await using server = await serve({ limits: { unreadBytes: 12_000 } });
    const opened = vi.spyOn(Watching.prototype, 'opened');
    await using _client = await withStreams(server);
    const raw = await watcher(server);
    const slow = slowReaders();
    raw.say({ kind: 'watch', watch: 1, pattern: '*', history: 300, points: 'all' });
    await raw.told('watched');
    raw.say({ kind: 'unwatch', watch: 1 });
    raw.say({ kind: 'list', request: 1, pattern: 'none' });
    await raw.told('streams');
    const told = () => raw.texts.filter(({ kind }) => kind === 'watched').length;
    const before = told();
    expect(before).toBeLessThan(STREAMS);
    slow.unread = 0;
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(told()).toBe(before);
    expect(watchedStill(opened)).toEqual([]);
    raw.end();
  });

  it('leaves nothing behind of a watcher that was closed because it did not read', async () => {
    await using server = await serve({ limits: { unreadBytes: 1000 } });
    const opened = vi.spyOn(Watching.prototype, 'opened');
    await using client = await connect(server.socketUrl);
    for (let i = 0; i < STREAMS; i++) await client.open({ stream: `pump-${i}` });
    const raw = await watcher(server);
    vi.spyOn(WebSocket.prototype, 'bufferedAmount', 'get').mockReturnValueOnce(0).mockReturnValue(2000);
    raw.say({ kind: 'watch', watch: 1, pattern: '*' });
    expect((await raw.closed).code).toBe(CODES.SLOW_READER);
    expect(watchedStill(opened)).toEqual([]);
  });
});

/** The streams that somebody watches, of all that were opened. */
function watchedStill({ mock }: { mock: { calls: [WatchedStream][]; contexts: unknown[] } }): string[] {
  expect(mock.calls.length).toBe(STREAMS);
  const watching = mock.contexts[0] as Watching;
  return mock.calls.flatMap(([stream]) => (watching.has(stream) ? [stream.name] : []));
}

/** Frames of points, right after each other. */
function pointsIn(message: Buffer): number {
  let count = 0;
  for (let at = 0; at < message.length; count++) {
    expect(message[at]).toBe(POINT);
    at += 24 + 4 * ((message[at + 2] as number) + (message[at + 3] as number));
  }
  return count;
}
