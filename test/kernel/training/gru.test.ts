// The forward pass of a GRU in training, against its equations.
import { describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { BASES } from '#src/pipeline/network/wasm/batch.js';
import { placeProduct } from '#src/pipeline/network/wasm/product.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';
import { randomFloats } from '../../support/random.js';

const kernel = createTrainingKernel(await readTrainingKernel());
const { functions } = kernel;

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
