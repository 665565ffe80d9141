// Rows as words of single precision, and back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRow, rowTimeMs, rowWords } from '#src/series/rows.js';

describe('encodeRow()', () => {
  it('keeps a time to a sixteenth of a millisecond, before and after 1970', () => {
    fc.assert(
      fc.property(fc.double({ min: -(2 ** 43), max: 2 ** 43, noNaN: true }), (timeMs) => {
        const words = new Float32Array(rowWords(0));
        encodeRow(timeMs, [], words);
        expect(Math.abs(rowTimeMs(words) - timeMs)).toBeLessThanOrEqual(1 / 32 + 2 ** -9);
      }),
      { numRuns: 2000 },
    );
    const words = new Float32Array(8);
    for (const timeMs of [0, 1, -1, 1_767_225_600_123, 1_767_225_600_123.25, 2 ** 20 - 0.01, 2 ** 43]) {
      encodeRow(timeMs, [], words, 3);
      expect(rowTimeMs(words, 3)).toBe(Math.round(timeMs * 16) / 16);
    }
  });

  it('puts the values behind the time, in single precision, and leaves the rest alone', () => {
    const words = new Float32Array(6).fill(9);
    encodeRow(5, [1.1, Number.NaN], words, 1);
    expect([...words]).toEqual([9, 0, 5, Math.fround(1.1), Number.NaN, 9]);
  });
});
