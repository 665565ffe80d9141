// Many streams in one batch of the kernel: each has the bits that it has alone, and those are what the reference gives.
import { describe, expect, it } from 'vitest';
import type { Layer } from '#src/model/layers.js';
import { quantizeNetwork } from '#src/model/quantized.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { randomFloats } from '../../../support/random.js';
import { randomTensors } from '../../../support/tiny-model.js';

/** Every kind of layer whose step must keep the rows of a batch apart. */
const LAYERS: readonly Layer[] = [
  {
    kind: 'conv1d',
    name: 'conv',
    inputChannels: 6,
    outputChannels: 10,
    kernelSize: 3,
    stride: 1,
    frames: 1,
    history: 2,
    padding: [0, 0],
  },
  { kind: 'activation', name: 'relu', size: 10, function: { kind: 'relu', alpha: 0, beta: 0 } },
  { kind: 'gru', name: 'before', inputSize: 10, hiddenSize: 9, layers: 1, resetAfter: false },
  { kind: 'lstm', name: 'lstm', inputSize: 9, hiddenSize: 11, layers: 2, projectionSize: 5, peepholes: true },
  { kind: 'layer-norm', name: 'norm', frames: 1, size: 5, epsilon: 1e-5 },
  { kind: 'rnn', name: 'rnn', inputSize: 5, hiddenSize: 7, layers: 1 },
  { kind: 'delay', name: 'late', of: 'rnn', size: 7 },
  { kind: 'concat', name: 'both', from: ['rnn', 'late'] },
  { kind: 'scale', name: 'scale', frames: 1, size: 14 },
  { kind: 'dense', name: 'fc', inputSize: 14, outputSize: 4, activation: 'softmax' },
];

describe('a batch of a network with every kind of layer', () => {
  it.each(['single precision', '8 bits'])('gives each of many streams the bits that it has alone: %s', async (kind) => {
    const kernel = Kernel.create(await readKernel());
    const tensors = randomTensors(LAYERS, 3, 0.5);
    const backend = new WasmBackend(kernel, LAYERS, kind === '8 bits' ? quantizeNetwork(LAYERS, tensors) : tensors);
    const [streams, steps] = [13, 6];
    const inputs = Array.from({ length: streams }, (_, stream) => randomFloats(6 * steps, stream + 1, 2));
    const place = () => ({ inputAt: kernel.allocate(32), stateAt: kernel.allocate(backend.shape.stateBytes) });
    const scores = (stateAt: number) => [...kernel.floats(stateAt + backend.shape.scoresOffset, 4)];
    const batch = backend.batch(16);
    const places = inputs.map(place);
    const scoresOfAll: number[][][] = inputs.map(() => []);
    for (let step = 0; step < steps; step++) {
      // the streams change places, and every third step one is left out and steps after the others
      const order = places.map((_, i) => (i * 5 + step) % streams);
      const [late] = step % 3 === 0 ? order.splice(2, 1) : [];
      for (const [stream, i] of order.entries()) {
        const { inputAt, stateAt } = places[i] as { inputAt: number; stateAt: number };
        kernel.floats(inputAt, 6).set((inputs[i] as Float32Array).subarray(6 * step, 6 * step + 6));
        batch.set(stream, inputAt, stateAt);
      }
      batch.count = order.length;
      batch.step();
      if (late !== undefined) {
        const { inputAt, stateAt } = places[late] as { inputAt: number; stateAt: number };
        kernel.floats(inputAt, 6).set((inputs[late] as Float32Array).subarray(6 * step, 6 * step + 6));
        backend.network(inputAt, stateAt).step();
      }
      for (const [i, { stateAt }] of places.entries()) scoresOfAll[i]?.push(scores(stateAt));
    }
    for (const [i, input] of inputs.entries()) {
      const { inputAt, stateAt } = place();
      const network = backend.network(inputAt, stateAt);
      const alone = Array.from({ length: steps }, (_, step) => {
        kernel.floats(inputAt, 6).set(input.subarray(6 * step, 6 * step + 6));
        network.step();
        return scores(stateAt);
      });
      expect(scoresOfAll[i]).toEqual(alone);
    }
    if (kind === '8 bits') return;
    const twin = new ReferenceNetwork(LAYERS, tensors);
    for (let step = 0; step < steps; step++) {
      twin.input = Array.from((inputs[0] as Float32Array).subarray(6 * step, 6 * step + 6));
      twin.step();
      twin.scores.forEach((score, j) => {
        expect(Math.abs(score - ((scoresOfAll[0] as number[][])[step] as number[])[j]!)).toBeLessThan(1e-5);
      });
    }
  });
});
