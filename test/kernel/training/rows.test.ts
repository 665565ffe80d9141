// How the kernel handles the rows of training, against plain loops in double precision.
import { describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { softmax } from '#src/pipeline/network/reference.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';
import { randomFloats } from '../../support/random.js';

const kernel = createTrainingKernel(await readTrainingKernel());
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

  it('sumRows adds the rows to the sum', () => {
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

  it('transpose swaps rows and columns, and leaves the memory between rows unchanged', () => {
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

  it('softmaxRows uses the labels at the start of each row', () => {
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
