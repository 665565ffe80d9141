// A connection's share of an engine counts what an engine got and has not answered. Gaps, of which it gets nothing, do not change that.
import { afterEach, describe, expect, it, vi } from 'vitest';
import { blockFrame } from '#src/protocol/client-frames.js';
import { EngineShare } from '#src/server/scheduling/engine-share.js';
import { StreamScheduler } from '#src/server/scheduling/stream-scheduler.js';
import { CHANNELS, Raw, rowsOf, serve } from '../stand.js';

const BLOCKS = 40;
/** Rows that are missing between two blocks of one row. */
const GAP = 100;
const row = new Uint8Array(new Float32Array(CHANNELS).fill(0.5).buffer);
const PREDICTION = 17;
const STREAMS = 40;
const BURSTS = 40;
/** Rows of a block. */
const BURST = 400;
const burstOf = new Uint8Array(rowsOf(BURST).buffer);

afterEach(() => {
  vi.restoreAllMocks();
});

describe('EngineShare on a server', () => {
  it('counts answers for the hops that were handed over, and for no gap between them', async () => {
    const answered = vi.spyOn(EngineShare.prototype, 'answered');
    const hops = () => answered.mock.calls.reduce((sum, [each]) => sum + each, 0);
    await using server = await serve({ engines: 1 });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    raw.say({ kind: 'open', number: 0, stream: 'pump', maxDelayMs: 10_000 });
    await raw.told('opened');
    let heard = 0;
    raw.socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary && data[0] === PREDICTION) heard = data.readUInt32LE(8) + 1;
    });
    for (let i = 0; i < BLOCKS; i++) {
      raw.socket.send(blockFrame({ stream: 0, sequence: i + 1, timeMs: Number.NaN, position: i * (1 + GAP) }, row));
      await raw.until(() => heard > i);
      expect(hops()).toBe(i + 1);
    }
    raw.end();
    await server.close();
    expect(hops()).toBe(BLOCKS);
    const share = answered.mock.contexts.at(-1) as EngineShare;
    expect(share.underWay).toBe(0);
  });

  it('counts answers for all that was handed over, where much was dropped', async () => {
    const answered = vi.spyOn(EngineShare.prototype, 'answered');
    await using server = await serve({ engines: 1 });
    const raw = new Raw(server.socketUrl);
    await raw.told('welcome');
    for (let number = 0; number < STREAMS; number++) {
      raw.say({ kind: 'open', number, stream: `pump-${number}`, maxDelayMs: 10, predictions: 'none' });
    }
    await raw.until(() => raw.texts.filter(({ kind }) => kind === 'opened').length === STREAMS);
    for (let burst = 0; burst < BURSTS; burst++) {
      for (let stream = 0; stream < STREAMS; stream++) {
        const head = { stream, sequence: burst + 1, timeMs: Number.NaN, position: burst * BURST };
        raw.socket.send(blockFrame(head, burstOf));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    raw.say({ kind: 'list', request: 1, pattern: '*' });
    await raw.told('streams'); // all blocks have come
    const share = answered.mock.contexts.at(-1) as EngineShare;
    while (share.underWay > 0 || share.waiting > 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const from = raw.texts.length;
    raw.say({ kind: 'list', request: 2, pattern: '*' });
    const { streams } = (await raw.told('streams', from)) as { streams: { dropped: number }[] };
    const dropped = streams.reduce((sum, info) => sum + info.dropped, 0);
    expect(dropped).toBeGreaterThan(0);
    const hops = answered.mock.calls.reduce((sum, [each]) => sum + each, 0);
    expect(hops).toBe(STREAMS * BURSTS * BURST - dropped);
    raw.end();
  });
});

describe('memory that is used up by waiting blocks', () => {
  it.each([
    ['oldest', true],
    ['none', false],
  ])(
    "lets nothing more wait until the largest stream ends: with 'drop' '%s', rows are dropped: %s",
    async (drop, drops) => {
      vi.spyOn(EngineShare.prototype, 'isOpen', 'get').mockReturnValue(false);
      vi.spyOn(StreamScheduler.prototype, 'flush').mockReturnValue(false);
      await using server = await serve({ limits: { memoryBytes: 300_000, waitingBytes: 10_000_000 } });
      const raw = new Raw(server.socketUrl);
      await raw.told('welcome');
      raw.say({ kind: 'open', number: 0, stream: 'pump', maxDelayMs: 10_000, drop });
      await raw.told('opened');
      const send = (sequence: number, rows: number) => {
        const head = { stream: 0, sequence, timeMs: Number.NaN, position: 10_000 * sequence };
        raw.socket.send(blockFrame(head, new Uint8Array(rows * row.length)));
      };
      for (let sequence = 1; sequence <= 40; sequence++) send(sequence, 1000);
      for (let sequence = 41; !raw.texts.some(({ kind }) => kind === 'closed'); sequence++) {
        send(sequence, 1);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      expect(raw.texts.at(-1)).toMatchObject({ kind: 'closed', number: 0, code: 4464 });
      const [dropped] = raw.messages.slice(-1).map((message) => message.readUInt32LE(message.length - 4));
      expect((dropped ?? 0) > 0).toBe(drops);
      raw.end();
    },
  );
});
