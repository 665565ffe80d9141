// The kernel's GRU against onnxruntime-web and against the TypeScript twin.
import { env, InferenceSession, Tensor as OrtTensor } from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { cellModel } from '#src/harness/contest.js';
import { gruLayer, randomTensors } from '#src/harness/random-model.js';
import type { GruLayer, Layer, Tensors } from '#src/model/layers.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { randomFloats } from '../../../support/random.js';
import { runFlat } from '../../../support/run-network.js';
import { randomTensors as wildTensors } from '../../../support/tiny-model.js';
import { kernelStates, largestDifference } from './states.js';

describe('the GRU step', () => {
  it.each([
    [10, 20, 1],
    [40, 96, 1],
    [64, 128, 1],
    [7, 13, 1],
    [128, 256, 1],
    [9, 30, 2],
    [10, 20, 2],
    [40, 96, 2],
    [64, 128, 2],
    [33, 65, 3],
  ])(
    '%d -> %d, %d layers: every unit agrees with onnxruntime-web to 1e-5, step after step',
    async (inputSize, hiddenSize, layers) => {
      const layer: GruLayer = { ...gruLayer(inputSize, hiddenSize), layers };
      const tensors = randomTensors([layer], inputSize);
      const inputs = randomFloats(20 * inputSize, hiddenSize, 2);
      const theirs = await onnxStates(layer, tensors, inputs);
      const ours = kernelStates(layer, tensors, inputs);
      expect(ours).toHaveLength(20 * hiddenSize);
      expect(Math.max(...ours.map(Math.abs))).toBeGreaterThan(0.3); // the state moves
      expect(largestDifference(ours, theirs)).toBeLessThan(1e-5);
    },
  );

  it.each(Array.from({ length: 65 }, (_, i) => 2 * i + 1))(
    'agrees with its twin at a hidden size of %d',
    (hiddenSize) => {
      const inputSize = 1 + ((hiddenSize * 7) % 50);
      const layers: Layer[] = [
        { kind: 'gru', name: 'gru', inputSize, hiddenSize, layers: 2 },
        { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: 5, activation: 'softmax' },
      ];
      const tensors = wildTensors(layers, hiddenSize, 1 / Math.sqrt(hiddenSize));
      const inputs = randomFloats(4 * inputSize, 9, 2);
      const outputs = runFlat(layers, tensors, inputs);
      const twin = new ReferenceNetwork(layers, tensors);
      for (let step = 0; step < 4; step++) {
        twin.input = Array.from(inputs.subarray(step * inputSize, (step + 1) * inputSize));
        twin.step();
        twin.scores.forEach((score, i) => {
          expect(Math.abs(score - (outputs[step * 5 + i] as number))).toBeLessThan(1e-5);
        });
      }
    },
  );
});

/** What `kernelStates` gives, by onnxruntime-web: each step's states fed into the next. */
async function onnxStates(layer: GruLayer, tensors: Tensors, inputs: Float32Array): Promise<number[]> {
  env.wasm.numThreads = 1;
  env.logLevel = 'error';
  const { inputSize, hiddenSize, layers } = layer;
  const session = await InferenceSession.create(cellModel(layer, tensors), { executionProviders: ['wasm'] });
  const vector = (values: Float32Array) => new OrtTensor('float32', values, [1, 1, values.length]);
  let h = Array.from({ length: layers }, () => vector(new Float32Array(hiddenSize)));
  const states: number[] = [];
  for (let from = 0; from < inputs.length; from += inputSize) {
    const before = Object.fromEntries(h.map((state, l) => [`h${l}`, state]));
    const after = await session.run({ ...before, x: vector(inputs.slice(from, from + inputSize)) });
    h = h.map((_, l) => vector((after[`h${l}_next`] as OrtTensor).data as Float32Array));
    states.push(...((h.at(-1) as OrtTensor).data as Float32Array));
  }
  await session.release();
  return states;
}
