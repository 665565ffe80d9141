// How large errors usually are, and how large lately.
import { describe, expect, it } from 'vitest';
import { Volatility } from '#src/forecast/volatility.js';

describe('Volatility', () => {
  it('learns how large errors usually are, and shows when they have grown', () => {
    const volatility = new Volatility(new Float64Array(Volatility.NUMBERS));
    const lately = new Float64Array(Volatility.FEATURES);
    for (let i = 0; i < 3000; i++) volatility.learn(i % 2 === 0 ? 0.5 : -0.5, 0);
    expect(volatility.size(0)).toBeCloseTo(0.51, 6);
    for (let i = 0; i < 10; i++) volatility.learn(2, 0);
    volatility.writeTo(lately, 0);
    expect(lately[0] as number).toBeGreaterThan(lately[1] as number);
    expect(lately[1] as number).toBeGreaterThan(lately[2] as number);
    expect(lately[2] as number).toBeGreaterThan(0.1);
  });
});
