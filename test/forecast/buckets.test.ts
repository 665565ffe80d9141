// Which numbers a bucket holds.
import { describe, expect, it } from 'vitest';
import { BUCKETS, bucketOf, EDGES, SIGNED_EDGES, signedBucketOf } from '#src/forecast/buckets.js';
import { random } from '../support/random.js';

describe('buckets', () => {
  it('hold the numbers between their edges, upwards and downwards', () => {
    const next = random(2);
    for (let i = 0; i < 5000; i++) {
      const x = 120 * next() ** 4;
      const at = bucketOf(x);
      expect(x >= (EDGES[at] as number) && x < (EDGES[at + 1] as number)).toBe(true);
      expect(signedBucketOf(x)).toBe(BUCKETS + at);
      const below = signedBucketOf(-x - 1e-9);
      expect(-x - 1e-9 >= (SIGNED_EDGES[below] as number) && -x - 1e-9 <= (SIGNED_EDGES[below + 1] as number)).toBe(
        true,
      );
    }
    expect([bucketOf(-3), bucketOf(Number.NaN), bucketOf(1e300)]).toEqual([0, 0, BUCKETS - 1]);
  });
});
