// The kernel's pieces of training against what their names say, in double precision. The gradients themselves: test/training.
import { describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { softmax } from '#src/pipeline/network/reference.js';
import { BASES } from '#src/pipeline/network/wasm/batch.js';
import { placeProduct } from '#src/pipeline/network/wasm/product.js';
import { randomFloats } from '../support/random.js';

const kernel = Kernel.create(await readKernel());
const { functions } = kernel;
const shapes = [
  [1, 4],
  [2, 12],
  [7, 20],
  [33, 96],
] as const;

describe.each(shapes)('over %d rows of %d floats', (rows, n) => {
  const x = randomFloats(rows * n, rows);
  const row = randomFloats(n, n);
  const column = (j: number) => Array.from({ length: rows }, (_, i) => x[i * n + j] as number);

  it('sumRows adds the rows to what is there', () => {
    const sums = kernel.place(row);
    functions.sumRows(kernel.place(x), sums, rows, n);
    kernel.floats(sums, n).forEach((sum, j) => {
      expect(sum).toBeCloseTo(
        column(j).reduce((a, b) => a + b, row[j] as number),
        5,
      );
    });
  });

  it('addRows makes every row the bias', () => {
    const out = kernel.place(x);
    functions.addRows(kernel.place(row), out, rows, n);
    expect(kernel.floats(out, rows * n)).toEqual(x.map((_, i) => row[i % n] as number));
  });

  it('maskRows multiplies every row by the mask, in place too', () => {
    const masked = x.map((value, i) => value * (row[i % n] as number));
    const [from, to] = [kernel.place(x), kernel.place(new Float32Array(rows * n))];
    functions.maskRows(from, kernel.place(row), to, rows, n);
    expect(kernel.floats(to, rows * n)).toEqual(masked);
    functions.maskRows(from, kernel.place(row), from, rows, n);
    expect(kernel.floats(from, rows * n)).toEqual(masked);
  });

  it('transpose swaps rows and columns, and leaves what lies between rows that are further apart', () => {
    const far = rows + 3;
    const out = kernel.place(new Float32Array(n * far).fill(9));
    functions.transpose(kernel.place(x), out, rows, n, far);
    for (let j = 0; j < n; j++) {
      expect(Array.from(kernel.floats(out + j * far * 4, far))).toEqual([...column(j), 9, 9, 9]);
    }
  });

  it('sumSquares is the square of the norm', () => {
    const exact = x.reduce((sum, value) => sum + value * value, 0);
    expect(functions.sumSquares(kernel.place(x), rows * n) / exact).toBeCloseTo(1, 5);
  });

  it('softmaxRows takes the labels at the start of each row', () => {
    const labels = n - 1;
    const out = kernel.allocate(rows * n * 4 + 16);
    functions.softmaxRows(kernel.place(x), out, rows, labels, n);
    for (let i = 0; i < rows; i++) {
      const exact = softmax(Array.from(x.subarray(i * n, i * n + labels)));
      kernel.floats(out + i * n * 4, labels).forEach((score, j) => {
        expect(Math.abs(score - (exact[j] as number))).toBeLessThan(1e-6);
      });
    }
  });
});

describe('gruForward', () => {
  it.each([
    [1, 4],
    [3, 8],
    [6, 36],
  ])('takes %d sequences of %d units one step on, each to the very bits of gruStep', (sequences, hidden) => {
    const inputSize = 5;
    const [wIh, wHh] = [randomFloats(3 * hidden * inputSize, 1), randomFloats(3 * hidden * hidden, 2, 0.3)];
    const [bIh, bHh] = [randomFloats(3 * hidden, 3), randomFloats(3 * hidden, 4)];
    const [x, h] = [randomFloats(sequences * inputSize, 5, 2), randomFloats(sequences * hidden, 6)];
    const product = (w: Float32Array, b: Float32Array, cols: number) =>
      placeProduct(kernel, { shape: [3 * hidden, cols], values: w }, b, { gates: 3, units: hidden, cols }, 0);
    const [ih, hh] = [product(wIh, bIh, inputSize), product(wHh, bHh, hidden)];
    const gates = { x: kernel.allocate(sequences * 3 * hidden * 4), h: kernel.allocate(sequences * 3 * hidden * 4) };
    const [scratch, table] = [kernel.allocate(6 * hidden * 4), kernel.allocate(16)];
    const alone: number[] = [];
    for (let sequence = 0; sequence < sequences; sequence++) {
      const input = kernel.place(x.slice(sequence * inputSize, (sequence + 1) * inputSize));
      const state = kernel.place(h.slice(sequence * hidden, (sequence + 1) * hidden));
      functions.product(ih, input, gates.x + sequence * 3 * hidden * 4, 0);
      functions.product(hh, state, gates.h + sequence * 3 * hidden * 4, 0);
      kernel.integers(table, 2).set([input, state]);
      functions.gruStep(table, 1, BASES.input, 0, 0, ih, hh, scratch, hidden);
      alone.push(...kernel.integers(state, hidden));
    }
    const out = kernel.allocate(sequences * hidden * 4);
    const saved = kernel.allocate(sequences * 4 * hidden * 4);
    functions.gruForward(gates.x, gates.h, kernel.place(h), out, saved, sequences, hidden);
    expect(Array.from(kernel.integers(out, sequences * hidden))).toEqual(alone);
  });
});

describe('adam', () => {
  it('takes the steps of the paper, three in a row: weights, mean and mean square', () => {
    const n = 12;
    const [scale, rate, b1, b2, eps, decay] = [0.5, 0.01, 0.9, 0.99, 1e-3, 0.1];
    const [w, m, v] = [Array.from(randomFloats(n, 10)), new Array<number>(n).fill(0), new Array<number>(n).fill(0)];
    const at = { w: kernel.place(w), m: kernel.place(m), v: kernel.place(v) };
    for (let step = 1; step <= 3; step++) {
      const g = randomFloats(n, 10 + step);
      const [c1, c2] = [1 / (1 - b1 ** step), 1 / (1 - b2 ** step)];
      functions.adam(at.w, kernel.place(g), at.m, at.v, n, scale, rate, b1, b2, c1, c2, eps, decay);
      for (let i = 0; i < n; i++) {
        const gradient = (g[i] as number) * scale;
        m[i] = b1 * (m[i] as number) + (1 - b1) * gradient;
        v[i] = b2 * (v[i] as number) + (1 - b2) * gradient ** 2;
        const move = ((m[i] as number) * c1) / (Math.sqrt((v[i] as number) * c2) + eps) + decay * (w[i] as number);
        w[i] = (w[i] as number) - rate * move;
      }
    }
    for (const [address, exact] of [
      [at.w, w],
      [at.m, m],
      [at.v, v],
    ] as const) {
      kernel.floats(address, n).forEach((value, i) => {
        expect(Math.abs(value - (exact[i] as number))).toBeLessThan(1e-6);
      });
    }
  });
});
