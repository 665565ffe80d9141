// The kernel's inner product, in the order of sums that it states.
import { describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';
import { randomFloats } from '../support/random.js';

const kernel = createTrainingKernel(await readTrainingKernel());
const { functions } = kernel;
const sizes = Array.from({ length: 130 }, (_, i) => i + 1);

describe('dot', () => {
  it.each(sizes.filter((n) => n % 4 === 0))('is the sum of %d products, in the order that it states', (n) => {
    const [a, b] = [randomFloats(n, n), randomFloats(n, n + 1)];
    const lanes = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const product = Math.fround((a[i] as number) * (b[i] as number));
      lanes[i % 4] = Math.fround((lanes[i % 4] as number) + product);
    }
    const [first, second, third, fourth] = lanes as [number, number, number, number];
    const sum = Math.fround(Math.fround(first + second) + Math.fround(third + fourth));
    expect(functions.dot(kernel.place(a), kernel.place(b), n)).toBe(sum);
  });
});
