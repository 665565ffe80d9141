// A channel that has left where it was first is found, however it went; one that wanders, or has weekends, has not.
import { describe, expect, it } from 'vitest';
import { Departure } from '#src/forecast/change/departure.js';
import { normal } from '../support.js';

/** How far it is away, day by day. */
function over(value: (day: number) => number, days = 60): number[] {
  const departure = new Departure(new Float64Array(Departure.NUMBERS));
  return Array.from({ length: days }, (_, day) => {
    departure.add(day, value(day));
    return departure.beyond;
  });
}

const most = (beyond: readonly number[]) => Math.max(...beyond);

describe('Departure', () => {
  it('finds twice the consumption after a day, with weekends or without', () => {
    for (const weekend of [1, 0.4]) {
      const noise = normal(1);
      const use = (day: number) => (day % 7 > 4 ? weekend : 1) * (10 + 0.5 * noise()) * (day >= 30 ? 2 : 1);
      const beyond = over(use);
      expect(most(beyond.slice(0, 30))).toBeLessThan(1);
      expect(beyond.slice(30, 34).some((each) => each >= 1)).toBe(true);
    }
  });

  it('takes the new level for normal after days of alarm', () => {
    const noise = normal(2);
    const beyond = over((day) => (day >= 30 ? 20 : 10) + 0.3 * noise(), 80);
    expect(most(beyond.slice(30, 35))).toBeGreaterThan(1);
    expect(most(beyond.slice(36))).toBeLessThan(1);
  });

  it('takes neither noise, nor a walk, nor weekends for a departure', () => {
    let count = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const noise = normal(seed);
      let away = 0;
      const series = [
        () => noise(),
        () => (away += noise()),
        (day: number) => (day % 7 > 4 ? 2 : 8) + 0.3 * noise(),
        () => 5,
      ];
      for (const value of series) if (most(over(value)) >= 1) count++;
    }
    expect(count).toBeLessThanOrEqual(3); // of 160 channels of 60 days
  });

  it('tells nothing in the first week', () => {
    expect(most(over((day) => 100 * day, 7))).toBe(0);
  });
});
