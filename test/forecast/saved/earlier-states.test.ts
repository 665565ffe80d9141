// A state that was saved before goes on: its forecasts are those that the build of then made of the same rows.
import { describe, expect, it } from 'vitest';
import { SeriesProgram } from '#src/forecast/program.js';
import { seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { encodeRow } from '#src/series/rows.js';
import { before } from '../../support/before/fixture.js';
import { stepRow } from '../support.js';

/** Forecasts of both channels, and 2 where an alarm lasts, by the build that wrote the state. */
const FORECASTS = [
  [-10.173759460449219, 2.611783504486084, 2],
  [-11.054818153381348, 1.594361424446106, 2],
  [-10.50467586517334, 2.1086387634277344, 2],
  [-10.659651756286621, 2.3010222911834717, 2],
  [-10.771503448486328, 1.9518665075302124, 2],
];

describe('a state of version 4', () => {
  it('goes on with the forecasts that it made then, and its alarm lasts', async () => {
    const model = seriesModel({ channels: ['a', 'b'], hidden: 4, learnFor: 100 });
    const state = new SeriesProgram(Kernel.create(await readKernel()), model).createState();
    if (!('features' in state) || state.features === null) throw new Error('has no details');
    state.restore(before('series-4.snapshot'));
    const went = FORECASTS.map((_, i) => {
      const row = 700 + i;
      encodeRow(
        row * 60_000,
        [((row * 37) % 101) / 10 + 30, row % 9 === 0 ? Number.NaN : ((row * 53) % 89) / 20],
        state.input,
      );
      stepRow(state as Parameters<typeof stepRow>[0]);
      const details = state.features as Float32Array;
      return [details[3], details[4], details[2]];
    });
    expect(went).toEqual(FORECASTS);
    expect(state.index).toBe(704);
  });
});
