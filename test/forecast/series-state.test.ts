// One stream of rows on one thread: what it takes over from what was learnt ahead, and what of an older version it refuses.
import { beforeAll, describe, expect, it } from 'vitest';
import { SeriesProgram } from '#src/forecast/program.js';
import { SeriesSlot } from '#src/forecast/state.js';
import { seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { encodeRow } from '#src/series/rows.js';
import { normal } from './support.js';

const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 300 });
let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

function slotOf(learnt: Uint8Array | null): SeriesSlot {
  return new SeriesSlot(new SeriesProgram(Kernel.create(module), { ...model, learnt }));
}

/** Steps a row a minute; the rows that were told of. */
function step(slot: SeriesSlot, rows: readonly (readonly number[])[]): number[] {
  return rows.flatMap((row, i) => {
    encodeRow(i * 60_000, row, slot.input);
    slot.rest();
    return slot.fired === null ? [] : [i];
  });
}

describe('what was learnt ahead', () => {
  it('hides no alarm behind one at its end, which nobody was told of', () => {
    const next = normal(9);
    const plain = (count: number) => Array.from({ length: count }, () => [next(), next()]);
    const ahead = slotOf(null);
    const told = step(ahead, [...plain(1200), [30, next()], ...plain(40)]);
    expect(told).toContain(1200);
    const live = slotOf(ahead.snapshot());
    expect(live.index).toBe(-1);
    expect(
      step(live, [
        [next(), next()],
        [10, next()],
        [10, next()],
      ]),
    ).toEqual([1]);
  });
});

describe('a detection', () => {
  it('has a score at or above the threshold that it passed', () => {
    const threshold = 0.99;
    const slot = slotOf(null);
    slot.setDetector({ ...model.detector, enter: { anomaly: threshold } });
    const next = normal(12);
    const scores: number[] = [];
    for (let i = 0; i < 5000; i++) {
      encodeRow(i * 60_000, [next(), next()], slot.input);
      slot.rest();
      if (slot.fired !== null) {
        scores.push(slot.fired.score);
        expect(slot.fired.score).toBeCloseTo(1 - 10 ** -slot.fired.severity, 12);
      }
    }
    expect(scores.length).toBeGreaterThan(5);
    expect(scores.filter((score) => score < threshold)).toEqual([]);
  });
});
