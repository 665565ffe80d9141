// A slow leak is found within days, and neither noise nor the course of the day, the week or a walk is taken for one.
import { describe, expect, it } from 'vitest';
import { DayMeans } from '#src/forecast/change/day-means.js';
import { SlowDrift } from '#src/forecast/change/slow-drift.js';
import { normal } from '../support.js';

const DAY = 86_400_000;
const EACH = 288;

/** The highest severity up to row `until`, and after it; a row every 5 minutes for 40 days. */
function severities(value: (day: number, noise: () => number) => number, until = 40, seed = 1): [number, number] {
  const days = new DayMeans(new Float64Array(DayMeans.NUMBERS));
  const drift = new SlowDrift(new Float64Array(SlowDrift.NUMBERS));
  const noise = normal(seed);
  let [before, after] = [0, 0];
  for (let row = 0; row < 40 * EACH; row++) {
    const day = row / EACH;
    if (days.step(day * DAY, value(day, noise))) drift.add(days.day, days.mean);
    if (day < until) before = Math.max(before, drift.severity);
    else after = Math.max(after, drift.severity);
  }
  return [before, after];
}

const wave = (day: number) => 0.4 * Math.sin(2 * Math.PI * day);
const week = (day: number) => (Math.floor(day) % 7 < 5 ? 0.3 : 0);
const leak = (day: number) => 0.01 * Math.max(0, day - 20);

describe('SlowDrift', () => {
  it('finds a leak of 1 % of the range a day in noise of 2 % within five days', () => {
    const [before, after] = severities((day, noise) => 5 + wave(day) + 0.02 * noise() + leak(day), 25);
    expect(before).toBeGreaterThanOrEqual(3);
    expect(after).toBeGreaterThanOrEqual(3);
  });

  it('finds it downwards, and where weekdays differ from weekends', () => {
    for (const sign of [1, -1]) {
      const [before, after] = severities((day, noise) => week(day) + wave(day) + 0.02 * noise() + sign * leak(day), 20);
      expect(before).toBeLessThan(3);
      expect(after).toBeGreaterThanOrEqual(3);
    }
  });

  it('takes noise, days, weeks and a level that wanders for none', () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(severities((day, noise) => wave(day) + 0.02 * noise(), 40, seed)[0]).toBeLessThan(3);
      expect(severities((day, noise) => week(day) + 0.02 * noise(), 40, seed)[0]).toBeLessThan(3);
      let away = 0;
      const walk = (_: number, noise: () => number) => {
        away = 0.9995 * away + 0.005 * noise();
        return away;
      };
      expect(severities(walk, 40, seed)[0]).toBeLessThan(3);
    }
  });

  it('leaves out days of few rows and missing values', () => {
    const value = (day: number, noise: () => number) => {
      if (Math.floor(day) % 9 === 5 && day % 1 > 0.2) return Number.NaN;
      return Math.floor(day) % 9 === 5 ? 9 : 0.02 * noise();
    };
    expect(severities(value)[0]).toBeLessThan(3);
  });
});
