import { build } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';
import { Histogram } from '#src/observable/histogram.js';
import { random } from '../support/random.js';

/** From a microsecond to minutes, every octave as often as the next. */
function latencies(count: number, seed: number): number[] {
  const next = random(seed);
  return Array.from({ length: count }, () => 0.001 * 2 ** (26 * next()));
}

function recorded(values: readonly number[], bits?: number): Histogram {
  const histogram = new Histogram(bits);
  for (const ms of values) histogram.record(ms);
  return histogram;
}

const SHARES = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 0.999, 1];

describe('Histogram', () => {
  it.each([
    [5, 1 / 32],
    [8, 1 / 256],
  ])('with %d bits gives what sorted values give, at most a %d-th above it', (bits, most) => {
    for (const count of [1, 2, 7, 1000, 50_000]) {
      const values = latencies(count, count);
      const sorted = Float64Array.from(values).sort();
      const histogram = recorded(values, bits);
      for (const share of SHARES) {
        const exact = sorted[Math.max(0, Math.ceil(share * count) - 1)] as number;
        expect(histogram.quantile(share)).toBeGreaterThanOrEqual(exact);
        expect(histogram.quantile(share)).toBeLessThanOrEqual(exact * (1 + most) + 1e-12);
      }
      expect(histogram.worstMs).toBe(sorted.at(-1));
      expect(histogram.count).toBe(count);
    }
  });

  it('agrees with HdrHistogram to the precision of both', () => {
    const values = latencies(20_000, 3);
    const theirs = build({ lowestDiscernibleValue: 1, highestTrackableValue: 1e12, numberOfSignificantValueDigits: 4 });
    for (const ms of values) theirs.recordValue(Math.round(ms * 1e6));
    const { p50Ms, p90Ms, p99Ms, p999Ms } = recorded(values, 8).percentiles();
    [50, 90, 99, 99.9].forEach((percent, i) => {
      const ours = [p50Ms, p90Ms, p99Ms, p999Ms][i] as number;
      expect(ours / (theirs.getValueAtPercentile(percent) / 1e6)).toBeGreaterThan(0.999);
      expect(ours / (theirs.getValueAtPercentile(percent) / 1e6)).toBeLessThan(1.005);
    });
  });

  it('is 0 before the first value, leaves out what is no number, takes what is below 0 as 0', () => {
    const histogram = recorded([Number.NaN]);
    expect(histogram.percentiles()).toEqual({ p50Ms: 0, p90Ms: 0, p99Ms: 0, p999Ms: 0, worstMs: 0, count: 0 });
    histogram.record(-3);
    expect(histogram.percentiles()).toMatchObject({ p50Ms: 0, worstMs: 0, count: 1 });
  });

  it('tells the worst exactly, even where it is beyond the last bucket', () => {
    const histogram = recorded([1, 10 ** 7, Number.POSITIVE_INFINITY]);
    expect(histogram.worstMs).toBe(Number.POSITIVE_INFINITY);
    expect(recorded([1, 10 ** 7]).percentiles()).toMatchObject({ p99Ms: 10 ** 7, worstMs: 10 ** 7 });
  });
});
