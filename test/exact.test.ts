import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { besselI0, cosTurns, exp, ln, sinTurns } from '#src/exact.js';
import { randomFloats } from './support/random.js';

/** The largest error that `error` finds among `inputs`. */
function worst(inputs: Iterable<number>, error: (x: number) => number): number {
  let largest = 0;
  for (const x of inputs) largest = Math.max(largest, Math.abs(error(x)));
  return largest;
}

describe('functions that are the same in every JavaScript engine', () => {
  const inputs = randomFloats(5000, 1, 3);
  const angle = (turns: number) => 2 * Math.PI * (turns - Math.round(turns)); // rounding many turns is Math's error, not ours

  it('sinTurns and cosTurns are within 1e-14', () => {
    expect(worst(inputs, (x) => sinTurns(x) - Math.sin(angle(x)))).toBeLessThan(1e-14);
    expect(worst(inputs, (x) => cosTurns(x) - Math.cos(angle(x)))).toBeLessThan(1e-14);
  });

  it('exp has a relative error below 1e-13 for |x| < 5, and 1e-11 up to 700', () => {
    const error = (x: number) => exp(x) / Math.exp(x) - 1;
    expect(worst(randomFloats(5000, 2, 5), error)).toBeLessThan(1e-13);
    expect(worst(randomFloats(5000, 3, 700), error)).toBeLessThan(1e-11);
  });

  it('ln is within 1e-14, relative to the logarithm or to 1, whichever is larger', () => {
    const powers = randomFloats(5000, 4, 300).map((x) => Math.fround(x));
    const error = (power: number) => (ln(Math.exp(power)) - Math.log(Math.exp(power))) / Math.max(1, Math.abs(power));
    expect(worst(powers, error)).toBeLessThan(1e-14);
    expect(worst([1e-300, 1e300, Math.SQRT2, Math.SQRT1_2, 1 + 2 ** -52], (x) => ln(x) - Math.log(x))).toBeLessThan(
      1e-12,
    );
  });

  it('besselI0 gives the values of the tables (Abramowitz & Stegun 9.8)', () => {
    expect(besselI0(0)).toBe(1);
    expect(besselI0(1)).toBeCloseTo(1.2660658777520084, 14);
    expect(besselI0(-1)).toBe(besselI0(1));
    expect(besselI0(10) / 2815.716628466254).toBeCloseTo(1, 13);
    expect(besselI0(20) / 43558282.55955353).toBeCloseTo(1, 13);
  });

  it('are exact where the answer is', () => {
    expect([0, 1, -3].map(cosTurns)).toEqual([1, 1, 1]);
    expect([0.5, -0.5, 1.5].map(cosTurns)).toEqual([-1, -1, -1]);
    expect([0.25, -0.75].map(sinTurns)).toEqual([1, 1]);
    expect(worst([0, 0.5, 1], sinTurns)).toBeLessThan(1e-15);
    expect(ln(1)).toBe(0);
    expect(ln(1024)).toBe(10 * Math.LN2);
    expect(exp(0)).toBe(1);
  });

  it('and the tables made with them use nothing that an engine may round in its own way', () => {
    for (const file of ['exact.ts', 'pipeline/features/log-mel.ts', 'pipeline/frames/resampler.ts']) {
      const source = readFileSync(new URL(`../src/${file}`, import.meta.url), 'utf8');
      const code = source.replaceAll(/^\s*(\/\/|\/?\*).*$/gm, '');
      const used = [...code.matchAll(/Math\.\w+|\*\*/g)].map(([name]) => name);
      const exactEverywhere = /^Math\.(abs|ceil|floor|max|min|round|sqrt|trunc|PI|LN2|SQRT2|SQRT1_2)$/;
      expect(
        used.filter((name) => !exactEverywhere.test(name)),
        file,
      ).toEqual([]);
    }
  });
});
