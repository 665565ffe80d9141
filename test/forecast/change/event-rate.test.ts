// How many events are expected within a time, by the hour of the day and by workday or weekend.
import { describe, expect, it } from 'vitest';
import { EventRate } from '#src/forecast/change/event-rate.js';

const HOUR = 3_600_000;
/** A Monday. */
const BEGINS_MS = Date.UTC(2024, 0, 1);

/** Weeks of six events an hour from 8 to 18 on workdays. */
function learnt(weeks: number): EventRate {
  const rate = new EventRate(new Float64Array(EventRate.NUMBERS));
  for (let hour = 0; hour < weeks * 168; hour++) {
    const open = hour % 24 >= 8 && hour % 24 < 18 && Math.floor(hour / 24) % 7 < 5;
    for (let i = 0; i < 6; i++) rate.learn(BEGINS_MS + (hour + i / 6) * HOUR, HOUR / 6, open);
  }
  return rate;
}

describe('EventRate', () => {
  it('expects nothing before there was an event', () => {
    expect(new EventRate(new Float64Array(EventRate.NUMBERS)).expected(BEGINS_MS, HOUR)).toBe(0);
  });

  it('expects what comes at this hour on this kind of day', () => {
    const rate = learnt(4);
    const at = (day: number, hour: number) => rate.expected(BEGINS_MS + (28 + day) * 24 * HOUR + hour * HOUR, HOUR);
    expect(at(2, 12)).toBeGreaterThan(5.5);
    expect(at(2, 12)).toBeLessThan(6.1);
    expect(at(2, 3)).toBeLessThan(0.1);
    expect(at(5, 12)).toBeLessThan(0.5);
  });

  it('works before 1970 too', () => {
    expect(learnt(1).expected(-5 * HOUR, HOUR)).toBeGreaterThanOrEqual(0);
  });
});
