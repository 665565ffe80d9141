// What PyTorch exported, walked into a network of ours, gives what PyTorch gave, frame after frame.
import { describe, expect, it } from 'vitest';
import { macsPerStep } from '#src/model/flow.js';
import type { Layer } from '#src/model/layers.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { signatureOf } from '#src/model/onnx/signature.js';
import { stepModel } from '#src/model/onnx/step/step-model.js';
import { fixtureBytes, framesOf, recorded, relativeError } from '../../support/fixtures.js';
import { runOnnxSteps } from '../../support/onnx-steps.js';
import { randomFloats } from '../../support/random.js';
import { runLayers } from '../../support/run-network.js';

async function stepsOf(name: string, inputSize?: number) {
  const model = readOnnx(await fixtureBytes(`${name}.onnx`));
  const signature = signatureOf(model.graph, inputSize === undefined ? {} : { inputSize });
  return { signature, ...stepModel(model, signature) };
}

/** Kinds of layers, in their order. */
const kinds = (layers: readonly Layer[]) => layers.map(({ kind }) => kind).join(' ');

describe('an ONNX model over a sequence, exported by PyTorch', () => {
  it.each([
    { name: 'gru-64-128', time: 1, output: 'output', expected: 'gru' },
    { name: 'gru', time: 0, output: 'output', expected: 'gru' },
    { name: 'gru-two-layers', time: 0, output: 'output', expected: 'gru gru' },
    { name: 'gru-no-bias', time: 0, output: 'output', expected: 'gru' },
    { name: 'lstm', time: 0, output: 'output', expected: 'lstm' },
    { name: 'lstm-two-layers', time: 1, output: 'output', expected: 'lstm lstm' },
    { name: 'rnn-tanh', time: 0, output: 'output', expected: 'rnn' },
    { name: 'rnn-relu', time: 0, output: 'output', expected: 'rnn rnn' },
    { name: 'separable', time: 0, output: 'scores', expected: /^conv1d conv1d activation combine .* lstm dense$/ },
  ])('$name becomes a step model that gives the same, to 1e-6', async ({ name, time, output, expected }) => {
    const { layers, tensors } = await stepsOf(name);
    expect(kinds(layers)).toMatch(expected);
    const { inputs, outputs } = await recorded(name);
    const x = framesOf(Object.values(inputs)[0]!, time);
    const y = framesOf(outputs[output]!, time);
    expect(relativeError(runLayers(layers, tensors, x).flat(), y.flat())).toBeLessThan(1e-6);
  });

  it('crnn, features before time, becomes one too; its batch norm goes into the convolution', async () => {
    const { layers, tensors } = await stepsOf('crnn', 6);
    expect(kinds(layers)).toBe('conv1d activation gru dense');
    expect(macsPerStep(layers)).toBe(6 * 8 * 3 + 3 * 10 * (8 + 10) + 40);
    const { inputs, outputs } = await recorded('crnn');
    const given = runLayers(layers, tensors, framesOf(inputs.x!, 2)).flat();
    expect(relativeError(given, framesOf(outputs.scores!, 1).flat())).toBeLessThan(1e-6);
  });

  it.each(['gru-bidirectional', 'lstm-bidirectional'])('%s is refused with the reason', async (name) => {
    await expect(stepsOf(name)).rejects.toThrow(
      'runs bidirectional: it needs the whole sequence, and cannot be streamed',
    );
  });
});

describe('an ONNX model of one step, exported by PyTorch', () => {
  it('has its state paired by name, h0 with hn, and kept by the cells', async () => {
    const { signature, layers } = await stepsOf('gru-step');
    expect(signature.states).toEqual([{ input: 'h0', output: 'hn', shape: [2, 1, 6] }]);
    expect(signature.output).toBe('scores');
    expect(kinds(layers)).toBe('gru gru dense');
  });

  it('that is a GRUCell taken apart keeps its state by a delay', async () => {
    const { signature, layers } = await stepsOf('gru-cell-step');
    expect(signature.states).toEqual([{ input: 'state', output: 'state_next', shape: [1, 6] }]);
    expect(kinds(layers)).toMatch(/^delay .*dense$/);
  });

  it.each(['gru-step', 'gru-cell-step'])('%s gives what onnxruntime-web gives, step after step', async (name) => {
    const { signature, layers, tensors } = await stepsOf(name);
    const inputs = Array.from({ length: 20 }, (_, i) => randomFloats(4, i, 2));
    const expected = await runOnnxSteps(await fixtureBytes(`${name}.onnx`), signature, inputs);
    expect(relativeError(runLayers(layers, tensors, inputs).flat(), expected.flat())).toBeLessThan(1e-6);
  });
});
