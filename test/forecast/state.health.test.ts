// A series state that cannot be used: it is found within its row, counted, reported and replaced, as one of sound
// is.
import { lastValueFrom, toArray } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { SeriesMonitor } from '#src/forecast/monitor.js';
import { SeriesProgram } from '#src/forecast/program.js';
import { SeriesState } from '#src/forecast/state.js';
import { crc32 } from '#src/model/crc32.js';
import { openStream, type Prediction, type Row, rows, type StreamOptions, seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { STATE_NUMBERS } from '#src/pipeline/state-numbers.js';
import { encodeRow } from '#src/series/rows.js';
import { random } from '../support/random.js';
import { stepRow } from './support.js';

const HEAD_BYTES = 16;
const MINUTE = 60_000;
const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 30 });
const next = random(3);
const given: Row[] = Array.from({ length: 120 }, (_, i) => ({ timeMs: i * MINUTE, values: [next(), 5 + next()] }));
const rest = given.slice(60);
const numbers = SeriesMonitor.numbers(2, model.monitor);
let healthy: Uint8Array;

beforeAll(async () => {
  const state = new SeriesState(new SeriesProgram(Kernel.create(await readKernel()), model));
  for (const { timeMs, values } of given.slice(0, 60)) {
    encodeRow(timeMs, values, state.input);
    stepRow(state);
  }
  healthy = state.snapshot();
});

/** The snapshot with `value` as one of the monitor's numbers, and a right checksum. */
function poisoned(value: number, at: number): Uint8Array {
  const bytes = healthy.slice();
  const view = new DataView(bytes.buffer);
  view.setFloat64(HEAD_BYTES + 8 * (STATE_NUMBERS + at), value, true);
  view.setUint32(8, crc32(bytes.subarray(HEAD_BYTES)), true);
  return bytes;
}

async function run(more: Partial<StreamOptions>, fed = rest) {
  const stream = await openStream({ source: rows(fed, { channels: 2 }), model, ...more });
  const [predictions, events, stats] = await Promise.all([
    lastValueFrom(stream.predictions$.pipe(toArray())),
    lastValueFrom(stream.events$.pipe(toArray())),
    lastValueFrom(stream.stats$),
  ]);
  return { predictions, events, stats };
}

const verdicts = (predictions: readonly Prediction[]) => predictions.map(({ scores, series }) => ({ scores, series }));

describe('a series whose state is not finite', () => {
  it.each([
    ['when it began', 1, Number.NaN],
    ['a unit', 2, Number.POSITIVE_INFINITY],
    ['the readout', 200, Number.NaN],
  ])('starts over within the row, and reports it: %s', async (_, at, value) => {
    const { predictions, events, stats } = await run({ snapshot: poisoned(value, at) });
    expect(stats.unhealthy).toBe(1);
    expect(events).toEqual([{ kind: 'unhealthy', reason: 'not-finite', endsAtMs: 60 * MINUTE }]);
    expect(predictions.map(({ index }) => index)).toEqual(rest.map((_, i) => 60 + i));
    expect(predictions[0]?.settled).toBe(false);
    expect([...(predictions[0]?.scores ?? [])]).toEqual([1, 0]);
    expect(predictions[0]?.series).toMatchObject({ severity: 0, onset: 0, alarm: false });
    // from there on it is a stream that starts with the next row
    expect(verdicts(predictions.slice(1))).toEqual(verdicts((await run({}, rest.slice(1))).predictions));
    expect(predictions.findIndex(({ settled }) => settled)).toBe(1 + 30);
  });

  it('continues from what the model has learnt, where it has', async () => {
    const ahead = { ...model, learnt: healthy };
    const { predictions, stats } = await run({ model: ahead, snapshot: poisoned(Number.NaN, 2) });
    expect(stats.unhealthy).toBe(1);
    const expected = await run({ model: ahead }, rest.slice(1));
    expect(verdicts(predictions.slice(1))).toEqual(verdicts(expected.predictions));
    expect(predictions[1]?.settled).toBe(true);
  });

  it("stays as it is with onUnhealthy: 'report', is counted with every row, and gives no verdicts", async () => {
    const snapshot = poisoned(Number.NaN, 2);
    const { predictions, events, stats } = await run({ snapshot, onUnhealthy: 'report' });
    expect(stats.unhealthy).toBe(rest.length);
    expect(events).toHaveLength(1);
    expect(predictions.every(({ scores, series }) => scores[0] === 1 && series?.severity === 0)).toBe(true);
  });

  it('is not found in a series that works', async () => {
    const { stats, events } = await run({ snapshot: healthy });
    expect([stats.unhealthy, events]).toEqual([0, []]);
  });
});

describe('any number of the state that is not finite', () => {
  it('leaves all verdicts finite, whether it is found or not', async () => {
    const state = new SeriesState(new SeriesProgram(Kernel.create(await readKernel()), model));
    const where = random(4);
    let found = 0;
    for (let i = 0; i < 100; i++) {
      state.restore(poisoned([Number.NaN, Number.POSITIVE_INFINITY][i % 2] as number, Math.floor(where() * numbers)));
      for (const { timeMs, values } of rest) {
        encodeRow(timeMs, values, state.input);
        stepRow(state);
        const [severity, onset, alarm] = state.features;
        expect([...state.scores, severity, onset, alarm].every(Number.isFinite)).toBe(true);
      }
      found += state.unhealthy;
    }
    expect(found).toBeGreaterThan(30);
  });
});
