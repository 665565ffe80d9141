// The contract of a network, once for the kernel and once for the reference; and that both agree on every kind of
// layer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flow, inputSizeOf, macsPerStep, parameterCount } from '#src/model/flow.js';
import { ACTIVATION_KINDS, gateActivation } from '#src/model/gate-activation.js';
import type { Layer, Tensors } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, vectorBytes } from '#src/pipeline/kernel-access/kernel.js';
import type { Network } from '#src/pipeline/network/network.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { randomFloats } from '../../support/random.js';
import { randomTensors } from '../../support/tiny-model.js';

const module = await readKernel();

/** A network, and a step of it from an input to its scores. */
interface Reached {
  readonly network: Network;
  step(input: Float32Array): number[];
}

type Make = (layers: readonly Layer[], tensors: Tensors) => () => Reached;

/** Several networks share the weights, as streams do. */
const wasm: Make = (layers, tensors) => {
  const kernel = Kernel.create(module);
  const backend = new WasmBackend(kernel, layers, tensors);
  const { inputSize, outputSize, stateBytes, scoresOffset } = backend.shape;
  return () => {
    const inputAt = kernel.allocate(vectorBytes(inputSize));
    const stateAt = kernel.allocate(stateBytes);
    const network = backend.network(inputAt, stateAt);
    const step = (input: Float32Array) => {
      kernel.floats(inputAt, inputSize).set(input);
      network.step();
      return Array.from(kernel.floats(stateAt + scoresOffset, outputSize));
    };
    return { network, step };
  };
};

const reference: Make = (layers, tensors) => () => {
  const network = new ReferenceNetwork(layers, tensors);
  const step = (input: Float32Array) => {
    network.input = Array.from(input);
    network.step();
    return network.scores;
  };
  return { network, step };
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
    const { step } = open();
    const [first, again] = [step(inputs[0] as Float32Array), step(inputs[0] as Float32Array)];
    expect(again).not.toEqual(first);
  });

  it('starts at rest, and is at rest again after reset()', () => {
    const { network, step } = open();
    const first = inputs.map(step);
    network.reset();
    expect(inputs.map(step)).toEqual(first);
    expect(inputs.map(open().step)).toEqual(first);
  });

  it('does not depend on other networks with the same weights', () => {
    const alone = inputs.map(open().step);
    const [one, other] = [open(), open()];
    const together = inputs.map((input, i) => {
      other.step(randomFloats(6, 100 + i, 3));
      if (i === 5) other.network.reset();
      return one.step(input);
    });
    expect(together).toEqual(alone);
  });

  it('names the tensor that is missing', () => {
    const tensors = new Map(randomTensors(layers, 3));
    tensors.delete('gru.bias_hh_l1');
    expect(() => make(layers, tensors)().step(inputs[0] as Float32Array)).toThrow("tensor 'gru.bias_hh_l1' is missing");
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

  it.each(stacks)('agree on %s', (_, layers) => agree(layers, 8));

  const gate = fc
    .record({
      kind: fc.constantFrom(...ACTIVATION_KINDS),
      alpha: fc.option(fc.double({ min: 0.1, max: 1.5, noNaN: true }), { nil: undefined }),
      beta: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    })
    .map(({ kind, alpha, beta }) => gateActivation(kind, alpha && Math.fround(alpha), beta && Math.fround(beta)));
  const clip = fc.option(fc.constantFrom(0.25, 1, 4), { nil: undefined });
  const sizes = {
    inputSize: fc.integer({ min: 1, max: 20 }),
    hiddenSize: fc.integer({ min: 1, max: 20 }),
    layers: fc.integer({ min: 1, max: 3 }),
  };
  const present = (options: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const cell = fc.oneof(
    fc.record({ kind: fc.constant('rnn'), ...sizes, activation: fc.option(gate, { nil: undefined }), clip }),
    fc.record({
      kind: fc.constant('gru'),
      ...sizes,
      resetAfter: fc.boolean(),
      activations: fc.option(fc.tuple(gate, gate), { nil: undefined }),
      clip,
    }),
    fc.record({
      kind: fc.constant('lstm'),
      ...sizes,
      projectionSize: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
      peepholes: fc.boolean(),
      coupled: fc.boolean(),
      activations: fc.option(fc.tuple(gate, gate, gate), { nil: undefined }),
      clip,
    }),
  );

  it('agree on every form of the three cells', () => {
    fc.assert(
      fc.property(cell, fc.nat(1000), (options, seed) => {
        agree([{ ...present(options), name: 'cell' } as unknown as Layer], 3, seed, 0.3);
      }),
      { seed: 8, numRuns: 200 },
    );
  });

  const conv = (frames: number, history: number, stride: number, padding: readonly [number, number]): Layer => ({
    kind: 'conv1d',
    name: 'conv',
    inputChannels: 5,
    outputChannels: 6,
    kernelSize: 3,
    stride,
    frames,
    history,
    padding,
  });
  const others: readonly (readonly [string, readonly Layer[]])[] = [
    ['a causal convolution, a frame a step', [conv(1, 2, 1, [0, 0])]],
    ['a causal convolution, four frames a step, every second kept', [conv(4, 1, 2, [0, 0])]],
    ['a convolution within a step, between zeros', [conv(4, 0, 2, [1, 1])]],
    ['one that remembers less than it skips', [conv(6, 0, 3, [0, 0])]],
    [
      'rows normalized, scaled and made probabilities',
      [
        { kind: 'layer-norm', name: 'norm', frames: 3, size: 7, epsilon: 1e-5 },
        { kind: 'scale', name: 'scale', frames: 3, size: 7 },
        { kind: 'softmax', name: 'soft', frames: 3, size: 7 },
      ],
    ],
    [
      'a residual connection around a cell',
      [
        gru(6, 6),
        { kind: 'combine', name: 'sum', from: ['input', 'gru'], size: 6, operation: 'add' },
        dense(6, 3, 'none'),
      ],
    ],
    [
      'two ways side by side, some of it picked',
      [
        { kind: 'activation', name: 'square', size: 5, function: { kind: 'square' } },
        { kind: 'concat', name: 'both', from: ['input', 'square', 'input'] },
        {
          kind: 'gather',
          name: 'some',
          inputSize: 15,
          runs: [
            [14, 5, -3],
            [-1, 2, 0],
            [3, 4, 1],
          ],
        },
      ],
    ],
    [
      'a sum over all steps, made of a delay',
      [
        { kind: 'delay', name: 'before', of: 'sum', size: 4 },
        { kind: 'combine', name: 'sum', from: ['before', 'input'], size: 4, operation: 'add' },
      ],
    ],
    [
      'a delay of a delay',
      [
        { kind: 'delay', name: 'twice', of: 'once', size: 4 },
        { kind: 'delay', name: 'once', of: 'input', size: 4 },
        { kind: 'combine', name: 'change', from: ['input', 'twice'], size: 4, operation: 'subtract' },
      ],
    ],
    [
      'quotients and products',
      [
        { kind: 'activation', name: 'e', size: 9, function: { kind: 'exp' } },
        { kind: 'combine', name: 'ratio', from: ['input', 'e'], size: 9, operation: 'divide' },
        { kind: 'combine', name: 'product', from: ['ratio', 'e'], size: 9, operation: 'multiply' },
      ],
    ],
    [
      'a convolution, a norm, a cell and a dense layer',
      [
        conv(1, 2, 1, [0, 0]),
        { kind: 'scale', name: 'norm', frames: 1, size: 6 },
        { kind: 'activation', name: 'relu', size: 6, function: gateActivation('relu') },
        gru(6, 8),
        dense(8, 4, 'softmax'),
      ],
    ],
  ];

  it.each(others)('agree on %s', (_, layers) => agree(layers, 6, 5, 0.5));

  it('agree on layers of any size', () => {
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

  function agree(layers: readonly Layer[], steps: number, seed = 5, scale = 0.5): void {
    const tensors = randomTensors(layers, seed, scale);
    const [ours, twin] = [wasm(layers, tensors)(), reference(layers, tensors)()];
    for (let step = 0; step < steps; step++) {
      const input = randomFloats(inputSizeOf(layers), seed + step, 2);
      const [scores, exact] = [ours.step(input), twin.step(input)];
      expect(scores).toHaveLength(exact.length);
      scores.forEach((score, i) => {
        expect(Math.abs(score - (exact[i] as number))).toBeLessThan(2e-5 * Math.max(1, Math.abs(exact[i] as number)));
      });
    }
  }
});

describe('layers', () => {
  it.each([
    ["layer 'fc' takes 9 inputs, but 5 come", [gru(3, 5), dense(9, 2, 'none')]],
    ["layer 'gru' has the name of another layer", [gru(3, 3), gru(3, 3)]],
    [
      "layer 'sum' takes 'later', which is not the output of an earlier layer",
      [{ kind: 'combine', name: 'sum', from: ['input', 'later'], size: 3, operation: 'add' }],
    ],
    [
      "layer 'past' delays 'input' as 4 numbers, but 3 come",
      [gru(3, 3), { kind: 'delay', name: 'past', of: 'input', size: 4 }],
    ],
  ] as const)('that do not fit are refused: %s', (sentence, layers) => {
    expect(() => flow(layers as readonly Layer[])).toThrow(sentence);
  });

  it('count their parameters and their products', () => {
    const layers = [gru(10, 20, 2), dense(20, 3, 'softmax')];
    const first = 3 * 20 * 10 + 3 * 20 * 20;
    const second = 2 * 3 * 20 * 20;
    expect(macsPerStep(layers)).toBe(first + second + 60);
    expect(parameterCount(layers)).toBe(first + second + 60 + 4 * 60 + 3);
  });
});
