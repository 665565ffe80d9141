import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BlockResampler, resampleAll } from '#src/pipeline/frames/resample-all.js';
import { random } from '../../support/random.js';

describe('BlockResampler', () => {
  it('gives what resampleAll() gives, to the bit, for any rates and blocks', () => {
    const rate = fc.constantFrom(8000, 11_025, 16_000, 22_050, 44_100, 48_000);
    fc.assert(
      fc.property(
        rate,
        rate,
        fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 6 }),
        fc.nat(),
        (from, to, lengths, seed) => {
          const next = random(seed);
          const samples = Float32Array.from(
            { length: lengths.reduce((sum, length) => sum + length, 0) },
            () => 2 * next() - 1,
          );
          const resampler = new BlockResampler(from, to);
          const parts: Float32Array[] = [];
          let at = 0;
          for (const length of lengths) {
            parts.push(resampler.push(samples.subarray(at, at + length)));
            at += length;
          }
          parts.push(resampler.end());
          const joined = parts.flatMap((part) => [...part]);
          expect(Float32Array.from(joined)).toEqual(resampleAll(samples, from, to));
        },
      ),
      { numRuns: 25 },
    );
  });
});
