// How late blocks are, by a sender's own clock, whatever that clock shows.
import { describe, expect, it } from 'vitest';
import { SenderLag } from '#src/server/scheduling/sender-lag.js';

const HOUR_MS = 3_600_000;

describe('SenderLag.of()', () => {
  it('is how much later than the least late block of the last while one comes', () => {
    const lag = new SenderLag();
    expect(lag.of(1000, 50)).toBe(0);
    expect(lag.of(1100, 170)).toBe(20);
    expect(lag.of(1200, 240)).toBe(0);
    expect(lag.of(1300, 1340)).toBe(1000);
    expect(lag.of(Number.NaN, 1400)).toBe(0);
  });

  it('finds nothing late where the sender sets its clock back, or ahead', () => {
    for (const byMs of [-HOUR_MS, HOUR_MS]) {
      const lag = new SenderLag();
      for (let ms = 0; ms < 2000; ms += 100) expect(lag.of(5000 + ms, ms)).toBe(0);
      for (let ms = 2000; ms < 90_000; ms += 100) expect(lag.of(5000 + ms + byMs, ms), `${byMs} at ${ms}`).toBe(0);
    }
  });

  it('still finds late what is late after that', () => {
    const lag = new SenderLag();
    lag.of(5000, 0);
    lag.of(5100 - HOUR_MS, 100);
    expect(lag.of(5200 - HOUR_MS, 700)).toBe(500);
  });

  it('finds blocks late that come again after a cut', () => {
    const lag = new SenderLag();
    for (let ms = 0; ms < 2000; ms += 100) lag.of(ms, ms);
    expect(lag.of(1000, 9000)).toBe(8000);
  });
});
