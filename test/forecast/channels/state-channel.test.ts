// Channels of states in a monitor: which states, changes and times are alarms, and which are not.
import { beforeAll, describe, expect, it } from 'vitest';
import type { SeriesDetected } from '#src/forecast/detected.js';
import { SeriesProgram } from '#src/forecast/program.js';
import { SeriesState } from '#src/forecast/state.js';
import type { SeriesModelOptions } from '#src/index.js';
import { seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { encodeRow } from '#src/series/rows.js';
import { random as seeded } from '../../support/random.js';
import { normal, stepRow } from '../support.js';

const MINUTE = 60_000;
let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

type Channels = SeriesModelOptions['channels'];

function stateOf(channels: Channels): SeriesState {
  return new SeriesState(new SeriesProgram(Kernel.create(module), seriesModel({ channels })));
}

interface Told {
  readonly row: number;
  readonly alarm: SeriesDetected;
}

/** Steps rows of the times that `timeOf` says. Returns what began or ended. */
function step(state: SeriesState, rows: Iterable<readonly number[]>, timeOf = (i: number) => i * MINUTE): Told[] {
  const told: Told[] = [];
  let row = 0;
  for (const values of rows) {
    encodeRow(timeOf(row), values, state.input);
    stepRow(state);
    if (state.fired !== null) told.push({ row, alarm: { ...state.fired } });
    row++;
  }
  return told;
}

/** A door: open for 1 to 5 rows, closed for 5 to 60. */
function door(count: number, seed: number): number[] {
  const random = seeded(seed);
  const values: number[] = [];
  while (values.length < count) {
    for (let i = 5 + Math.floor(55 * random()); i > 0; i--) values.push(0);
    for (let i = 1 + Math.floor(4 * random()); i > 0; i--) values.push(1);
  }
  return values.slice(0, count);
}

const DOOR = { name: 'door', kind: 'state', states: ['closed', 'open'] } as const;

describe('a channel of states', () => {
  it('raises at most one alarm in 10,000 rows of a door that people use', () => {
    for (const seed of [1, 2, 3]) {
      const told = step(
        stateOf([DOOR]),
        door(20_000, seed).map((value) => [value]),
      );
      expect(told.filter(({ alarm }) => alarm.open).length).toBeLessThanOrEqual(2);
    }
  });

  it('tells a door that is left open, and its end', () => {
    const values = door(6000, 4);
    values.push(...new Array(60).fill(1), ...new Array(100).fill(0));
    const told = step(
      stateOf([DOOR]),
      values.map((value) => [value]),
    ).filter(({ row }) => row >= 6000);
    expect(told.map(({ alarm }) => alarm.open)).toEqual([true, false]);
    const { alarm, row } = told[0] as Told;
    expect(row).toBeLessThan(6060);
    expect(alarm).toMatchObject({ reason: 'duration', why: 'door is open for longer than ever before', value: 1 });
  });

  it('tells a state that never was, for as long as it lasts', () => {
    const names = ['idle', 'heat', 'cool'];
    const random = seeded(3);
    const mode = { name: 'mode', kind: 'state' } as const;
    let now = 0;
    const usual = Array.from({ length: 5000 }, () => {
      if (random() < 0.1) now = Math.floor(names.length * random());
      return [now];
    });
    const told = step(stateOf([mode]), [...usual, ...new Array(100).fill([7]), ...usual.slice(0, 100)]);
    expect(told.map(({ row, alarm }) => [alarm.open, row >= 5100])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(told[0]).toMatchObject({ row: 5000, alarm: { reason: 'state', value: 7 } });
    expect(told[0]?.alarm.why).toMatch(/^mode is 7, which it seldom or never was after [012]$/);
  });

  it('takes a set point that people change for normal, and a value that is listed from the start', () => {
    const random = seeded(8);
    const setPoint = { name: 'set point', kind: 'state', unit: '°C', states: ['18', '21.5', '60'] } as const;
    let now = 18;
    const rows = Array.from({ length: 8000 }, () => {
      if (random() < 0.002) now = now === 18 ? 21.5 : 18;
      return [now];
    });
    expect(step(stateOf([setPoint]), [...rows, ...new Array(200).fill([60])])).toEqual([]);
  });

  it('holds the last state where a row has none, and takes a missing stretch for no long time', () => {
    const values = door(6000, 6);
    const gappy = values.map((value, i) => [i > 0 && value === values[i - 1] ? Number.NaN : value]);
    const dayLater = (i: number) => i * MINUTE + (i >= 4000 ? 86_400_000 : 0);
    const told = step(stateOf([DOOR]), gappy, dayLater);
    expect(told.filter(({ alarm }) => alarm.open).length).toBeLessThanOrEqual(1);
  });

  it('helps to forecast the other channels: a flow that follows a valve is no alarm', () => {
    const valve = door(8000, 9).map((value) => 1 - value);
    const random = normal(11);
    const rows = valve.map((open) => [open, 20 * open + 0.5 * random()]);
    const channels = [{ name: 'valve', kind: 'state' }, 'flow'] as const;
    const told = step(stateOf(channels), rows);
    expect(told.filter(({ alarm, row }) => alarm.open && row > 2000).length).toBeLessThanOrEqual(1);
  });

  it('gives the same bits after it was saved in the middle', () => {
    const rows = door(3000, 12).map((value) => [value]);
    const whole = stateOf([DOOR]);
    const first = stateOf([DOOR]);
    const second = stateOf([DOOR]);
    step(whole, rows);
    step(first, rows.slice(0, 1500));
    second.restore(first.snapshot());
    step(second, rows.slice(1500), (i) => (i + 1500) * MINUTE);
    expect(second.snapshot()).toEqual(whole.snapshot());
  });
});

describe('limits', () => {
  const pressure = { name: 'pressure', unit: 'bar', min: 0, max: 10 } as const;

  it('raise an alarm of their own at once, also while is only learnt', () => {
    const random = normal(2);
    const rows = Array.from({ length: 100 }, (_, i) => [i >= 50 && i < 60 ? 12 : 5 + random()]);
    const told = step(stateOf([pressure]), rows);
    expect(told.map(({ alarm }) => alarm.open)).toEqual([true, false]);
    expect(told[0]).toMatchObject({
      row: 50,
      alarm: { reason: 'limit', why: 'pressure is 12 bar, above its max of 10 bar', value: 12, expected: 10 },
    });
  });

  it('are no level that was called normal, and a limit that was is no level', () => {
    const random = normal(2);
    const rows = Array.from({ length: 100 }, (_, i) => [i >= 50 && i < 60 ? 12 : 5 + random()]);
    const said = { kind: 'always-normal', channel: 'pressure', side: 1, within: 20, severity: 100 } as const;
    const begins = (reason: string) => {
      const state = stateOf([pressure]);
      state.setDetector({ ...state.program.model.detector, marks: [{ ...said, reason }] });
      return step(state, rows).map(({ row }) => row)[0];
    };
    expect([begins('level'), begins('limit')]).toEqual([50, undefined]);
  });

  it('keep what is outside from being learnt', () => {
    const random = normal(4);
    const noise = Array.from({ length: 1000 }, () => [5 + 0.1 * random()]);
    const spoilt = noise.map((row, i) => (i === 100 ? [-9999] : row));
    const state = stateOf([pressure]);
    step(state, [...spoilt, ...noise.slice(0, 1)]);
    expect(state.features[3]).toBeCloseTo(5, 0); // the forecast
    expect(state.features[4]).toBeLessThan(0.3); // and its spread
  });
});

describe('a counter', () => {
  const energy = { name: 'energy', kind: 'counter', unit: 'kWh' } as const;

  /** About 3 kW with noise, a row a minute; the meter restarts at 0 every 1000 rows. */
  function meter(count: number, watts = (_: number) => 3): number[][] {
    const random = seeded(7);
    let value = 500;
    return Array.from({ length: count }, (_, i) => {
      value = i % 1000 === 999 ? 0 : value + (watts(i) * (0.8 + 0.4 * random())) / 60;
      return [value];
    });
  }

  it('is watched as a rate: restarts are no alarm', () => {
    const told = step(stateOf([energy]), meter(10_000));
    const near = told.filter(({ row, alarm }) => alarm.open && (row + 1) % 1000 < 20);
    expect(near).toEqual([]);
    expect(told.filter(({ alarm }) => alarm.open).length).toBeLessThanOrEqual(3);
  });

  it('tells doubled consumption, in its unit an hour', () => {
    const told = step(
      stateOf([energy]),
      meter(5500, (i) => (i >= 5000 ? 6 : 3)),
    ).filter(({ row }) => row >= 5000);
    expect(told[0]?.row).toBeLessThan(5010);
    expect(told[0]?.alarm.why).toMatch(/^the rate of energy .* kWh\/h, .* above the expected [23].* kWh\/h$/);
  });
});

describe('descriptions that say nothing more than names', () => {
  it('give the same bits as the names', () => {
    const random = normal(1);
    const rows = Array.from({ length: 600 }, () => [random(), 40 + random()]);
    const [named, described] = [
      stateOf(['a', 'b']),
      stateOf([
        { name: 'a', kind: 'gauge', unit: 'bar' },
        { name: 'b', max: 99 },
      ]),
    ];
    step(named, rows);
    step(described, rows);
    expect(described.snapshot()).toEqual(named.snapshot());
  });
});
