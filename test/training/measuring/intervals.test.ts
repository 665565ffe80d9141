import { describe, expect, it } from 'vitest';
import { countInterval, shareInterval } from '#src/training/measuring/intervals.js';

describe('shareInterval()', () => {
  // scipy.stats.binomtest(count, of).proportion_ci(method='exact')
  it.each([
    [0, 13, 0, 0.2470527],
    [1, 20, 0.00126509, 0.2487328],
    [5, 100, 0.01643188, 0.1128349],
    [50, 100, 0.3983211, 0.6016789],
    [13, 13, 0.7529473, 1],
    [40, 1330, 0.02157124, 0.0407303],
  ])('of %i in %i is the exact one of the binomial distribution', (count, of, low, high) => {
    const found = shareInterval(count, of);
    expect(found.low).toBeCloseTo(low, 6);
    expect(found.high).toBeCloseTo(high, 6);
  });

  it('of nothing says nothing', () => {
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});

describe('countInterval()', () => {
  // Garwood 1936, and scipy.stats.chi2.ppf(0.025, 2 k) / 2, chi2.ppf(0.975, 2 k + 2) / 2
  it.each([
    [0, 0, 3.688879],
    [1, 0.0253178, 5.571643],
    [3, 0.6186721, 8.767273],
    [10, 4.795389, 18.39036],
    [242, 212.46803, 274.48866],
  ])('of %i is the exact one of the Poisson distribution', (count, low, high) => {
    const found = countInterval(count);
    expect(found.low).toBeCloseTo(low, 3);
    expect(found.high).toBeCloseTo(high, 3);
  });
});
