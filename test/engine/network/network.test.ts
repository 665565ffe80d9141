// The contract of a network, once for each of those that run it; and that both make the same of layers of every kind.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Kernel, vectorBytes } from '#src/engine/kernel.js';
import { type Layer, macsPerStep, parameterCount, type Tensors } from '#src/engine/network/layers.js';
import type { Network } from '#src/engine/network/network.js';
import { ReferenceNetwork } from '#src/engine/network/reference.js';
import { WasmNetwork, WasmWeights } from '#src/engine/network/wasm.js';
import { readKernel } from '#src/node/kernel-file.js';
import { randomFloats } from '../../support/random.js';
import { randomTensors } from '../../support/tiny-model.js';

const module = await readKernel();

/** A network with its input and its scores within reach. */
interface Reached {
  readonly network: Network;
  hear(input: Float32Array): number[];
}

type Make = (layers: readonly Layer[], tensors: Tensors) => () => Reached;

/** Several networks share the weights, as streams do. */
const wasm: Make = (layers, tensors) => {
  const kernel = Kernel.create(module);
  const weights = new WasmWeights(kernel, layers, tensors);
  return () => {
    const inputAt = kernel.allocate(vectorBytes(weights.inputSize));
    const stateAt = kernel.allocate(weights.stateBytes);
    const network = new WasmNetwork(weights, inputAt, stateAt);
    const hear = (input: Float32Array) => {
      kernel.floats(inputAt, weights.inputSize).set(input);
      network.step();
      return Array.from(kernel.floats(stateAt + weights.scoresOffset, weights.outputSize));
    };
    return { network, hear };
  };
};

const reference: Make = (layers, tensors) => () => {
  const network = new ReferenceNetwork(layers, tensors);
  const hear = (input: Float32Array) => {
    network.input = Array.from(input);
    network.step();
    return network.scores;
  };
  return { network, hear };
};

const gru = (inputSize: number, hiddenSize: number, layers = 1, name = 'gru'): Layer => ({
  kind: 'gru',
  name,
  inputSize,
  hiddenSize,
  layers,
});
const dense = (
  inputSize: number,
  outputSize: number,
  activation: 'softmax' | 'sigmoid' | 'none',
  name = 'fc',
): Layer => ({
  kind: 'dense',
  name,
  inputSize,
  outputSize,
  activation,
});

describe.each([
  ['on the kernel', wasm],
  ['in TypeScript', reference],
])('a network %s', (_, make) => {
  const layers = [gru(6, 9, 2), dense(9, 5, 'softmax')];
  const open = make(layers, randomTensors(layers, 3));
  const inputs = Array.from({ length: 12 }, (_, i) => randomFloats(6, i, 2));

  it('carries its state from step to step', () => {
    const { hear } = open();
    const [first, again] = [hear(inputs[0] as Float32Array), hear(inputs[0] as Float32Array)];
    expect(again).not.toEqual(first);
  });

  it('is at rest when new, and again after reset()', () => {
    const { network, hear } = open();
    const first = inputs.map(hear);
    network.reset();
    expect(inputs.map(hear)).toEqual(first);
    expect(inputs.map(open().hear)).toEqual(first);
  });

  it('hears nothing of its neighbours', () => {
    const alone = inputs.map(open().hear);
    const [one, other] = [open(), open()];
    const together = inputs.map((input, i) => {
      other.hear(randomFloats(6, 100 + i, 3));
      if (i === 5) other.network.reset();
      return one.hear(input);
    });
    expect(together).toEqual(alone);
  });

  it('says which tensor is missing', () => {
    const tensors = new Map(randomTensors(layers, 3));
    tensors.delete('gru.bias_hh_l1');
    expect(() => make(layers, tensors)().hear(inputs[0] as Float32Array)).toThrow("tensor 'gru.bias_hh_l1' is missing");
  });
});

describe('networks on the kernel and in TypeScript', () => {
  const stacks: readonly (readonly [string, readonly Layer[]])[] = [
    ['logits', [gru(5, 7), dense(7, 3, 'none')]],
    ['sigmoids', [gru(5, 7), dense(7, 9, 'sigmoid')]],
    ['one score', [gru(3, 2), dense(2, 1, 'softmax')]],
    ['no recurrence at all', [dense(10, 6, 'sigmoid'), dense(6, 4, 'softmax', 'out')]],
    ['a dense layer first', [dense(10, 13, 'none', 'in'), gru(13, 11), dense(11, 4, 'softmax')]],
    [
      'a dense layer between',
      [gru(4, 6, 1, 'a'), dense(6, 21, 'sigmoid', 'mid'), gru(21, 5, 2, 'b'), dense(5, 2, 'softmax')],
    ],
    ['a wide end behind a narrow cell', [gru(2, 1), dense(1, 130, 'softmax')]],
    ['three layers of cells', [gru(9, 10, 3), dense(10, 6, 'softmax')]],
  ];

  it.each(stacks)('make the same of %s', (_, layers) => agree(layers, 8));

  it('make the same of layers of any size', () => {
    const sizes = fc.record({
      inputSize: fc.integer({ min: 1, max: 40 }),
      hidden: fc.integer({ min: 1, max: 40 }),
      layers: fc.integer({ min: 1, max: 3 }),
      labels: fc.integer({ min: 1, max: 40 }),
      activation: fc.constantFrom('softmax' as const, 'sigmoid' as const, 'none' as const),
      seed: fc.nat(1000),
    });
    fc.assert(
      fc.property(sizes, ({ inputSize, hidden, layers, labels, activation, seed }) => {
        agree([gru(inputSize, hidden, layers), dense(hidden, labels, activation)], 3, seed);
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  function agree(layers: readonly Layer[], steps: number, seed = 5): void {
    const tensors = randomTensors(layers, seed, 0.5);
    const [ours, twin] = [wasm(layers, tensors)(), reference(layers, tensors)()];
    for (let step = 0; step < steps; step++) {
      const input = randomFloats((layers[0] as Layer).inputSize, seed + step, 2);
      const [scores, exact] = [ours.hear(input), twin.hear(input)];
      expect(scores).toHaveLength(exact.length);
      scores.forEach((score, i) => {
        expect(Math.abs(score - (exact[i] as number))).toBeLessThan(2e-5 * Math.max(1, Math.abs(exact[i] as number)));
      });
    }
  }
});

describe('layers', () => {
  it('count their parameters and their products', () => {
    const layers = [gru(10, 20, 2), dense(20, 3, 'softmax')];
    const first = 3 * 20 * 10 + 3 * 20 * 20;
    const second = 2 * 3 * 20 * 20;
    expect(macsPerStep(layers)).toBe(first + second + 60);
    expect(parameterCount(layers)).toBe(first + second + 60 + 4 * 60 + 3);
  });
});
