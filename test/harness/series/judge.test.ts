// The counts of the benchmark, on a handful of rows that can be counted by hand.
import { describe, expect, it } from 'vitest';
import { f1, judge, rowsAbove } from '#src/harness/series/judge.js';
import { type LabelledWindow, windowsOf } from '#src/harness/series/labelled-series.js';

const STRICT = { graceRows: 0, recoveryRows: 0, holdRows: 1 } as const;

function series(rows: number, windows: readonly LabelledWindow[], judgedFrom = 0) {
  return { name: 's', channels: ['a'], timesMs: new Float64Array(rows), values: [], windows, judgedFrom };
}

function watched(rows: number, alarms: readonly number[], peak = 0) {
  const severity = new Float64Array(rows);
  severity[peak] = 5;
  return { severity, open: new Uint8Array(rows), alarms };
}

describe('judge()', () => {
  it('finds a window by its first alarm, tells the delay, and counts alarms outside as false', () => {
    const judged = judge(series(20, [{ from: 5, to: 9 }]), watched(20, [2, 7, 8, 12]), STRICT);
    expect(judged.windows).toEqual([{ delayRows: 2, alarms: 2 }]);
    expect(judged).toMatchObject({ falseAlarms: 2, normalRows: 15 });
    expect(judged.rows).toEqual({ hits: 2, falseRows: 2, misses: 3 });
    expect(f1(judged.rows)).toBeCloseTo(4 / 9, 12);
  });

  it('takes an alarm within the grace for one of the window, and none in the recovery for a false one', () => {
    const settings = { graceRows: 2, recoveryRows: 4, holdRows: 1 };
    const judged = judge(series(20, [{ from: 5, to: 5 }]), watched(20, [7, 9, 10]), settings);
    expect(judged.windows).toEqual([{ delayRows: 2, alarms: 1 }]);
    expect(judged).toMatchObject({ falseAlarms: 1, normalRows: 15 });
  });

  it('holds an alarm for as many rows as asked, to the end of the series', () => {
    const { rows } = judge(series(10, [{ from: 6, to: 8 }]), watched(10, [7]), { ...STRICT, holdRows: 400 });
    expect(rows).toEqual({ hits: 2, falseRows: 1, misses: 1 });
  });

  it('judges nothing before the first judged row', () => {
    const windows = [
      { from: 1, to: 2 },
      { from: 12, to: 13 },
    ];
    const judged = judge(series(20, windows, 10), watched(20, [1, 4]), STRICT);
    expect(judged.windows).toEqual([{ delayRows: null, alarms: 0 }]);
    expect(judged).toMatchObject({ falseAlarms: 0, normalRows: 8, rows: { hits: 0, falseRows: 0, misses: 2 } });
    expect(f1(judged.rows)).toBe(0);
  });

  it('takes the most severe row for right up to 100 rows from the window', () => {
    const at = (peak: number) =>
      judge(series(1000, [{ from: 500, to: 510 }]), watched(1000, [], peak), STRICT).peakRight;
    expect([399, 400, 505, 610, 611].map(at)).toEqual([false, true, true, true, false]);
  });
});

describe('rowsAbove()', () => {
  it('counts rows at or above a severity, from a row on', () => {
    expect(rowsAbove(Float64Array.of(3, 1, 2, 3), 1, 2)).toBe(2);
  });
});

describe('windowsOf()', () => {
  it('joins neighbours, up to the last row', () => {
    expect(windowsOf([0, 1, 1, 0, 1])).toEqual([
      { from: 1, to: 2 },
      { from: 4, to: 4 },
    ]);
    expect(windowsOf([])).toEqual([]);
  });
});
