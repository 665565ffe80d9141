// Operators that multiply by stored weights.
import type { OnnxNode } from '../graph.js';
import { floatOf, intOf } from './attributes.js';
import { CannotStep, reshaped, sizeOf, transposed, type Value } from './value.js';
import type { Walk } from './walk.js';

export function walkGemm(walk: Walk, node: OnnxNode): Value[] {
  const input = walk.signal(node, 0);
  const value = intOf(node, 'transA', 0) ? transposed(input, [1, 0]) : input;
  const b = walk.constantInput(node, 1, 'matrix');
  const weight = intOf(node, 'transB', 0) ? b : transposed(b, [1, 0]);
  const alpha = floatOf(node, 'alpha', 1);
  const beta = floatOf(node, 'beta', 1);
  const [outputs] = weight.shape as [number, number];
  const added = node.inputs[2] ? walk.constantInput(node, 2, 'bias').constants : new Float64Array(1);
  if (added.length !== 1 && added.length !== outputs) throw new CannotStep('operator Gemm adds a matrix');
  const bias = Float64Array.from({ length: outputs }, (_, o) => beta * (added[added.length === 1 ? 0 : o] as number));
  return [
    rowsTimes(
      walk,
      node,
      value,
      weight.constants.map((w) => alpha * w),
      bias,
    ),
  ];
}

export function walkMatMul(walk: Walk, node: OnnxNode): Value[] {
  const [a, b] = [walk.signal(node, 0), walk.signal(node, 1)];
  if (b.sources === null && b.shape.length === 2) {
    const weight = transposed(b, [1, 0]);
    return [rowsTimes(walk, node, a, weight.constants, new Float64Array(weight.shape[0] as number))];
  }
  const [rows, cols] = a.shape as [number, number];
  if (a.sources === null && a.shape.length === 2 && sizeOf(b.shape) === cols) {
    const column = reshaped(b, [1, cols], null);
    const product = rowsTimes(walk, node, column, a.constants, new Float64Array(rows));
    return [reshaped(product, b.shape.length === 1 ? [rows] : [...b.shape.slice(0, -2), rows, 1], b.time)];
  }
  throw new CannotStep(`operator MatMul multiplies ${b.sources === null ? 'by more than one matrix' : 'two signals'}`);
}

/** Each row of the last dimension times weight (outputs, inputs) plus bias. */
function rowsTimes(walk: Walk, node: OnnxNode, value: Value, weight: Float64Array, bias: Float64Array): Value {
  const inputSize = value.shape.at(-1) as number;
  const outputSize = bias.length;
  if (weight.length !== inputSize * outputSize)
    throw new CannotStep(`operator ${node.op} multiplies [${value.shape}] by a matrix of ${weight.length} numbers`);
  const frames = sizeOf(value.shape) / inputSize;
  const shape = [...value.shape.slice(0, -1), outputSize];
  const from = walk.materialized(value, node.op);
  const name = walk.layerName(node);
  walk.tensor(`${name}.bias`, [outputSize], bias);
  if (frames === 1) {
    walk.tensor(`${name}.weight`, [outputSize, inputSize], weight);
    return walk.add({ kind: 'dense', name, from, inputSize, outputSize, activation: 'none' }, shape, value.time);
  }
  walk.tensor(`${name}.weight`, [outputSize, inputSize, 1], weight);
  const layer = {
    kind: 'conv1d',
    name,
    from,
    inputChannels: inputSize,
    outputChannels: outputSize,
    kernelSize: 1,
    stride: 1,
    frames,
    history: 0,
    padding: [0, 0],
  } as const;
  return walk.add(layer, shape, value.time);
}
