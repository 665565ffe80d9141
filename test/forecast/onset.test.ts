// Which rows are reported.
import { describe, expect, it } from 'vitest';
import { Onset } from '#src/forecast/onset.js';

describe('Onset', () => {
  const onsetOf = (channels: number, threshold = 2) =>
    new Onset({ grave: 2, stretch: 5, most: 100 }, threshold, new Float64Array(Onset.numbers(channels)));
  const report = (onset: Onset, severities: readonly number[], channel = 0) =>
    severities.map((severity) => onset.of(severity, channel, true));

  it('reports an anomaly once, and again only if it is more severe by the margin, or after the stretch', () => {
    const reported = report(onsetOf(1), [1, 1.5, 4, 4, 4.5, 6, 6, 0, 0, 0, 0, 6, 6]);
    expect(reported).toEqual([1, 1.5, 4, 0, 0, 6, 0, 0, 0, 0, 0, 6, 0]);
  });

  it('suppresses no alarm because of a row that raised none', () => {
    expect(report(onsetOf(1, 3), [2.9, 2.95, 3.4, 3.5, 2.5])).toEqual([2.9, 0, 3.4, 0, 0]);
  });

  it('reports the highest severity once, however severe the row before was', () => {
    expect(report(onsetOf(1), [90, 99, 100, 100, 99])).toEqual([90, 0, 100, 0, 0]);
  });

  it('suppresses each channel by itself, and counts the rows of all', () => {
    const onset = onsetOf(3);
    expect(report(onset, [13, 13], 0)).toEqual([13, 0]);
    expect(report(onset, [4, 4], 2)).toEqual([4, 0]);
    expect(report(onset, [13, 13, 13], 0)).toEqual([0, 0, 13]);
    expect(report(onset, [4, 4], 2)).toEqual([0, 4]);
  });

  it('suppresses nothing after clear()', () => {
    const onset = onsetOf(2);
    expect(report(onset, [13, 13], 1)).toEqual([13, 0]);
    onset.clear();
    expect(report(onset, [4], 1)).toEqual([4]);
  });
});
