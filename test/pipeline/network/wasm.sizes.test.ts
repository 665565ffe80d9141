// Every layer that multiplies, at sizes that fill no block and no vector: the kernel against its twin, in single
// precision and in 8 bits.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Layer } from '#src/model/layers.js';
import { quantizeNetwork } from '#src/model/quantized.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { randomFloats } from '../../support/random.js';
import { runFlat } from '../../support/run-network.js';
import { randomTensors } from '../../support/tiny-model.js';

const size = fc.integer({ min: 1, max: 130 });
const seed = fc.integer({ min: 1, max: 1e6 });
const runs = { seed: 5, numRuns: 40 };
const STEPS = 4;

const LAYERS: Readonly<Record<string, (inputSize: number, hiddenSize: number) => Layer>> = {
  rnn: (inputSize, hiddenSize) => ({ kind: 'rnn', name: 'a', inputSize, hiddenSize, layers: 1 }),
  gru: (inputSize, hiddenSize) => ({ kind: 'gru', name: 'a', inputSize, hiddenSize, layers: 1 }),
  'gru with the reset gate before': (inputSize, hiddenSize) => ({
    kind: 'gru',
    name: 'a',
    inputSize,
    hiddenSize,
    layers: 1,
    resetAfter: false,
  }),
  lstm: (inputSize, hiddenSize) => ({ kind: 'lstm', name: 'a', inputSize, hiddenSize, layers: 1 }),
  dense: (inputSize, outputSize) => ({ kind: 'dense', name: 'a', inputSize, outputSize, activation: 'none' }),
  conv1d: (inputChannels, outputChannels) => ({
    kind: 'conv1d',
    name: 'a',
    inputChannels,
    outputChannels,
    kernelSize: 3,
    stride: 1,
    frames: 1,
    history: 2,
    padding: [0, 0],
  }),
};

describe.each(Object.keys(LAYERS))('a layer %s of 1 to 130 inputs and units', (kind) => {
  it.each([
    ['single precision', 1e-4],
    ['8 bits', 0.05],
  ] as const)('agrees with its twin: %s', (precision, most) => {
    fc.assert(
      fc.property(size, size, seed, (inputSize, units, from) => {
        const layers = [(LAYERS[kind] as (typeof LAYERS)[string])(inputSize, units)];
        const plain = randomTensors(layers, from, 1 / Math.sqrt(inputSize + units));
        const tensors = precision === '8 bits' ? quantizeNetwork(layers, plain) : plain;
        const inputs = randomFloats(STEPS * inputSize, from + 1);
        const outputs = runFlat(layers, tensors, inputs);
        const twin = new ReferenceNetwork(layers, tensors); // of the rounded weights; vectors it does not round
        for (let step = 0; step < STEPS; step++) {
          twin.input = Array.from(inputs.subarray(step * inputSize, (step + 1) * inputSize));
          twin.step();
          twin.scores.forEach((score, i) => {
            expect(Math.abs(score - (outputs[step * units + i] as number))).toBeLessThan(most);
          });
        }
      }),
      runs,
    );
  });
});
