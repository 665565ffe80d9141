// When a gap is longer or shorter than all before by far.
import { describe, expect, it } from 'vitest';
import { Gaps } from '#src/forecast/change/gaps.js';
import { random } from '../../support/random.js';

function learnt(gaps: readonly number[]): Gaps {
  const all = new Gaps(new Float64Array(Gaps.NUMBERS));
  for (const gap of gaps) all.learn(gap);
  return all;
}

describe('Gaps', () => {
  it('tells nothing before there were eight', () => {
    expect(learnt([5, 5, 5, 5, 5, 5, 5]).tooLong(1000, 1, 5)).toBe(0);
    expect(learnt([5, 5, 5, 5, 5, 5, 5, 5]).tooLong(1000, 1, 5)).toBeGreaterThan(1);
  });

  it('takes a little longer than always for too long, and less than that for exactness', () => {
    const gaps = learnt(Array.from({ length: 200 }, () => 100));
    expect(gaps.tooLong(104, 1, 100)).toBeGreaterThanOrEqual(1);
    expect(gaps.tooLong(103, 1, 100)).toBeLessThan(1);
    expect(gaps.tooShort(96, 1, 100)).toBeGreaterThanOrEqual(1);
    expect(gaps.tooLong(104, 10, 100)).toBeLessThan(1);
  });

  it('is told apart from the usual, the longest and the shortest by the median of late', () => {
    const gaps = learnt([9, 1, 5, 5, 5, 4, 6, 5, 5]);
    expect([gaps.usual, gaps.count]).toEqual([5, 9]);
    expect(gaps.longest).toBeCloseTo(9, 1);
    expect(gaps.shortest).toBeCloseTo(1, 1);
    expect(gaps.tooLong(9, 0, 5)).toBeLessThan(0.01);
  });

  it('of gaps by pure chance takes few for too long, at any time', () => {
    let count = 0;
    for (let seed = 1; seed <= 50; seed++) {
      const chance = random(seed);
      const gaps = learnt([]);
      for (let i = 0; i < 1000; i++) {
        const gap = -Math.log(1 - chance());
        if (gaps.tooLong(gap, 0, 50) >= 1 || gaps.tooShort(gap, 0, 50) >= 1) count++;
        gaps.learn(gap);
      }
    }
    expect(count).toBeLessThanOrEqual(25); // of 50,000
  });
});
