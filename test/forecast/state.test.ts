// One series stream on one thread: what it takes over from a model that has learnt, and its detections.
import { beforeAll, describe, expect, it } from 'vitest';
import { SeriesProgram } from '#src/forecast/program.js';
import { SeriesState } from '#src/forecast/state.js';
import { seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { encodeRow } from '#src/series/rows.js';
import { normal, stepRow } from './support.js';

const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 300 });
let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

function stateOf(learnt: Uint8Array | null): SeriesState {
  return new SeriesState(new SeriesProgram(Kernel.create(module), { ...model, learnt }));
}

/** Steps one row a minute. Returns the indexes of the rows with a detection. */
function step(state: SeriesState, rows: readonly (readonly number[])[]): number[] {
  return rows.flatMap((row, i) => {
    encodeRow(i * 60_000, row, state.input);
    stepRow(state);
    return state.fired === null ? [] : [i];
  });
}

describe('a model that has learnt', () => {
  it('suppresses no alarm because of one at its end, which nobody was told of', () => {
    const next = normal(9);
    const plain = (count: number) => Array.from({ length: count }, () => [next(), next()]);
    const ahead = stateOf(null);
    const alarms = step(ahead, [...plain(1200), [30, next()], ...plain(40)]);
    expect(alarms).toContain(1200);
    const live = stateOf(ahead.snapshot());
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
    const state = stateOf(null);
    state.setDetector({ ...model.detector, enter: { anomaly: threshold } });
    const next = normal(12);
    const scores: number[] = [];
    for (let i = 0; i < 5000; i++) {
      encodeRow(i * 60_000, [next(), next()], state.input);
      stepRow(state);
      if (state.fired !== null) {
        scores.push(state.fired.score);
        expect(state.fired.score).toBeCloseTo(1 - 10 ** -state.fired.severity, 12);
      }
    }
    expect(scores.length).toBeGreaterThan(1);
    expect(scores.filter((score) => score < threshold)).toEqual([]);
  });
});
