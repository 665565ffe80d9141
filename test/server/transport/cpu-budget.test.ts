// How much of the server's thread one connection may take.
import { describe, expect, it } from 'vitest';
import { CpuBudget } from '#src/server/transport/cpu-budget.js';

/** Works on messages of `eachMs` as fast as the budget allows, and tells the share of the thread. */
function share(eachMs: number, pressed: boolean): number {
  const budget = new CpuBudget(0);
  let [nowMs, busyMs] = [0, 0];
  while (nowMs < 10_000) {
    if (budget.allows(nowMs, pressed)) {
      budget.spend(eachMs);
      nowMs += eachMs;
      busyMs += eachMs;
    } else nowMs += budget.waitMs(pressed);
  }
  return busyMs / nowMs;
}

describe('CpuBudget', () => {
  it.each([0.01, 1, 40])('bounds the share of a connection, whatever its messages cost: %d ms each', (eachMs) => {
    expect(share(eachMs, false)).toBeLessThan(0.62);
    expect(share(eachMs, true)).toBeLessThan(0.21);
    expect(share(eachMs, true)).toBeGreaterThan(0.1);
  });

  it('leaves a connection alone that takes less', () => {
    const budget = new CpuBudget(0);
    for (let ms = 0; ms < 1000; ms += 10) {
      expect(budget.allows(ms, true)).toBe(true);
      budget.spend(1.5);
    }
  });
});
