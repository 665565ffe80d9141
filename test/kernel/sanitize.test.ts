// Samples that are not finite are replaced and counted.
import { describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';

const kernel = Kernel.create(await readKernel());
const { functions } = kernel;

describe('sanitize', () => {
  it('replaces NaN and infinities by zeros, counts them, and keeps all other numbers', () => {
    const x = Float32Array.from([1, Number.NaN, -2, Infinity, -Infinity, 3.4e38, 1e-45, 0, -0]);
    const at = kernel.place(x);
    expect(functions.sanitize(at, x.length)).toBe(3);
    expect(kernel.floats(at, x.length)).toEqual(Float32Array.from([1, 0, -2, 0, 0, 3.4e38, 1e-45, 0, -0]));
  });

  it('handles every pattern of sign, exponent and the first bits of the fraction', () => {
    const patterns = Int32Array.from({ length: 2 * 65_536 }, (_, i) => (i >> 1) * 65_536 + (i & 1));
    const at = kernel.allocate(patterns.byteLength);
    kernel.integers(at, patterns.length).set(patterns);
    const finite = new Float32Array(patterns.buffer).map((x) => (Number.isFinite(x) ? 1 : 0));
    expect(functions.sanitize(at, patterns.length)).toBe(finite.filter((is) => is === 0).length);
    expect(kernel.integers(at, patterns.length)).toEqual(patterns.map((bits, i) => (finite[i] ? bits : 0)));
  });
});
