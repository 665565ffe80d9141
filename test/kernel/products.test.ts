// Products and sums of the kernel against plain double-precision loops, for odd sizes too.
import { describe, expect, it } from 'vitest';
import { Kernel, padded } from '#src/engine/kernel.js';
import { packRows, padGates } from '#src/engine/network/pack.js';
import { affine } from '#src/engine/network/reference.js';
import { readKernel } from '#src/node/kernel-file.js';
import { randomFloats } from '../support/random.js';

const kernel = Kernel.create(await readKernel());
const { functions } = kernel;
const sizes = Array.from({ length: 130 }, (_, i) => i + 1);

describe('matvec', () => {
  it.each(sizes)('is b + W x for %d rows', (rows) => {
    const cols = 1 + ((rows * 11) % 70);
    const [w, b, x] = [randomFloats(rows * cols, rows), randomFloats(rows, rows + 1), randomFloats(cols, rows + 2)];
    const y = matvec(w, b, x, rows, cols);
    affine(w, b, Array.from(x)).forEach((exact, i) => {
      expect(Math.abs((y[i] as number) - exact)).toBeLessThan(1e-4);
    });
  });
});

describe('gemm', () => {
  it.each([
    [1, 4, 1],
    [3, 8, 5],
    [4, 12, 127],
    [5, 36, 128],
    [7, 20, 129],
    [16, 288, 96],
    [33, 4, 300],
  ])('adds A B to C for %d x %d with %d products each', (m, n, k) => {
    const [a, b, c] = [randomFloats(m * k, 1), randomFloats(k * n, 2), randomFloats(m * n, 3)];
    const at = { a: kernel.place(a), b: kernel.place(b), c: kernel.place(c) };
    functions.gemm(at.a, k * 4, 4, at.b, n * 4, at.c, n * 4, m, n, k);
    const transposed = { a: kernel.place(transpose(a, m, k)), c: kernel.place(c) };
    functions.gemm(transposed.a, 4, m * 4, at.b, n * 4, transposed.c, n * 4, m, n, k);
    const out = kernel.floats(at.c, m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = c[i * n + j] as number;
        for (let l = 0; l < k; l++) sum += (a[i * k + l] as number) * (b[l * n + j] as number);
        expect(Math.abs((out[i * n + j] as number) - sum)).toBeLessThan(1e-4);
      }
    }
    expect(kernel.floats(transposed.c, m * n)).toEqual(out);
  });

  it.each([4, 20, 36, 60, 288])(
    'and matvec agree to the bit: a batch of lanes gives what each alone gives (%d rows)',
    (rows) => {
      const cols = 150; // more than one block of k
      const lanes = 6;
      const [w, b, x] = [randomFloats(rows * cols, 5), randomFloats(rows, 6), randomFloats(lanes * cols, 7)];
      const out = kernel.place(Float32Array.from({ length: lanes * rows }, (_, i) => b[i % rows] as number));
      const wT = kernel.place(transpose(w, rows, cols));
      functions.gemm(kernel.place(x), cols * 4, 4, wT, rows * 4, out, rows * 4, lanes, rows, cols);
      for (let lane = 0; lane < lanes; lane++) {
        const alone = matvec(w, b, x.slice(lane * cols, (lane + 1) * cols), rows, cols);
        expect(kernel.floats(out + lane * rows * 4, rows)).toEqual(alone);
      }
    },
  );
});

describe('the small pieces of training', () => {
  const [rows, n] = [7, 12];
  const x = randomFloats(rows * n, 8);

  it('dot, sumRows, sumSquares and transpose are what their names say', () => {
    const at = kernel.place(x);
    const exact = x.reduce((sum, value) => sum + value * value, 0);
    expect(functions.dot(at, at, x.length)).toBeCloseTo(exact, 4);
    expect(functions.sumSquares(at, x.length)).toBeCloseTo(exact, 4);
    const sums = kernel.place(new Float32Array(n).fill(1));
    functions.sumRows(at, sums, rows, n);
    kernel.floats(sums, n).forEach((sum, j) => {
      let wanted = 1;
      for (let row = 0; row < rows; row++) wanted += x[row * n + j] as number;
      expect(sum).toBeCloseTo(wanted, 5);
    });
    const turned = kernel.place(new Float32Array(rows * n));
    functions.transpose(at, turned, rows, n, rows);
    expect(kernel.floats(turned, rows * n)).toEqual(transpose(x, rows, n));
  });

  it('addRows and maskRows do the same to every row', () => {
    const row = randomFloats(n, 9);
    const out = kernel.place(x);
    functions.maskRows(kernel.place(x), kernel.place(row), out, rows, n);
    expect(kernel.floats(out, rows * n)).toEqual(x.map((value, i) => value * (row[i % n] as number)));
    functions.addRows(kernel.place(row), out, rows, n);
    expect(kernel.floats(out, rows * n)).toEqual(x.map((_, i) => row[i % n] as number));
  });

  it('adam takes the step of the paper', () => {
    const [w, g] = [randomFloats(8, 10), randomFloats(8, 11)];
    const [m, v] = [randomFloats(8, 12, 0.1), randomFloats(8, 13, 0.1).map(Math.abs)];
    const at = { w: kernel.place(w), g: kernel.place(g), m: kernel.place(m), v: kernel.place(v) };
    const [scale, rate, b1, b2, eps, decay] = [0.5, 0.01, 0.9, 0.99, 1e-8, 0.1];
    const [c1, c2] = [1 / (1 - b1 ** 3), 1 / (1 - b2 ** 3)];
    functions.adam(at.w, at.g, at.m, at.v, 8, scale, rate, b1, b2, c1, c2, eps, decay);
    kernel.floats(at.w, 8).forEach((after, i) => {
      const gradient = (g[i] as number) * scale;
      const mean = b1 * (m[i] as number) + (1 - b1) * gradient;
      const square = b2 * (v[i] as number) + (1 - b2) * gradient ** 2;
      const move = (mean * c1) / (Math.sqrt(square * c2) + eps) + decay * (w[i] as number);
      expect(after).toBeCloseTo((w[i] as number) - rate * move, 5);
    });
  });
});

function matvec(w: Float32Array, b: Float32Array, x: Float32Array, rows: number, cols: number): Float32Array {
  const y = kernel.place(new Float32Array(padded(rows)));
  const packed = kernel.place(packRows(w, 1, rows, cols));
  functions.matvec(packed, kernel.place(padGates(b, 1, rows)), kernel.place(x), y, padded(rows), cols);
  return kernel.floats(y, rows).slice();
}

function transpose(x: Float32Array, rows: number, cols: number): Float32Array {
  return x.map((_, i) => x[(i % rows) * cols + Math.floor(i / rows)] as number);
}
