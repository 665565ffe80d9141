// Weights of 8 bits: the kernel gives the bits of its twin, on plain and on relaxed SIMD, alone and for many rows of a
// batch.
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affine } from '#src/model/cells.js';
import type { Tensor } from '#src/model/layers.js';
import { affineInt8, quantizeRows, quantizeVector, wholeWeights } from '#src/model/quantized.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, padded } from '#src/pipeline/kernel-access/kernel.js';
import { hasRelaxedSimd } from '#src/pipeline/kernel-access/relaxed-simd.js';
import { BASES } from '#src/pipeline/network/wasm/batch.js';
import { placeProduct, quantizedBytes } from '#src/pipeline/network/wasm/product.js';
import { randomFloats } from '../support/random.js';

const kernel = Kernel.create(await readKernel());
const runs = { seed: 11, numRuns: 60 };
const size = fc.integer({ min: 1, max: 130 });
const seed = fc.integer({ min: 1, max: 1e6 });

/** Rows of the kernel's product with each vector, all rows of the batch at once. */
function products(weight: Tensor, bias: Float32Array, vectors: readonly Float32Array[]): Float32Array[] {
  const [units, cols] = weight.shape as [number, number];
  const record = placeProduct(kernel, weight, bias, { gates: 1, units, cols }, 0);
  const count = vectors.length;
  const batch = kernel.allocate(16 * count);
  const at = vectors.map((vector) => kernel.place(vector));
  kernel.integers(batch, 4 * count).set(at.flatMap((address) => [address, 0, 0, 0]));
  const rows = padded(units);
  const y = kernel.allocate(4 * rows * count);
  const spare = kernel.allocate(count * quantizedBytes(cols));
  kernel.functions.products(record, batch, count, BASES.input, 0, y, spare);
  return at.map((_, batchRow) => kernel.floats(y + 4 * rows * batchRow, units).slice());
}

const bits = (values: Float32Array) => [...new Int32Array(values.buffer, values.byteOffset, values.length)];

describe('quantize', () => {
  it('gives the numbers of its twin', () => {
    fc.assert(
      fc.property(size, seed, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (n, from, scale) => {
        const x = randomFloats(n, from, scale);
        const q = kernel.allocate(quantizedBytes(n));
        kernel.functions.quantize(kernel.place(x), q, n);
        const twin = quantizeVector(x);
        expect(bits(kernel.floats(q, 2).slice())).toEqual(bits(Float32Array.of(twin.low, twin.step)));
        // plain SIMD has them in two bytes, relaxed SIMD in one
        const whole = hasRelaxedSimd
          ? kernel.bytes(q + 16, n)
          : new Uint16Array(kernel.bytes(q + 16, 2 * n).slice().buffer);
        expect([...whole]).toEqual([...twin.q]);
        expect(Math.min(...twin.q)).toBe(0);
      }),
      runs,
    );
  });

  it('keeps numbers that are all equal', () => {
    const weight = quantizeRows({ shape: [3, 5], values: randomFloats(15, 1) });
    const [y] = products(weight, new Float32Array(3), [new Float32Array(5).fill(0.7)]) as [Float32Array];
    const exact = affine(weight.values, new Float32Array(3), new Array(5).fill(0.7));
    for (let i = 0; i < 3; i++) expect(y[i]).toBeCloseTo(exact[i] as number, 5);
  });
});

describe('products', () => {
  it('of 8-bit weights have the bits of their twin, for 1 to 130 rows and columns', () => {
    fc.assert(
      fc.property(size, size, seed, (rows, cols, from) => {
        const weight = quantizeRows({ shape: [rows, cols], values: randomFloats(rows * cols, from) });
        const [bias, x] = [randomFloats(rows, from + 1), randomFloats(cols, from + 2, 2)];
        const [y] = products(weight, bias, [x]) as [Float32Array];
        const scales = weight.scales as Float32Array;
        expect(bits(y)).toEqual(bits(affineInt8(wholeWeights(weight.values, scales), scales, bias, x)));
      }),
      runs,
    );
  });

  it('of 8-bit weights are near those in single precision', () => {
    const [rows, cols] = [96, 128];
    const values = randomFloats(rows * cols, 1, 1 / Math.sqrt(cols));
    const [bias, x] = [randomFloats(rows, 2), randomFloats(cols, 3)];
    const [y] = products(quantizeRows({ shape: [rows, cols], values }), bias, [x]) as [Float32Array];
    const exact = affine(values, bias, Array.from(x));
    expect(Math.max(...y.map((v, i) => Math.abs(v - (exact[i] as number))))).toBeLessThan(0.02);
  });

  it.each(['single precision', '8 bits'])(
    'of %s give each of many rows of a batch the bits that it gets alone',
    (kind) => {
      fc.assert(
        fc.property(size, size, fc.integer({ min: 2, max: 9 }), seed, (rows, cols, count, from) => {
          const plain = { shape: [rows, cols], values: randomFloats(rows * cols, from) };
          const weight = kind === '8 bits' ? quantizeRows(plain) : plain;
          const bias = randomFloats(rows, from + 1);
          const vectors = Array.from({ length: count }, (_, batchRow) => randomFloats(cols, from + 2 + batchRow));
          const together = products(weight, bias, vectors);
          for (const [batchRow, x] of vectors.entries()) {
            expect(bits(together[batchRow] as Float32Array)).toEqual(
              bits(products(weight, bias, [x])[0] as Float32Array),
            );
          }
        }),
        { ...runs, numRuns: 30 },
      );
    },
  );
});

describe('the kernel of relaxed SIMD', () => {
  it('compiles only on engines with relaxed SIMD', async () => {
    const relaxed = await readFile(new URL('../../dist/kernel/kernel-relaxed.wasm', import.meta.url));
    const plain = await readFile(new URL('../../dist/kernel/kernel.wasm', import.meta.url));
    expect(WebAssembly.validate(plain)).toBe(true);
    // Node from version 22 on
    expect(WebAssembly.validate(relaxed)).toBe(Number(process.versions.v8.split('.')[0]) >= 12);
  });
});
