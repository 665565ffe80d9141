// The made-up series: equal for equal seeds, equal to their normal twin up to the anomaly, and other within it.
import { describe, expect, it } from 'vitest';
import { makeSeries } from '#src/harness/series/generate.js';
import { ANOMALY_NAMES, SERIES_KIND_NAMES, SERIES_KINDS } from '#src/harness/series/kinds.js';
import type { LabelledSeries, LabelledWindow } from '#src/harness/series/labelled-series.js';

const COMMON = { seed: 5, rows: 3000, stepMs: 300_000, judgedFrom: 500 } as const;
const DAY_ROWS = 288;

const pairs = SERIES_KIND_NAMES.flatMap((kind) => SERIES_KINDS[kind].anomalies.map((anomaly) => ({ kind, anomaly })));

describe('makeSeries()', () => {
  it('knows at least 50 kinds of normal series', () => {
    expect(SERIES_KIND_NAMES.length).toBeGreaterThanOrEqual(50);
  });

  it('makes the same series from the same seed, and another one from another seed or copy', () => {
    for (const kind of SERIES_KIND_NAMES) {
      const values = (seed: number, copy: number) => makeSeries({ ...COMMON, kind, seed, copy }).values;
      expect(values(5, 0), kind).toEqual(values(5, 0));
      expect(values(5, 1), kind).not.toEqual(values(5, 0));
      expect(values(6, 0), kind).not.toEqual(values(5, 0));
    }
  });

  it('makes finite values of every kind, without a window where nothing is wrong', () => {
    for (const kind of SERIES_KIND_NAMES) {
      const { values, timesMs, windows, channels } = makeSeries({ ...COMMON, kind, copy: 0 });
      expect(windows).toEqual([]);
      expect(values).toHaveLength(channels.length);
      for (const channel of values) expect(channel.length === 3000 && channel.every(isAllowed(kind)), kind).toBe(true);
      if (kind === 'irregular')
        expect(timesMs.every((timeMs, row) => row === 0 || timeMs > (timesMs[row - 1] as number))).toBe(true);
      else expect((timesMs[1] as number) - (timesMs[0] as number)).toBe(300_000);
    }
  });

  it('has every anomaly in some kind of series', () => {
    expect([...new Set(pairs.map(({ anomaly }) => anomaly))].sort()).toEqual([...ANOMALY_NAMES].sort());
  });

  for (const { kind, anomaly } of pairs) {
    it(`puts ${anomaly} into ${kind} from the first row of its window on`, () => {
      for (let copy = 0; copy < 3; copy++) {
        const normal = makeSeries({ ...COMMON, kind, copy });
        const wrong = makeSeries({ ...COMMON, kind, copy, anomaly });
        const [window] = wrong.windows;
        if (window === undefined) throw new Error('no window');
        expect(window.from).toBeGreaterThanOrEqual(1500);
        expect(window.to).toBeGreaterThanOrEqual(window.from);
        expect(window.to).toBeLessThan(3000);
        const rows = changedRows(normal, wrong);
        expect(rows[0]).toBe(window.from);
        // What lasts on afterwards: a counter's sum, a value that is held, and a period that went on from elsewhere.
        if (['counter', 'on-change', 'seldom'].includes(kind) || anomaly === 'period') continue;
        expect(rows.at(-1)).toBeLessThanOrEqual(window.to);
      }
    });
  }

  it('leaks 1 % of the range a day in noise of 2 %', () => {
    const [normal, wrong] = twins('constant', 'leak');
    const range = rangeOf(normal);
    const apart = difference(normal, wrong);
    const from = wrong.windows[0]?.from as number;
    const day = (apart[from + DAY_ROWS] as number) - (apart[from] as number);
    expect(Math.abs(day) / range).toBeCloseTo(0.01, 6);
    expect(wrong.windows[0]?.to).toBe(2999);
  });

  it('breaks the relation between channels with values that are usual for the channel alone', () => {
    const copies = [0, 1, 2, 3, 4, 5, 6, 7].map((copy) => twins('correlated', 'relation', copy));
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(copies.map(([normal, wrong]) => linked(normal, wrong)))).toBeGreaterThan(0.8);
    expect(Math.abs(mean(copies.map(([, wrong]) => linked(wrong, wrong))))).toBeLessThan(0.3);
    for (const [normal, wrong] of copies) {
      expect(wrong.values[0]).toEqual(normal.values[0]);
      expect(wrong.values[2]).toEqual(normal.values[2]);
    }
  });

  it('refuses fewer rows than five days', () => {
    expect(() => makeSeries({ ...COMMON, kind: 'day', copy: 0, rows: 1439 })).toThrow(
      new RangeError('Cannot make series: 5 days at one row every 300 s are 1440 rows: received 1439'),
    );
  });

  it('finds room for every anomaly in five days', () => {
    for (const { kind, anomaly } of pairs) {
      const { windows } = makeSeries({ ...COMMON, kind, anomaly, copy: 1, rows: 1440 });
      expect(windows, `${anomaly} in ${kind}`).toHaveLength(1);
    }
  });
});

function twins(
  kind: 'constant' | 'correlated',
  anomaly: 'leak' | 'relation',
  copy = 0,
): [LabelledSeries, LabelledSeries] {
  const request = { ...COMMON, kind, copy };
  return [makeSeries(request), makeSeries({ ...request, anomaly })];
}

/** How much the first two channels go together in the window of `labelled`. */
function linked(series: LabelledSeries, { windows }: LabelledSeries): number {
  const { from, to } = windows[0] as LabelledWindow;
  const [a, b] = series.values.map((each) => each.slice(from, to + 1));
  return correlation(a as Float64Array, b as Float64Array);
}

/** Sensors that give no value now and then. */
function isAllowed(kind: string): (value: number) => boolean {
  const silent = kind === 'missing' || kind === 'gaps';
  return (value) => Number.isFinite(value) || (silent && Number.isNaN(value));
}

function changedRows(a: LabelledSeries, b: LabelledSeries): number[] {
  const rows: number[] = [];
  for (let row = 0; row < a.timesMs.length; row++) {
    if (a.values.some((channel, c) => !Object.is(channel[row], b.values[c]?.[row]))) rows.push(row);
  }
  return rows;
}

function difference(a: LabelledSeries, b: LabelledSeries): Float64Array {
  return (b.values[0] as Float64Array).map((value, row) => value - (a.values[0]?.[row] as number));
}

/** Of a constant series: 50 times the deviation of its noise, which is 2 % of the range. But exactly: from its scale. */
function rangeOf(series: LabelledSeries): number {
  // A spike is 0.3 + 10 * 0.02 of the range.
  const spiked = makeSeries({ ...COMMON, kind: 'constant', copy: 0, anomaly: 'spike' });
  const row = spiked.windows[0]?.from as number;
  const range = Math.abs(difference(series, spiked)[row] as number) / 0.5;
  const values = series.values[0] as Float64Array;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  expect(spread / range).toBeCloseTo(0.02, 2);
  return range;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  const product = (x: Float64Array, y: Float64Array, mx: number, my: number) =>
    x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] as number) - my), 0);
  return product(a, b, meanA, meanB) / Math.sqrt(product(a, a, meanA, meanA) * product(b, b, meanB, meanB));
}
