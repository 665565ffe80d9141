import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backOffMs } from '#src/source/back-off.js';

fc.configureGlobal({ seed: 20_250_301 });

describe('backOffMs()', () => {
  it('doubles with every try up to the ceiling', () => {
    const random = () => 0.999_999_999;
    const waits = [1, 2, 3, 4, 5, 6, 7, 1000].map((attempt) => backOffMs(attempt, { random }));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it('lies between half and the whole, at random', () => {
    const attempt = fc.integer({ min: 1, max: 2000 });
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(attempt, chance, (n, value) => {
        const wholeMs = Math.min(3000, 100 * 2 ** (n - 1));
        const waitMs = backOffMs(n, { firstMs: 100, ceilingMs: 3000, random: () => value });
        expect(waitMs).toBeGreaterThanOrEqual(Math.floor(wholeMs / 2));
        expect(waitMs).toBeLessThanOrEqual(wholeMs);
      }),
    );
  });
});
