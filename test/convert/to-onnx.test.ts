// Our networks as ONNX models of one step: onnxruntime-web gives what our kernel gives, and read again they are the
// same networks.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toOnnx } from '#src/convert/to-onnx.js';
import { inputSizeOf } from '#src/model/flow.js';
import { ACTIVATION_KINDS, gateActivation } from '#src/model/gate-activation.js';
import type { Layer } from '#src/model/layers.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { signatureOf } from '#src/model/onnx/signature.js';
import { stepModel } from '#src/model/onnx/step/step-model.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import { runOnnxSteps } from '../support/onnx-steps.js';
import { randomFloats } from '../support/random.js';
import { runLayers } from '../support/run-network.js';
import { randomTensors } from '../support/tiny-model.js';

const dense = (inputSize: number, outputSize: number, activation: 'softmax' | 'sigmoid' | 'none'): Layer => ({
  kind: 'dense',
  name: 'fc',
  inputSize,
  outputSize,
  activation,
});

const networks: readonly (readonly [string, readonly Layer[]])[] = [
  [
    'a GRU of two layers',
    [{ kind: 'gru', name: 'gru', inputSize: 5, hiddenSize: 6, layers: 2 }, dense(6, 3, 'softmax')],
  ],
  [
    'a GRU with the reset gate before, clipped, with other gates',
    [
      {
        kind: 'gru',
        name: 'gru',
        inputSize: 5,
        hiddenSize: 6,
        layers: 1,
        resetAfter: false,
        clip: 0.5,
        activations: [gateActivation('hard-sigmoid'), gateActivation('softsign')],
      },
    ],
  ],
  [
    'an LSTM with peepholes',
    [{ kind: 'lstm', name: 'lstm', inputSize: 5, hiddenSize: 6, layers: 2, peepholes: true }, dense(6, 1, 'sigmoid')],
  ],
  [
    'a plain layer',
    [{ kind: 'rnn', name: 'rnn', inputSize: 5, hiddenSize: 6, layers: 1, activation: gateActivation('relu') }],
  ],
  [
    'a causal convolution, norms and a residual',
    [
      {
        kind: 'conv1d',
        name: 'conv',
        inputChannels: 5,
        outputChannels: 5,
        kernelSize: 3,
        stride: 1,
        frames: 1,
        history: 2,
        padding: [0, 0],
      },
      { kind: 'scale', name: 'scale', frames: 1, size: 5 },
      { kind: 'activation', name: 'square', size: 5, function: { kind: 'square' } },
      { kind: 'combine', name: 'sum', from: ['square', 'input'], size: 5, operation: 'add' },
      { kind: 'layer-norm', name: 'norm', frames: 1, size: 5, epsilon: 1e-5 },
      dense(5, 4, 'none'),
    ],
  ],
  [
    'picked, joined, delayed',
    [
      { kind: 'delay', name: 'before', of: 'input', size: 5 },
      { kind: 'concat', name: 'both', from: ['before', 'input'] },
      {
        kind: 'gather',
        name: 'some',
        inputSize: 10,
        runs: [
          [9, 4, -2],
          [-1, 2, 0],
          [0, 3, 1],
        ],
      },
      { kind: 'softmax', name: 'soft', frames: 3, size: 3 },
    ],
  ],
];

describe('toOnnx()', () => {
  it.each(networks)('writes %s so that onnxruntime-web gives the same, and reads it back', async (_, layers) => {
    const tensors = randomTensors(layers, 4, 0.5);
    const bytes = writeOnnx(toOnnx(layers, tensors));
    const model = readOnnx(bytes);
    const signature = signatureOf(model.graph);
    const inputs = Array.from({ length: 12 }, (_, i) => randomFloats(inputSizeOf(layers), i, 1.5));
    const ours = runLayers(layers, tensors, inputs);
    expectNear(await runOnnxSteps(bytes, signature, inputs), ours);
    const again = stepModel(model, signature);
    expectNear(runLayers(again.layers, again.tensors, inputs), ours);
  });

  it('writes every function', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ACTIVATION_KINDS, 'sqrt', 'exp', 'log', 'square'), async (kind) => {
        const made = (ACTIVATION_KINDS as readonly string[]).includes(kind)
          ? gateActivation(kind as 'elu', 0.3, 0.4)
          : ({ kind } as { kind: 'sqrt' });
        const layers: Layer[] = [{ kind: 'activation', name: 'f', size: 5, function: made }];
        const bytes = writeOnnx(toOnnx(layers, new Map()));
        const inputs = [Float32Array.of(0.1, 0.5, 1, 2, 3)];
        const given = await runOnnxSteps(bytes, signatureOf(readOnnx(bytes).graph), inputs);
        expectNear(given, runLayers(layers, new Map(), inputs));
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('says that a projection cannot be written', () => {
    const layers: Layer[] = [{ kind: 'lstm', name: 'lstm', inputSize: 5, hiddenSize: 6, layers: 1, projectionSize: 3 }];
    expect(() => toOnnx(layers, randomTensors(layers, 1))).toThrow(/has a projection, which ONNX cannot say/);
  });
});

function expectNear(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): void {
  const [x, y] = [a.flat(), b.flat()];
  expect(x).toHaveLength(y.length);
  x.forEach((value, i) => {
    expect(Math.abs(value - (y[i] as number))).toBeLessThan(1e-5 * Math.max(1, Math.abs(y[i] as number)));
  });
}
