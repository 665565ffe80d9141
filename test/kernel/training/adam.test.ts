// The optimizer's step, against the equations of the paper.
import { describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';
import { randomFloats } from '../../support/random.js';

const kernel = createTrainingKernel(await readTrainingKernel());
const { functions } = kernel;

describe('adam', () => {
  it('takes three steps as in the paper: weights, mean and mean square', () => {
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
