// A counter becomes a rate an hour, over resets, over wraps, and where it counts in coarse steps.
import { describe, expect, it } from 'vitest';
import { CounterRate } from '#src/forecast/channels/counter-rate.js';
import { random as seeded } from '../../support/random.js';

const MINUTE = 60_000;

function rateOf(min?: number, max?: number): CounterRate {
  return new CounterRate(new Float64Array(CounterRate.NUMBERS), min, max ?? null);
}

/** One value a minute. */
function rates(counter: CounterRate, values: readonly number[]): number[] {
  return values.map((value, i) => counter.take(i * MINUTE, value));
}

describe('CounterRate.take()', () => {
  it('gives what the counter grows by in an hour, and nothing for the first row', () => {
    expect(rates(rateOf(), [100, 101, 103, 103.5])).toEqual([Number.NaN, 60, 120, 30]);
  });

  it('takes a restart at 0 for no growth', () => {
    expect(rates(rateOf(), [9000, 9010, 4, 14])).toEqual([Number.NaN, 600, Number.NaN, 600]);
  });

  it('goes on where a counter of 32 bits is full, whatever came before', () => {
    const from = 2 ** 32 - 3 * 4096;
    const counted = Array.from({ length: 8 }, (_, i) => (from + i * 4096) % 2 ** 32);
    expect(rates(rateOf(), counted).slice(1)).toEqual(new Array(7).fill(4096 * 60));
  });

  it('goes on where a counter begins again at the limit of its description', () => {
    expect(rates(rateOf(0, 1000), [970, 980, 990, 0, 10]).slice(1)).toEqual(new Array(4).fill(600));
  });

  it('does not take a small step back for a turn of the counter', () => {
    expect(rates(rateOf(0, 1000), [500, 510, 509, 519])).toEqual([Number.NaN, 600, Number.NaN, 600]);
  });

  it('says nothing of a row without a value, and spreads the growth over the time', () => {
    expect(rates(rateOf(), [10, 11, Number.NaN, 13])).toEqual([Number.NaN, 60, Number.NaN, 60]);
  });

  it('gives no rate for a second row of the same moment or an older one', () => {
    const counter = rateOf();
    counter.take(0, 1);
    expect(counter.take(0, 5)).toBeNaN();
    expect(counter.take(-MINUTE, 6)).toBeNaN();
    expect(counter.take(MINUTE, 7)).toBe(360);
  });

  it('gives steady rates for a meter of whole kWh that moves every eighth minute', () => {
    const random = seeded(5);
    let energy = 40_000;
    const values = Array.from({ length: 2000 }, () => {
      energy += (0.9 + 0.2 * random()) / 8;
      return Math.floor(energy);
    });
    const settled = rates(rateOf(), values).slice(500);
    const there = settled.filter((rate) => !Number.isNaN(rate));
    expect(there.length).toBeGreaterThan(40);
    const mean = there.reduce((sum, rate) => sum + rate, 0) / there.length;
    expect(mean).toBeCloseTo(7.5, 0);
    expect(there.filter((rate) => Math.abs(rate - mean) > 0.4 * mean)).toEqual([]);
  });

  it('says at once that a counter which moves in every row has stopped', () => {
    const values = Array.from({ length: 100 }, (_, i) => 10 * Math.min(i, 90));
    expect(rates(rateOf(), values).slice(90, 93)).toEqual([600, 0, 0]);
  });
});
