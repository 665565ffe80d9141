// A channel's course of the day.
import { describe, expect, it } from 'vitest';
import { DayProfile } from '#src/forecast/day-profile.js';

const HOUR = 3_600_000;

describe('DayProfile', () => {
  it.each([[[2]], [[2, -1]], [[3, 3, 3, 3]], [[0.5, -2, 1, 3.5, 0]]])(
    'measures by the mean and variance of an hour and of three values of the whole channel: %j',
    (values) => {
      const day = new DayProfile(new Float64Array(DayProfile.NUMBERS));
      for (const value of values) day.learn(5 * HOUR, value);
      const count = values.length + 3;
      const mean = values.reduce((sum, value) => sum + value, 0) / count;
      const squares = values.reduce((sum, value) => sum + value * value, 3) / count;
      expect(day.apart(5 * HOUR, 1)).toBeCloseTo((1 - mean) / Math.sqrt(squares - mean * mean), 12);
    },
  );

  it('finds a value that is usual, but not at this hour', () => {
    const day = new DayProfile(new Float64Array(DayProfile.NUMBERS));
    const at = (i: number) => (i * HOUR) / 12;
    for (let i = 0; i < 288 * 10; i++) day.learn(at(i), i % 288 < 144 ? 1 : -1);
    expect(Math.abs(day.apart(at(72), 1))).toBeLessThan(1);
    expect(day.apart(at(72), -1)).toBeLessThan(-5);
    expect(day.apart(at(216), 1)).toBeGreaterThan(5);
  });

  it('takes times before 1970', () => {
    const day = new DayProfile(new Float64Array(DayProfile.NUMBERS));
    for (let i = 0; i < 50; i++) day.learn(-i * HOUR, 1);
    expect(Number.isFinite(day.apart(-HOUR / 7, 1))).toBe(true);
  });
});
