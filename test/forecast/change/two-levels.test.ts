// Which values are the first high ones after low ones, and of which channels that means anything.
import { describe, expect, it } from 'vitest';
import { TwoLevels } from '#src/forecast/change/two-levels.js';
import { normal } from '../support.js';

function over(value: (row: number) => number, rows = 3000) {
  const levels = new TwoLevels(new Float64Array(TwoLevels.NUMBERS));
  const rises = Array.from({ length: rows }, (_, row) => (levels.step(value(row), false) ? [row] : [])).flat();
  return { rises, apart: levels.apart };
}

describe('TwoLevels', () => {
  it('finds one rise a pulse and one a wave, whatever the unit', () => {
    for (const unit of [1, 1e-6, 1e6]) {
      const noise = normal(1);
      const pulse = over((row) => unit * ((row % 50 < 5 ? 9 : 2) + 0.3 * noise()));
      expect(pulse.rises.every((row) => row % 50 === 0)).toBe(true);
      expect(pulse.rises).toHaveLength(59);
      const wave = over((row) => unit * (7 + Math.sin((2 * Math.PI * row) / 60) + 0.05 * noise()));
      expect(wave.rises.length).toBeGreaterThan(47);
      expect(wave.rises.length).toBeLessThan(51);
      expect([pulse.apart, wave.apart]).toEqual([true, true]);
    }
  });

  it('knows that noise, a walk and a constant have no two levels', () => {
    const noise = normal(2);
    let away = 0;
    expect(over(() => noise()).apart).toBe(false);
    expect(over(() => (away = 0.99 * away + noise()), 20_000).apart).toBe(false);
    expect(over(() => 5).apart).toBe(false);
  });
});
