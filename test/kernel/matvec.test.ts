// The product of a packed matrix and a vector, against loops in double precision, also for odd sizes.
import { describe, expect, it } from 'vitest';
import { affine } from '#src/model/cells.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, padded } from '#src/pipeline/kernel-access/kernel.js';
import { packRows, padGates } from '#src/pipeline/kernel-access/pack.js';
import { randomFloats } from '../support/random.js';

const kernel = Kernel.create(await readKernel());
const { functions } = kernel;
const sizes = Array.from({ length: 130 }, (_, i) => i + 1);

describe('matvec', () => {
  it.each(sizes)('is b + W x for %d rows', (rows) => {
    const cols = 1 + ((rows * 11) % 70);
    const [w, b, x] = [randomFloats(rows * cols, rows), randomFloats(rows, rows + 1), randomFloats(cols, rows + 2)];
    const y = matvec(w, b, x, rows, cols);
    expect(largestDifference(y, affine(w, b, Array.from(x)))).toBeLessThan(1e-5);
  });
});

function matvec(w: Float32Array, b: Float32Array, x: Float32Array, rows: number, cols: number): Float32Array {
  const y = kernel.place(new Float32Array(padded(rows)));
  const packed = kernel.place(packRows(w, 1, rows, cols));
  functions.matvec(packed, kernel.place(padGates(b, 1, rows)), kernel.place(x), y, padded(rows), cols);
  return kernel.floats(y, rows).slice();
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] as number))), 0);
}
