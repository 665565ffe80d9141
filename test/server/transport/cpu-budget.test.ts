// How much of the server's thread one connection may take.
import { describe, expect, it } from 'vitest';
import { CpuBudget, SHARE, shareOf } from '#src/server/transport/cpu-budget.js';

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

describe('CpuBudget', () => {
  it.each([0.01, 1, 40])('bounds the share of a connection, whatever its messages cost: %d ms each', (eachMs) => {
    expect(taken(eachMs, SHARE)).toBeLessThan(0.62);
    expect(taken(eachMs, shareOf(9))).toBeLessThan(0.21);
    expect(taken(eachMs, shareOf(9))).toBeGreaterThan(0.1);
  });

  it('leaves a connection that sends alone its whole share, however busy the thread is', () => {
    expect([1, 2, 3, 100].map(shareOf)).toEqual([0.6, 0.3, 0.2, 0.2].map((each) => expect.closeTo(each, 5)));
  });

  it('leaves a connection alone that takes less', () => {
    const budget = new CpuBudget(0);
    for (let ms = 0; ms < 1000; ms += 10) {
      expect(budget.allows(ms, shareOf(9))).toBe(true);
      budget.spend(1.5);
    }
  });
});
