import { describe, expect, it } from 'vitest';
import { besselI0, cosTurns, exp, ln, sinTurns } from '#src/engine/exact.js';
import { randomFloats } from '../support/random.js';

describe('functions that are the same in every JavaScript engine', () => {
  it('agree with Math to 1e-13', () => {
    for (const x of randomFloats(2000, 1, 3)) {
      expect(Math.abs(sinTurns(x) - Math.sin(2 * Math.PI * x))).toBeLessThan(1e-13);
      expect(Math.abs(cosTurns(x) - Math.cos(2 * Math.PI * x))).toBeLessThan(1e-13);
      expect(Math.abs(exp(5 * x) / Math.exp(5 * x) - 1)).toBeLessThan(1e-13);
      expect(Math.abs(ln(Math.exp(9 * x)) - 9 * x)).toBeLessThan(1e-13 * Math.max(1, Math.abs(9 * x)) * 10);
    }
  });

  it('are exact where the answer is', () => {
    expect([0, 0.25, 0.5, 0.75, 1].map(cosTurns).map((y) => Math.round(y * 1e15) / 1e15 + 0)).toEqual([1, 0, -1, 0, 1]);
    expect(ln(1)).toBe(0);
    expect(exp(0)).toBe(1);
    expect(besselI0(0)).toBe(1);
    expect(besselI0(1)).toBeCloseTo(1.2660658777520084, 14);
    expect(besselI0(10) / 2815.716628466254).toBeCloseTo(1, 13);
  });
});
