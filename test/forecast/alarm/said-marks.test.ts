// What an operator says of a stream's alarms: what it does to the monitor, and that the bits are the same wherever the
// stream goes on from.
import { beforeAll, describe, expect, it } from 'vitest';
import { unpackDetails } from '#src/forecast/details.js';
import { SeriesProgram } from '#src/forecast/program.js';
import { SeriesState } from '#src/forecast/state.js';
import type { Adapt } from '#src/model/adapt.js';
import type { AlarmMark } from '#src/model/alarm-mark.js';
import { seriesModel } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { encodeRow } from '#src/series/rows.js';
import { normal, stepRow } from '../support.js';

const MINUTE = 60_000;
const BREAKS = 700;
let module: WebAssembly.Module;

beforeAll(async () => {
  module = await readKernel();
});

/** Rows of two channels, of which the first is off by `off` from a row on. */
function rowsOf(count: number, off = (row: number) => (row >= BREAKS ? 12 : 0)): number[][] {
  const next = normal(9);
  return Array.from({ length: count }, (_, row) => [next() + off(row), next()]);
}

function stateOf(adapt: Adapt = 'never'): SeriesState {
  const model = seriesModel({ channels: ['pressure', 'flow'], learnFor: 300, adapt });
  return new SeriesState(new SeriesProgram(Kernel.create(module), model));
}

interface Told {
  readonly row: number;
  readonly open: boolean;
  readonly startsAtMs: number;
  readonly reason: string;
}

/** Steps the rows from `from` on, one a minute. */
function step(state: SeriesState, rows: readonly (readonly number[])[], from = 0, to = rows.length) {
  const told: Told[] = [];
  const bits: string[] = [];
  for (let row = from; row < to; row++) {
    encodeRow(row * MINUTE, rows[row] as number[], state.input);
    stepRow(state);
    bits.push(Buffer.from(Float32Array.of(...state.scores, ...state.features).buffer).toString('hex'));
    if (state.fired === null) continue;
    const { open, startsAtMs, reason } = state.fired;
    told.push({ row, open, startsAtMs, reason });
  }
  return { told, bits };
}

function say(state: SeriesState, marks: readonly AlarmMark[]): void {
  state.setDetector({ ...state.program.model.detector, marks });
}

const MEANT = { channel: 'pressure', startsAtMs: BREAKS * MINUTE };

describe('an alarm that is called normal', () => {
  it('ends with the row from which that counts, is learnt from, and does not begin again', () => {
    const rows = rowsOf(2500);
    const silent = stateOf();
    expect(step(silent, rows).told.filter(({ open }) => !open && BREAKS > 0)).toEqual([]);
    const state = stateOf();
    step(state, rows, 0, BREAKS + 100);
    say(state, [{ kind: 'normal', ...MEANT, row: BREAKS + 150 }]);
    const { told } = step(state, rows, BREAKS + 100);
    expect(told[0]).toMatchObject({ row: BREAKS + 150, open: false, startsAtMs: MEANT.startsAtMs });
    expect(told.slice(1).filter(({ row }) => row < BREAKS + 500)).toEqual([]);
    const { forecast } = unpackDetails(0, state.features);
    expect(Math.abs((forecast[0] as number) - 12)).toBeLessThan(3);
  });

  it('gives the same bits to a stream that goes on from a state of before', () => {
    const rows = rowsOf(1200);
    const marks: AlarmMark[] = [
      { kind: 'acknowledged', ...MEANT, row: BREAKS + 40 },
      { kind: 'normal', ...MEANT, row: BREAKS + 90 },
    ];
    const live = stateOf('when acknowledged');
    const first = step(live, rows, 0, BREAKS + 40);
    const snapshot = live.snapshot();
    say(live, marks.slice(0, 1));
    const second = step(live, rows, BREAKS + 40, BREAKS + 90);
    const between = live.snapshot();
    say(live, marks);
    const third = step(live, rows, BREAKS + 90);
    for (const [state, from] of [
      [null, 0],
      [snapshot, BREAKS + 40],
      [between, BREAKS + 90],
    ] as const) {
      const again = stateOf('when acknowledged');
      if (state !== null) again.restore(state);
      say(again, marks);
      const { bits } = step(again, rows, from);
      expect(bits).toEqual([...first.bits, ...second.bits, ...third.bits].slice(from));
    }
    expect(third.told).toMatchObject([{ row: BREAKS + 90, open: false }]);
  });

  it('is left as it is by marks of an alarm that is over, of another one, and of no channel', () => {
    const rows = rowsOf(1000);
    const marks: AlarmMark[] = [
      { kind: 'normal', channel: 'pressure', startsAtMs: 5, row: 800 },
      { kind: 'normal', channel: 'flow', startsAtMs: MEANT.startsAtMs, row: 800 },
      { kind: 'acknowledged', channel: 'none', startsAtMs: MEANT.startsAtMs, row: 800 },
    ];
    const state = stateOf();
    say(state, marks);
    expect(step(state, rows).bits).toEqual(step(stateOf(), rows).bits);
  });
});

describe("with adapt: 'when acknowledged'", () => {
  it('a fault is learnt only from the row on from which it is acknowledged', () => {
    const rows = rowsOf(4000);
    const left = stateOf('when acknowledged');
    expect(step(left, rows).told.filter(({ open }) => !open)).toEqual([]);
    const state = stateOf('when acknowledged');
    say(state, [{ kind: 'acknowledged', ...MEANT, row: 1000 }]);
    const ends = step(state, rows).told.filter(({ open }) => !open);
    expect(ends).toMatchObject([{ startsAtMs: MEANT.startsAtMs }]);
    expect(ends[0]?.row).toBeGreaterThan(1000);
  });
});

describe('a kind of alarms that is normal', () => {
  const off = (row: number) => (row % 600 >= 100 && row % 600 < 130 && row > 650 ? 12 : 0);
  const kind = { kind: 'always-normal', channel: 'pressure', side: 1, within: 20, severity: 100 } as const;

  it('is told no more, from its row on and up to the row where that ends', () => {
    const rows = rowsOf(3000, off);
    const begun = step(stateOf(), rows).told.filter(({ open }) => open);
    expect(begun.map(({ row }) => row)).toEqual([700, 1300, 1900, 2500]);
    const reason = begun[0]?.reason ?? '';
    const begins = (marks: AlarmMark[]) => {
      const state = stateOf();
      say(state, marks);
      const { told } = step(state, rows, 0, 2000);
      return told.filter(({ open }) => open).map(({ row }) => row);
    };
    expect(begins([{ ...kind, reason, row: 800 }])).toEqual([700]);
    expect(begins([{ ...kind, reason, row: 650 }])).toEqual([]);
    expect(begins([{ ...kind, reason, row: 650, untilRow: 690 }])).toEqual(begins([]));
  });

  it('is not what is on the other side, farther away, of another reason or on another channel', () => {
    const rows = rowsOf(1000, off);
    const reason = step(stateOf(), rows).told[0]?.reason ?? '';
    const others = [
      { ...kind, reason, side: -1 },
      { ...kind, reason, within: 5 },
      { ...kind, reason: 'stuck' },
      { ...kind, reason, channel: 'flow' },
    ] as const;
    for (const other of others) {
      const state = stateOf();
      say(state, [{ ...other, row: 0 }]);
      expect(step(state, rows).told[0]).toMatchObject({ row: 700, open: true });
    }
    const state = stateOf();
    say(state, [{ ...kind, reason, side: 0 }]);
    expect(step(state, rows).told).toEqual([]);
  });
});
