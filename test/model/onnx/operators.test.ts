// Operators that are put together of several layers give what onnxruntime-web gives for them, on any padding, stride
// and window.
import { describe, expect, it } from 'vitest';
import type { OnnxAttribute, OnnxNode, OnnxTensor } from '#src/model/onnx/graph.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { signatureOf } from '#src/model/onnx/signature.js';
import { stepModel } from '#src/model/onnx/step/step-model.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import { relativeError } from '../../support/fixtures.js';
import { runOnnxSteps } from '../../support/onnx-steps.js';
import { randomFloats } from '../../support/random.js';
import { runLayers } from '../../support/run-network.js';

interface Case {
  readonly op: string;
  readonly shape: readonly (number | string)[];
  readonly attributes?: Readonly<Record<string, number | string | readonly number[]>>;
  /** Further inputs. */
  readonly stored?: readonly { readonly shape: readonly number[]; readonly values: readonly number[] }[];
  readonly output?: readonly number[];
}

/** A model of one operator over x. */
function modelOf({ op, shape, attributes = {}, stored = [] }: Case): Uint8Array {
  const tensors = new Map<string, OnnxTensor>(
    stored.map(({ shape, values }, i) => [`c${i}`, { type: 'float', shape, values: Float64Array.from(values) }]),
  );
  const node: OnnxNode = {
    name: 'one',
    op,
    domain: '',
    inputs: ['x', ...tensors.keys()],
    outputs: ['y'],
    attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)])),
  };
  return writeOnnx({
    opset: 14,
    producer: 'test',
    graph: {
      name: 'one',
      nodes: [node],
      initializers: tensors,
      inputs: [{ name: 'x', type: 'float', shape: [...shape] }],
      outputs: [{ name: 'y', type: 'float', shape: null }],
    },
  });
}

function attributeOf(value: number | string | readonly number[]): OnnxAttribute {
  if (typeof value === 'string') return { kind: 'string', value };
  if (typeof value !== 'number') return { kind: 'ints', value: [...value] };
  return { kind: 'int', value };
}

const scalar = (value: number) => ({ shape: [], values: [value] });
const slopes = Array.from({ length: 3 }, (_, i) => 0.1 + 0.3 * i);

const CASES: readonly (readonly [string, Case])[] = [
  ['Clip between two limits', { op: 'Clip', shape: [1, 12], stored: [scalar(-0.4), scalar(0.9)] }],
  ['Clip from below', { op: 'Clip', shape: [1, 12], stored: [scalar(0.3)] }],
  ['Clip from below zero', { op: 'Clip', shape: [1, 12], stored: [scalar(0)] }],
  ['Clip from above', { op: 'Clip', shape: [1, 12], stored: [scalar(-3.4028235e38), scalar(0.5)] }],
  ['Clip without limits', { op: 'Clip', shape: [1, 12] }],
  ['HardSwish', { op: 'HardSwish', shape: [1, 2, 9] }],
  ['PRelu with one slope', { op: 'PRelu', shape: [1, 3, 5], stored: [{ shape: [1], values: [0.2] }] }],
  [
    'PRelu with a slope for each channel',
    { op: 'PRelu', shape: [1, 3, 5], stored: [{ shape: [3, 1], values: slopes }] },
  ],
  ['MaxPool', { op: 'MaxPool', shape: [1, 2, 9], attributes: { kernel_shape: [3], strides: [2] } }],
  [
    'MaxPool of numbers below zero beside padding',
    { op: 'MaxPool', shape: [1, 2, 8], attributes: { kernel_shape: [3], strides: [2], pads: [1, 1] } },
  ],
  ['MaxPool with dilation', { op: 'MaxPool', shape: [1, 2, 11], attributes: { kernel_shape: [3], dilations: [2] } }],
  [
    'MaxPool over two dimensions, rounded up',
    { op: 'MaxPool', shape: [1, 2, 6, 7], attributes: { kernel_shape: [2, 3], strides: [2, 2], ceil_mode: 1 } },
  ],
  ['AveragePool', { op: 'AveragePool', shape: [1, 3, 10], attributes: { kernel_shape: [2], strides: [2] } }],
  [
    'AveragePool that leaves padding out',
    {
      op: 'AveragePool',
      shape: [1, 2, 7, 5],
      attributes: { kernel_shape: [3, 2], strides: [2, 1], pads: [1, 1, 1, 0] },
    },
  ],
  [
    'AveragePool that counts padding',
    { op: 'AveragePool', shape: [1, 2, 8], attributes: { kernel_shape: [3], pads: [1, 1], count_include_pad: 1 } },
  ],
  [
    'AveragePool, padded to the same size',
    { op: 'AveragePool', shape: [1, 2, 7], attributes: { kernel_shape: [4], auto_pad: 'SAME_UPPER' } },
  ],
];

describe('an operator', () => {
  it.each(CASES)('%s gives what onnxruntime-web gives', async (_, one) => {
    const bytes = modelOf(one);
    const signature = signatureOf(readOnnx(bytes).graph, {
      inputSize: one.shape.reduce<number>((a, b) => a * Number(b), 1),
    });
    const { layers, tensors } = stepModel(readOnnx(bytes), signature);
    const size = signature.input.shape.reduce((a, b) => a * b, 1);
    const inputs = Array.from({ length: 4 }, (_, i) => Array.from(randomFloats(size, i + 1, 2), (x) => x - 0.5));
    const expected = await runOnnxSteps(bytes, signature, inputs);
    const given = runLayers(
      layers,
      tensors,
      inputs.map((input) => Float32Array.from(input)),
    );
    expect(given[0]).toHaveLength((expected[0] as number[]).length);
    expect(relativeError(given.flat(), expected.flat())).toBeLessThan(1e-6);
  });

  it.each(['MaxPool', 'AveragePool'])('%s over frames of a sequence is refused, in a sentence that says so', (op) => {
    const bytes = modelOf({ op, shape: [1, 4, 'time'], attributes: { kernel_shape: [2], strides: [1], pads: [1, 0] } });
    const model = readOnnx(bytes);
    expect(() => stepModel(model, signatureOf(model.graph, { inputSize: 4 }))).toThrow(`operator ${op} goes over time`);
  });

  it('that pads frames for what is no convolution is refused', () => {
    const pads = { shape: [6], values: [0, 0, 2, 0, 0, 0] };
    const model = readOnnx(modelOf({ op: 'Pad', shape: [1, 4, 'time'], stored: [pads] }));
    expect(() => stepModel(model, signatureOf(model.graph, { inputSize: 4 }))).toThrow(
      'frames that are padded in time',
    );
  });
});
