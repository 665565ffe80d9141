// Where memory is used up, who takes most of it pays: in many small streams, in one large one, or in output that is not
// read.
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { blockFrame } from '#src/protocol/client-frames.js';
import { CODES } from '#src/protocol/closing.js';
import { CHANNELS, Raw, serve } from './stand.js';

const row = new Uint8Array(4 * CHANNELS);

/** A block of rows whose predictions are kept, because nobody acknowledges them. */
function rows(stream: number, sequence: number, count: number): Uint8Array<ArrayBuffer> {
  const position = count * (sequence - 1);
  return blockFrame({ stream, sequence, timeMs: Number.NaN, position }, new Uint8Array(count * row.length));
}

async function opened(url: string, names: readonly string[], protocols = ['sluice.v1']): Promise<Raw> {
  const raw = new Raw(url, protocols);
  await raw.told('welcome');
  for (const [number, stream] of names.entries()) raw.say({ kind: 'open', number, stream, maxDelayMs: 10_000 });
  await raw.until(() => raw.texts.filter(({ kind }) => kind === 'opened').length === names.length);
  return raw;
}

describe('memory that is used up', () => {
  it("by one client's many small streams ends these, and not its neighbour's larger one", async () => {
    const tokens = ['neighbour-neighbour', 'attacker-attacker-1'].map((token) => ({
      rights: ['send' as const],
      token,
    }));
    await using server = await serve({ tokens, limits: { memoryBytes: 1_300_000, keptBytes: 300_000 } });
    const neighbour = await opened(server.socketUrl, ['large'], ['sluice.v1', 'bearer.neighbour-neighbour']);
    for (let sequence = 1; sequence <= 20; sequence++) neighbour.socket.send(rows(0, sequence, 200)); // about 230 KB
    const names = Array.from({ length: 12 }, (_, i) => `small-${i}`);
    const attacker = await opened(server.socketUrl, names, ['sluice.v1', 'bearer.attacker-attacker-1']);
    for (let sequence = 1; !attacker.texts.some(({ kind }) => kind === 'closed'); sequence++) {
      for (let stream = 0; stream < names.length; stream++) attacker.socket.send(rows(stream, sequence, 100));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(attacker.texts.find(({ kind }) => kind === 'closed')).toMatchObject({ code: CODES.NO_MEMORY });
    neighbour.say({ kind: 'close', number: 0 });
    expect(await neighbour.told('closed')).toMatchObject({ code: 1000 });
    neighbour.end();
    attacker.end();
  }, 60_000);

  it('by output that is not read closes whoever does not read, and ends no stream', async () => {
    await using server = await serve({ limits: { memoryBytes: 6_000_000, unreadBytes: 1e9 } });
    const sender = await opened(server.socketUrl, ['pump']);
    const slow = new Raw(server.socketUrl);
    await slow.told('welcome');
    for (let watch = 0; watch < 40; watch++) slow.say({ kind: 'watch', watch, pattern: '*' });
    await slow.until(() => slow.texts.filter(({ kind }) => kind === 'watched').length === 40);
    slow.socket.pause();
    const acknowledge = () => sender.say({ kind: 'ack', number: 0, predictions: 1e6, detections: 1e6 });
    const list = async () => {
      const from = sender.texts.length;
      sender.say({ kind: 'watch', watch: 9, pattern: 'none' });
      sender.say({ kind: 'list', request: from });
      return (await sender.told('streams', from)).streams as { state: string }[];
    };
    const closed = () => metric(server.url, /code="4431"\} (\d+)/);
    for (let sequence = 1; (await closed()) === 0; sequence++) {
      sender.socket.send(rows(0, sequence, 400));
      acknowledge();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(await list()).toMatchObject([{ name: 'pump', state: 'connected' }]);
    expect(slow.socket.readyState === WebSocket.OPEN || slow.socket.readyState === WebSocket.CLOSED).toBe(true);
    slow.end();
    sender.end();
  }, 60_000);
});

describe('detections in the metrics', () => {
  it('are counted by stream', async () => {
    await using server = await serve();
    const raw = await opened(server.socketUrl, ['pump-1', 'pump-2']);
    raw.socket.send(rows(0, 1, 5));
    await raw.until(() => raw.messages.length > 0);
    const text = await (await fetch(`${server.url}metrics`)).text();
    for (const name of ['pump-1', 'pump-2']) {
      expect(text).toMatch(new RegExp(`^sluice_stream_detections_total\\{stream="${name}"\\} \\d+$`, 'm'));
    }
    raw.end();
  });
});

async function metric(url: string, pattern: RegExp): Promise<number> {
  const text = await (await fetch(`${url}metrics`)).text();
  return Number(pattern.exec(text)?.[1] ?? 0);
}
