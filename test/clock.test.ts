// The clock of stamps, against clocks that we move.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { now } from '#src/clock.js';

/** Both clocks, and how long the thread is put aside after it has read the fine one. */
const fake = { fineMs: 0, coarseMs: 0, asideMs: 0 };

function pass(ms: number): void {
  fake.fineMs += ms;
  fake.coarseMs += ms;
}

let startMs = performance.now();

beforeEach(() => {
  startMs += 1e6; // time that has been is not again
  fake.fineMs = startMs;
  fake.coarseMs = performance.timeOrigin + fake.fineMs;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    const readMs = fake.fineMs;
    pass(fake.asideMs);
    return readMs;
  });
  vi.spyOn(Date, 'now').mockImplementation(() => Math.floor(fake.coarseMs));
  now();
  pass(60);
  now(); // follows again whatever the test before has set
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe('now()', () => {
  it('follows the fine clock, not whole milliseconds', () => {
    const startMs = now();
    for (let i = 1; i <= 1000; i++) {
      pass(0.25);
      expect(now() - startMs).toBeCloseTo(i / 4, 6);
    }
  });

  it('is right if the thread is suspended between reading the two clocks', () => {
    const startMs = now();
    pass(100);
    fake.asideMs = 30;
    expect(now() - startMs).toBeCloseTo(100, 6);
    fake.asideMs = 0;
    pass(100);
    const elapsedMs = now() - startMs;
    expect(elapsedMs).toBeCloseTo(260, 6); // 100 + 2 x 30 + 100
    pass(100);
    expect(now() - startMs - elapsedMs).toBeCloseTo(100, 6);
  });

  it.each([3_600_000, -3_600_000, 20])(
    'follows a clock that is set by %d ms, to the millisecond, within 50 ms',
    (byMs) => {
      fake.coarseMs += byMs;
      pass(60);
      now();
      pass(1);
      expect(Math.abs(now() - fake.coarseMs)).toBeLessThanOrEqual(1);
    },
  );

  it('ignores small differences of the coarse clock', () => {
    const startMs = now();
    fake.coarseMs += 3;
    pass(60);
    expect(now() - startMs).toBeCloseTo(60, 6);
  });
});
