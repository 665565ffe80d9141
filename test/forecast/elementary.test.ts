// The elementary functions against Math, and that nothing in src/forecast uses Math's own.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exp, exponentOf, ln, powerOfTwo } from '#src/forecast/elementary.js';
import { random } from '../support/random.js';

const source = fileURLToPath(new URL('../../src/forecast', import.meta.url));

describe('exp() and ln()', () => {
  it('agree with Math to the last few bits', () => {
    const next = random(1);
    for (let i = 0; i < 20_000; i++) {
      const x = 1400 * next() - 700;
      expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
      const y = Math.exp(x);
      expect(Math.abs(ln(y) - Math.log(y))).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(Math.log(y))));
    }
  });

  it('give what Math gives at 0, infinity, NaN and below 0', () => {
    expect([exp(-800), exp(800), exp(Number.NaN), exp(0)]).toEqual([0, Number.POSITIVE_INFINITY, Number.NaN, 1]);
    expect([ln(0), ln(Number.POSITIVE_INFINITY), ln(-1), ln(1)]).toEqual([
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      0,
    ]);
    expect(ln(5e-324)).toBeCloseTo(Math.log(5e-324), 10);
  });

  it('split powers of two exactly', () => {
    for (let k = -1022; k <= 1023; k++) {
      expect(powerOfTwo(k)).toBe(2 ** k);
      expect(exponentOf(2 ** k)).toBe(k);
    }
  });

  it('are the only logarithms and powers in src/forecast', () => {
    const differing = /Math\.(exp|log|pow|sin|cos|tan|sinh|cosh|tanh|asinh|atan|cbrt|hypot|expm1|log1p|log2|log10)\b/;
    const found = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => {
      if (!file.endsWith('.ts')) return false;
      const code = readFileSync(`${source}/${file}`, 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
      return differing.test(code);
    });
    expect(found).toEqual([]);
  });
});
