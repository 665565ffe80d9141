// The kernel's matrix product, against sums in double precision.
import { describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, padded } from '#src/pipeline/kernel-access/kernel.js';
import { packRows, padGates } from '#src/pipeline/kernel-access/pack.js';
import { randomFloats } from '../support/random.js';

const kernel = Kernel.create(await readKernel());
const { functions } = kernel;
const sizes = Array.from({ length: 130 }, (_, i) => i + 1);

describe('gemm', () => {
  it.each(sizes)(
    'adds A B to C for %d rows, A along its rows or its columns, and leaves the memory behind C unchanged',
    (m) => {
      const n = 4 + 4 * ((m * 5) % 33);
      const k = 1 + ((m * 53) % 300); // up to three blocks of k
      const [a, b, c] = [randomFloats(m * k, 1), randomFloats(k * n, 2), randomFloats(m * n + 8, 3)];
      const bAt = kernel.place(b);
      const rowsAt = kernel.place(c);
      functions.gemm(kernel.place(a), k * 4, 4, bAt, n * 4, rowsAt, n * 4, m, n, k);
      const columnsAt = kernel.place(c);
      functions.gemm(kernel.place(transpose(a, m, k)), 4, m * 4, bAt, n * 4, columnsAt, n * 4, m, n, k);
      const out = kernel.floats(rowsAt, m * n);
      expect(largestDifference(out, product(a, b, c, m, n, k))).toBeLessThan(1e-4);
      expect(bits(columnsAt, m * n)).toEqual(bits(rowsAt, m * n));
      expect(kernel.floats(rowsAt + m * n * 4, 8)).toEqual(c.slice(m * n));
    },
  );

  it('accepts rows that are further apart than they are long', () => {
    const [m, n, k] = [6, 12, 9];
    const [aRow, bRow, cRow] = [k + 3, n + 8, n + 4];
    const [a, b, c] = [randomFloats(m * aRow, 1), randomFloats(k * bRow, 2), randomFloats(m * cRow, 3)];
    const at = kernel.place(c);
    functions.gemm(kernel.place(a), aRow * 4, 4, kernel.place(b), bRow * 4, at, cRow * 4, m, n, k);
    const packed = (x: Float32Array, row: number, length: number) => x.filter((_, i) => i % row < length);
    const exact = product(packed(a, aRow, k), packed(b, bRow, n), packed(c, cRow, n), m, n, k);
    const out = kernel.floats(at, m * cRow);
    expect(largestDifference(packed(out, cRow, n), exact)).toBeLessThan(1e-5);
    expect(out.filter((_, i) => i % cRow >= n)).toEqual(c.filter((_, i) => i % cRow >= n));
  });

  it.each(sizes.filter((rows) => rows % 4 === 0))(
    'and matvec agree to the bit: a batch gives what each alone gives (%d rows)',
    (rows) => {
      const cols = 1 + ((rows * 37) % 290); // from less than one block of k to more than two
      const count = 1 + ((rows / 4) % 9); // tiles of four rows, and what remains of them
      const [w, b, x] = [randomFloats(rows * cols, 5), randomFloats(rows, 6), randomFloats(count * cols, 7)];
      const out = kernel.place(Float32Array.from({ length: count * rows }, (_, i) => b[i % rows] as number));
      const wT = kernel.place(transpose(w, rows, cols));
      functions.gemm(kernel.place(x), cols * 4, 4, wT, rows * 4, out, rows * 4, count, rows, cols);
      for (let batchRow = 0; batchRow < count; batchRow++) {
        const alone = kernel.place(matvec(w, b, x.slice(batchRow * cols, (batchRow + 1) * cols), rows, cols));
        expect(bits(out + batchRow * rows * 4, rows)).toEqual(bits(alone, rows));
      }
    },
  );
});

function matvec(w: Float32Array, b: Float32Array, x: Float32Array, rows: number, cols: number): Float32Array {
  const y = kernel.place(new Float32Array(padded(rows)));
  const packed = kernel.place(packRows(w, 1, rows, cols));
  functions.matvec(packed, kernel.place(padGates(b, 1, rows)), kernel.place(x), y, padded(rows), cols);
  return kernel.floats(y, rows).slice();
}

/** C + A B in double precision; A: (m, k), B: (k, n). */
function product(a: Float32Array, b: Float32Array, c: Float32Array, m: number, n: number, k: number): number[] {
  return Array.from({ length: m * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = c[at] as number;
    for (let l = 0; l < k; l++) sum += (a[i * k + l] as number) * (b[l * n + j] as number);
    return sum;
  });
}

function bits(at: number, length: number): Int32Array {
  return kernel.integers(at, length).slice();
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] as number))), 0);
}

function transpose(x: Float32Array, rows: number, cols: number): Float32Array {
  return x.map((_, i) => x[(i % rows) * cols + Math.floor(i / rows)] as number);
}
