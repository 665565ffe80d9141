// The time of a detection: detections come separately from predictions, when newer blocks have come already.
import { describe, expect, it } from 'vitest';
import { type OpenMessage, readClientMessage } from '#src/protocol/client-messages.js';
import { BlockTable } from '#src/server/scheduling/block-table.js';
import { planStream } from '#src/server/streams/stream-plan.js';
import { timeAround } from '#src/server/streams/stream-times.js';
import { CHANNELS, model } from '../stand.js';

const HOUR_MS = 3_600_000;
const plan = planStream(model, 'rows', readClientMessage('{"kind":"open","number":0,"stream":"x"}') as OpenMessage);

/** Blocks of five rows, 10 ms each. The sender paused for an hour before the last one. */
function table(): BlockTable {
  const blocks = new BlockTable();
  for (const [i, timeMs] of [50, 100, HOUR_MS].entries()) {
    const place = { sequence: i + 1, startsAt: i * 5 * CHANNELS, count: 5 * CHANNELS, samples: new Float32Array(0) };
    blocks.add({ ...place, timeMs, arrivedMs: 0, level: 0, mayWaitMs: 0 });
  }
  return blocks;
}

describe("timeAround() tells the sender's time", () => {
  it.each([
    [50, 50],
    [60, 60],
    [100, 100],
    [110, HOUR_MS - 40],
  ])('at %i ms of the stream by the block that brought it', (endsAtMs, timeMs) => {
    expect(timeAround(endsAtMs, plan, table())).toBeCloseTo(timeMs, 6);
  });

  it('by the next block where its own is forgotten', () => {
    const blocks = table();
    blocks.forgetBefore(1);
    expect(timeAround(40, plan, blocks)).toBeCloseTo(40, 6);
  });
});
