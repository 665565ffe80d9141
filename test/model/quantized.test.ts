import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitsFours, quantizeRows, wholeWeights } from '#src/model/quantized.js';
import { randomFloats } from '../support/random.js';

const runs = { seed: 11, numRuns: 60 };
const size = fc.integer({ min: 1, max: 130 });
const seed = fc.integer({ min: 1, max: 1e6 });

/** The most that the positive or the negative weights come to among columns 0, 1, 4, 5 and 2, 3, 6, 7 of each eight. */
function mostOfFour(row: readonly number[]): number {
  let most = 0;
  for (let eight = 0; eight < row.length; eight += 8) {
    for (const places of [
      [0, 1, 4, 5],
      [2, 3, 6, 7],
    ]) {
      const four = places.map((place) => row[eight + place] ?? 0);
      const above = four.reduce((sum, v) => sum + Math.max(v, 0), 0);
      const below = four.reduce((sum, v) => sum - Math.min(v, 0), 0);
      most = Math.max(most, above, below);
    }
  }
  return most;
}

describe('quantizeRows()', () => {
  it('rounds each weight to the nearest of 255 multiples of its row, of which the products of four fit into 16 bits', () => {
    fc.assert(
      fc.property(size, size, seed, (rows, cols, from) => {
        const values = randomFloats(rows * cols, from, 3);
        const quantized = quantizeRows({ shape: [rows, cols], values });
        const scales = quantized.scales as Float32Array;
        expect(scales).toHaveLength(rows);
        values.forEach((value, i) => {
          const scale = scales[Math.floor(i / cols)] as number;
          expect(Math.abs(value - (quantized.values[i] as number))).toBeLessThanOrEqual(scale * 0.5001);
        });
        const whole = wholeWeights(quantized.values, scales);
        for (let row = 0; row < rows; row++) {
          const of = [...whole.subarray(row * cols, (row + 1) * cols)];
          const most = Math.max(...of.map(Math.abs));
          const four = mostOfFour(of);
          expect(four).toBeLessThanOrEqual(258);
          // the scale is no larger than one of the two asks for
          expect(most === 127 || four >= 252, `${most}, ${four}`).toBe(true);
        }
        expect(fitsFours(whole, cols)).toBe(true);
      }),
      runs,
    );
  });

  it('takes a row of zeros', () => {
    const { values, scales } = quantizeRows({ shape: [2, 2], values: Float32Array.of(0, 0, 1, -1) });
    expect([...values]).toEqual([0, 0, 1, -1]);
    expect([...(scales as Float32Array)].every((scale) => scale > 0)).toBe(true);
  });
});

describe('fitsFours()', () => {
  it('is false where the products of four could leave 16 bits', () => {
    expect(fitsFours(Int8Array.of(127, 127, 0, 0, 4, 0), 6)).toBe(true);
    expect(fitsFours(Int8Array.of(127, 127, 0, 0, 5, 0), 6)).toBe(false);
    expect(fitsFours(Int8Array.of(127, 127, 0, 0, -127, -127), 6)).toBe(true);
    expect(fitsFours(Int8Array.of(0, 0, -127, -127, 0, 0, -5, 0), 8)).toBe(false);
    expect(fitsFours(Int8Array.of(127, 0, 127, 127, 0, 0), 3)).toBe(true);
  });
});
