// How high a number must be to be an alarm, by the numbers of normal rows.
import { describe, expect, it } from 'vitest';
import { PeakBar } from '#src/forecast/alarm/peak-bar.js';
import { random } from '../../support/random.js';

const RATE = 1e-4;

/** The bar after each so many rows of exponential noise. */
function barsOf(rows: readonly number[], heavy = false): number[] {
  const bar = new PeakBar(25, heavy, new Float64Array(PeakBar.NUMBERS));
  const next = random(3);
  const bars: number[] = [];
  for (let row = 1; row <= Math.max(...rows); row++) {
    bar.add(-Math.log(1 - next()));
    if (rows.includes(row)) bars.push(bar.above(RATE));
  }
  return bars;
}

describe('PeakBar.above()', () => {
  it('is out of reach before there are six blocks', () => {
    expect(barsOf([149])).toEqual([Number.POSITIVE_INFINITY]);
    expect(barsOf([150])[0]).toBeLessThan(100);
  });

  it('comes down to what one row in so many reaches, as more rows are known', () => {
    const [early, later, last] = barsOf([200, 2000, 100_000]) as [number, number, number];
    expect(early).toBeGreaterThan(later);
    expect(last).toBeGreaterThan(-Math.log(RATE) - 1);
    expect(last).toBeLessThan(-Math.log(RATE) + 2);
  });

  it('is higher where the tail may be a heavy one', () => {
    expect(barsOf([2000], true)[0]).toBeGreaterThan(barsOf([2000])[0] as number);
  });

  it('rises by what turned out to be no alarm', () => {
    const bar = new PeakBar(25, true, new Float64Array(PeakBar.NUMBERS));
    const next = random(5);
    for (let row = 0; row < 1000; row++) bar.add(next());
    const before = bar.above(RATE);
    for (let i = 0; i < 5; i++) {
      bar.raise(bar.above(RATE));
      for (let row = 0; row < 25; row++) bar.add(next());
    }
    expect(bar.above(RATE)).toBeGreaterThan(1.2 * before);
  });
});
