// How far beyond its usual extremes a number is: normal numbers of many kinds seldom are, and a fault is.
import { describe, expect, it } from 'vitest';
import { Extremes } from '#src/forecast/change/extremes.js';
import { random } from '../../support/random.js';
import { normal } from '../support.js';

function alarms(next: () => number, rows = 50_000): number {
  const extremes = new Extremes(48, 0, new Float64Array(Extremes.NUMBERS));
  let count = 0;
  for (let row = 0; row < rows; row++) {
    const x = next();
    if (extremes.beyond(x) >= 1) count++;
    extremes.learn(x);
  }
  return count;
}

describe('Extremes', () => {
  it('of normal numbers with exponential or lighter tails takes few for too large', () => {
    let count = 0;
    for (let seed = 1; seed <= 5; seed++) {
      const [noise, chance] = [normal(seed), random(seed)];
      count += alarms(() => Math.abs(noise())) + alarms(() => -Math.log(1 - chance())) + alarms(chance);
    }
    expect(count).toBeLessThanOrEqual(4); // of 750,000
  });

  it('tells nothing before eight blocks, and then what is far beyond', () => {
    const extremes = new Extremes(10, 0, new Float64Array(Extremes.NUMBERS));
    const chance = random(1);
    for (let row = 0; row < 70; row++) extremes.learn(chance());
    expect(extremes.beyond(1e9)).toBe(0);
    for (let row = 0; row < 200; row++) extremes.learn(chance());
    expect(extremes.beyond(0.9)).toBeLessThan(1);
    expect(extremes.beyond(3)).toBeGreaterThan(1);
  });

  it('does not take for normal what becomes worse slowly', () => {
    const extremes = new Extremes(10, 0, new Float64Array(Extremes.NUMBERS));
    const noise = normal(2);
    let first = -1;
    for (let row = 0; row < 2000; row++) {
      const x = Math.abs(noise()) + 0.01 * Math.max(0, row - 500);
      if (first < 0 && extremes.beyond(x) >= 1) first = row;
      extremes.learn(x);
    }
    expect(first).toBeGreaterThan(500);
    expect(first).toBeLessThan(1200);
  });
});
