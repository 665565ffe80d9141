// How much of the server's thread one client may take.
import { describe, expect, it } from 'vitest';
import { ALONE_BURST_MS, ALONE_SHARE, BURST_MS, CpuBudget, SHARE, shareOf } from '#src/server/transport/cpu-budget.js';

/** Works on messages of `eachMs` as fast as the budget allows, and tells the share of the thread. */
function taken(eachMs: number, share: number): number {
  const budget = new CpuBudget(0);
  let [nowMs, busyMs] = [0, 0];
  while (nowMs < 10_000) {
    if (budget.allows(nowMs, share)) {
      budget.spend(eachMs);
      nowMs += eachMs;
      busyMs += eachMs;
    } else nowMs += budget.waitMs(share);
  }
  return busyMs / nowMs;
}

const pressed = (active: number, taking: number) => shareOf({ active, taking }, true);

describe('CpuBudget', () => {
  it.each([0.01, 1, 40])('bounds the share, whatever messages cost: %d ms each', (eachMs) => {
    expect(taken(eachMs, SHARE)).toBeLessThan(0.62);
    expect(taken(eachMs, 0.2)).toBeLessThan(0.21);
    expect(taken(eachMs, 0.2)).toBeGreaterThan(0.1);
    expect(taken(eachMs, 0.01)).toBeLessThan(0.015);
  });

  it.each([
    [ALONE_SHARE, ALONE_BURST_MS],
    [SHARE, BURST_MS],
    [0.2, BURST_MS],
  ])('interrupts a client that works without a rest after one burst: share %d, %d ms', (share, burstMs) => {
    const budget = new CpuBudget(0);
    const sinceMs = 1000; // it has rested before
    let nowMs = sinceMs;
    for (; budget.allows(nowMs, share); nowMs += 0.1) budget.spend(0.1);
    expect(nowMs - sinceMs).toBeCloseTo(burstMs, 0);
  });

  it('gives back what was paid too much, and no time of rest with it', () => {
    const budget = new CpuBudget(0);
    for (let i = 0; i < 100; i++) {
      budget.spend(2);
      budget.spend(-2);
      expect(budget.leftMs(0, SHARE)).toBeCloseTo(BURST_MS, 6);
    }
    budget.spend(10);
    budget.spend(-1);
    expect(budget.leftMs(0, SHARE)).toBeCloseTo(BURST_MS - 9, 6);
  });

  it('leaves alone who takes less', () => {
    const budget = new CpuBudget(0);
    for (let ms = 0; ms < 1000; ms += 10) {
      expect(budget.allows(ms, 0.2)).toBe(true);
      budget.spend(1.5);
    }
  });

  it('allows less at once where many share the thread', () => {
    const atOnce = (share: number) => {
      const budget = new CpuBudget(0);
      let steps = 0;
      for (; budget.allows(0, share); steps++) budget.spend(0.01);
      return steps / 100;
    };
    expect(atOnce(SHARE)).toBeCloseTo(BURST_MS, 1);
    expect(atOnce(0.2)).toBeCloseTo(BURST_MS, 1);
    expect(atOnce(0.02)).toBeCloseTo(BURST_MS / 10, 1);
  });
});

describe('shareOf()', () => {
  it('leaves nearly all to a client that is alone, however busy the thread is', () => {
    expect([pressed(0, 0), pressed(1, 1), shareOf({ active: 1, taking: 1 }, false)]).toEqual(
      Array(3).fill(ALONE_SHARE),
    );
  });

  it('divides the thread equally while it has more work than time, and not else', () => {
    expect([2, 3].map((clients) => pressed(clients, clients))).toEqual([0.3, 0.2].map((each) => expect.closeTo(each)));
    expect(shareOf({ active: 100, taking: 100 }, false)).toBe(SHARE);
  });

  it('does not cut a client short for many that take little', () => {
    expect([pressed(1000, 1), pressed(1000, 3)]).toEqual([0.2, 0.2].map((each) => expect.closeTo(each)));
  });

  it.each([2, 3, 4, 10, 1000])(
    'of %d clients that take all they get adds up to no more than one may take',
    (clients) => {
      expect(clients * pressed(clients, clients)).toBeLessThanOrEqual(SHARE + 1e-9);
    },
  );
});
