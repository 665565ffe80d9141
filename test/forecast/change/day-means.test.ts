// Means of about a day, one a day, in which what repeats cancels out.
import { describe, expect, it } from 'vitest';
import { DayMeans } from '#src/forecast/change/day-means.js';
import { random } from '../../support/random.js';

const DAY = 86_400_000;
const EACH = 288;

function meansOf(value: (day: number) => number, days = 20, there: (day: number) => boolean = () => true) {
  const means = new DayMeans(new Float64Array(DayMeans.NUMBERS));
  const all: { day: number; mean: number }[] = [];
  for (let row = 0; row < days * EACH; row++) {
    const day = row / EACH;
    if (there(day) && means.step(day * DAY, value(day))) all.push({ day: means.day, mean: means.mean });
  }
  return all;
}

describe('DayMeans', () => {
  it('gives one mean a day from the third on, by the number of its first day', () => {
    expect(meansOf(() => 5).map(({ day }) => day)).toEqual(Array.from({ length: 18 }, (_, i) => i));
  });

  it('cancels out the course of the day, and waves that do not go into a day', () => {
    const wave = (rows: number) => (day: number) => 5 + Math.sin((2 * Math.PI * day * EACH) / rows);
    for (const rows of [288, 144, 96, 61, 37]) {
      for (const { mean } of meansOf(wave(rows))) expect(Math.abs(mean - 5)).toBeLessThan(0.005);
    }
  });

  it('follows a level that rises, a day later', () => {
    for (const { day, mean } of meansOf((at) => 0.01 * at)) expect(mean).toBeCloseTo(0.01 * (day + 1), 3);
  });

  it('leaves out days beside a gap', () => {
    const there = (day: number) => day < 8 || day >= 11;
    const days = meansOf(() => 5, 20, there).map(({ day }) => day);
    expect(days).toEqual([0, 1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 15, 16, 17]);
  });

  it('counts a value for the time that it stands for, where rows come at uneven times', () => {
    const chance = random(1);
    const wave = (day: number) => 5 + Math.sin(2 * Math.PI * day);
    const uneven = meansOf(wave, 20, (day) => (day % 1 < 0.5 ? chance() < 0.3 : true));
    expect(uneven).toHaveLength(18);
    for (const { mean } of uneven) expect(Math.abs(mean - 5)).toBeLessThan(0.01);
  });
});
