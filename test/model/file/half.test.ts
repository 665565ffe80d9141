// Half precision against what IEEE 754 says: every half there is, and singles against a search for the nearest of them.
import { describe, expect, it } from 'vitest';
import { fromHalf, toHalf } from '#src/model/file/half.js';
import { random } from '../../support/random.js';

const LARGEST = 65504;
const SMALLEST_NORMAL = 2 ** -14;
const SMALLEST = 2 ** -24;

/** All halves from 0 to the largest: bits are in the order of the values. */
const halves = Float64Array.from({ length: 0x7c00 }, (_, bits) => fromHalf(bits));

/** All patterns of 16 bits. */
const patterns = Array.from({ length: 0x10000 }, (_, bits) => bits);

describe('fromHalf', () => {
  it('reads every pattern as sign, exponent and fraction', () => {
    expect(patterns.filter((bits) => !Object.is(fromHalf(bits), spelledOut(bits)))).toEqual([]);
  });
});

describe('toHalf', () => {
  it('gives every half its own bits back; every NaN becomes the quiet one', () => {
    const own = (bits: number) => (Number.isNaN(fromHalf(bits)) ? 0x7e00 : bits);
    expect(patterns.filter((bits) => toHalf(fromHalf(bits)) !== own(bits))).toEqual([]);
  });

  it('takes the even one of two halves that are equally near, and the nearer one right beside the middle', () => {
    const wrong = patterns.slice(0, 0x7bff).filter((bits) => {
      const low = halves[bits] as number;
      const step = (halves[bits + 1] as number) - low;
      const middle = low + step / 2;
      const even = bits % 2 === 0 ? bits : bits + 1;
      const tie = toHalf(middle) === even && toHalf(-middle) === (0x8000 | even);
      return !tie || toHalf(middle - step * 2 ** -20) !== bits || toHalf(middle + step * 2 ** -20) !== bits + 1;
    });
    expect(wrong).toEqual([]);
  });

  it('takes the nearest half of singles of every size', () => {
    const next = random(5);
    const singles = Array.from({ length: 100_000 }, () =>
      Math.fround((1 + next()) * 2 ** Math.floor(next() * 43 - 28)),
    );
    const far = (single: number) => Math.abs(fromHalf(toHalf(single)) - single) !== distanceToNearest(single);
    expect(singles.filter(far)).toEqual([]);
  });

  it.each([
    ['zero', 0, 0x0000],
    ['negative zero', -0, 0x8000],
    ['the largest', LARGEST, 0x7bff],
    ['what still rounds to the largest', 65519.996, 0x7bff],
    ['what is half a step above the largest', 65520, 0x7c00],
    ['what is half a step below the lowest', -65520, 0xfc00],
    ['a large single', 3e38, 0x7c00],
    ['infinity', Number.POSITIVE_INFINITY, 0x7c00],
    ['negative infinity', Number.NEGATIVE_INFINITY, 0xfc00],
    ['NaN', Number.NaN, 0x7e00],
    ['the smallest normal', SMALLEST_NORMAL, 0x0400],
    ['what rounds up to the smallest normal', SMALLEST_NORMAL - SMALLEST / 4, 0x0400],
    ['the largest subnormal', SMALLEST_NORMAL - SMALLEST, 0x03ff],
    ['the smallest', SMALLEST, 0x0001],
    ['half the smallest, a tie with zero', SMALLEST / 2, 0x0000],
    ['just above half the smallest', SMALLEST * 0.500001, 0x0001],
    ['far below the smallest', 1e-40, 0x0000],
    ['far below the smallest, negative', -1e-40, 0x8000],
    ['right below a power of two', 1 - 2 ** -53, 0x3c00],
  ])('turns %s (%f) into its bits', (_, value, bits) => {
    expect(toHalf(value)).toBe(bits);
  });
});

function spelledOut(bits: number): number {
  const [, sign, exponent, fraction] = /^(.)(.{5})(.{10})$/.exec(bits.toString(2).padStart(16, '0')) as RegExpExecArray;
  const digits = Number.parseInt(fraction as string, 2);
  const power = Number.parseInt(exponent as string, 2);
  const sized = power === 0 ? digits / 2 ** 24 : ((1024 + digits) * 2 ** power) / 2 ** 25;
  const magnitude = power < 31 ? sized : digits === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  return sign === '1' ? -magnitude : magnitude;
}

/** By bisection over all halves. */
function distanceToNearest(value: number): number {
  let low = 0;
  let high = halves.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((halves[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return Math.min(Math.abs(value - (halves[low] as number)), Math.abs(value - (halves[high] as number)));
}
