// What a stream costs: its turns, and the memory that is counted for it.
import { describe, expect, it } from 'vitest';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { vectorModel } from '#src/harness/vector-model.js';
import { seriesModel } from '#src/node/index.js';
import { type OpenMessage, readClientMessage } from '#src/protocol/client-messages.js';
import { CODES } from '#src/protocol/closing.js';
import { checkFrames, frameSizes, planStream } from '#src/server/streams/stream-plan.js';

const open = readClientMessage('{"kind":"open","number":0,"stream":"x"}') as OpenMessage;
const series = (channels: number) =>
  planStream(seriesModel({ channels: Array.from({ length: channels }, (_, i) => `c${i}`) }), 'anomaly', {
    ...open,
    channels,
  });
const rows = (hidden: number, channels = 8) =>
  planStream(vectorModel({ channels, hidden, rowsPerSecond: 50, seed: 1 }), 'rows', open);

describe('planStream()', () => {
  it('counts a hop by its work: a small one as 1, one of many channels or units as many', () => {
    expect([rows(8).hopWork, series(1).hopWork, series(64).hopWork]).toEqual([1, 1, 64]);
    expect(rows(512).hopWork).toBeGreaterThan(10);
  });

  it("counts the network's state in a stream's memory, as often as it is kept", () => {
    const more = rows(4096).bytes - rows(8).bytes;
    expect(more).toBeGreaterThanOrEqual(4 * 4 * (4096 - 8));
  });

  it('counts what a monitor has learnt in all copies, which grows with the square of its channels', () => {
    for (const channels of [1, 64, 256]) {
      expect(series(channels).bytes).toBeGreaterThan(4 * 8 * SeriesMonitor.numbers(channels));
    }
    expect(series(256).bytes).toBeGreaterThan(80e6);
  });
});

describe('checkFrames()', () => {
  it('takes what fits into frames and into the kept memory, and refuses the rest', () => {
    const plan = series(256);
    const { predictionBytes, pointBytes } = frameSizes(plan);
    expect([predictionBytes, pointBytes]).toEqual([40 + 8 + 16 + 12 * 256, 28 + 4 * 256 + 8 + 16 + 12 * 256]);
    expect(() => checkFrames(plan, predictionBytes)).not.toThrow();
    for (const wrong of [
      () => checkFrames(plan, predictionBytes - 1),
      () => checkFrames({ ...plan, labels: Array(65_536).fill('x') }, 1e9),
    ]) {
      expect(wrong).toThrow(expect.objectContaining({ code: CODES.MODEL_MISFIT }));
    }
  });
});
