// Operators over rows: norms, softmax, means and sums.
import type { OnnxNode } from '../graph.js';
import { scaled } from './arithmetic.js';
import { floatOf, intOf, numbersOf } from './attributes.js';
import { axisOf, CannotStep, reshaped, sizeOf, transposed, type Value } from './value.js';
import type { Walk } from './walk.js';

export function walkBatchNorm(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const [gamma, beta, mean, variance] = ['scale', 'bias', 'mean', 'variance'].map(
    (what, i) => walk.constantInput(node, i + 1, what).constants,
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const epsilon = floatOf(node, 'epsilon', 1e-5);
  const inner = sizeOf(value.shape.slice(2));
  const size = sizeOf(value.shape);
  const channel = (e: number) => Math.floor(e / inner) % gamma.length;
  const scale = gamma.map((g, c) => g / Math.sqrt((variance[c] as number) + epsilon));
  const shift = beta.map((b, c) => b - (mean[c] as number) * (scale[c] as number));
  const spread = (numbers: Float64Array) =>
    Float64Array.from({ length: size }, (_, e) => numbers[channel(e)] as number);
  return [scaled(walk, node, value, spread(scale), spread(shift))];
}

export function walkLayerNorm(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const axis = axisOf(intOf(node, 'axis', -1), value.shape.length);
  const size = sizeOf(value.shape.slice(axis));
  if (value.time !== null && value.time >= axis) throw new CannotStep('operator LayerNormalization goes over time');
  const weight = walk.constantInput(node, 1, 'scale').constants;
  const bias = node.inputs[2] ? walk.constantInput(node, 2, 'bias').constants : new Float64Array(size);
  const name = walk.layerName(node);
  walk.tensor(`${name}.weight`, [size], weight);
  walk.tensor(`${name}.bias`, [size], bias);
  const frames = sizeOf(value.shape) / size;
  const from = walk.materialized(value, node.op);
  return [
    walk.add(
      { kind: 'layer-norm', name, from, frames, size, epsilon: floatOf(node, 'epsilon', 1e-5) },
      value.shape,
      value.time,
    ),
  ];
}

/** Over one dimension; before opset 13 over all from that one on. */
export function walkSoftmax(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const rank = value.shape.length;
  const axis = axisOf(intOf(node, 'axis', walk.opset < 13 ? 1 : -1), rank);
  if (value.time !== null && (walk.opset < 13 ? value.time >= axis : value.time === axis))
    throw new CannotStep(`operator ${node.op} goes over time`);
  const size = walk.opset < 13 ? sizeOf(value.shape.slice(axis)) : (value.shape[axis] as number);
  const frames = sizeOf(value.shape) / size;
  const last = [...value.shape.keys()].filter((d) => d !== axis).concat(axis);
  const ordered = walk.opset < 13 ? value : transposed(value, last);
  const from = walk.materialized(ordered, node.op);
  const name = walk.layerName(node);
  const soft = walk.add({ kind: 'softmax', name, from, frames, size }, ordered.shape, ordered.time);
  const logged =
    node.op === 'LogSoftmax'
      ? walk.add(
          { kind: 'activation', name: `${name}.log`, from: name, size: frames * size, function: { kind: 'log' } },
          ordered.shape,
          ordered.time,
        )
      : soft;
  return [
    walk.opset < 13
      ? logged
      : transposed(
          logged,
          last.map((_, d) => last.indexOf(d)),
        ),
  ];
}

/** Means and sums over dimensions that are not time: products with a row of equal weights. */
export function walkReduce(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const rank = value.shape.length;
  const told = node.inputs[1] ? [...walk.constantInput(node, 1, 'axes').constants] : numbersOf(node, 'axes');
  const axes = (told ?? value.shape.map((_, d) => d)).map((axis) => axisOf(axis, rank));
  if (value.time !== null && axes.includes(value.time)) throw new CannotStep(`operator ${node.op} goes over time`);
  const kept = [...value.shape.keys()].filter((d) => !axes.includes(d));
  const size = sizeOf(axes.map((axis) => value.shape[axis] as number));
  const keep = intOf(node, 'keepdims', 1) === 1;
  const shape = keep
    ? value.shape.map((length, d) => (axes.includes(d) ? 1 : length))
    : kept.map((d) => value.shape[d] as number);
  const time = value.time === null || keep ? value.time : kept.indexOf(value.time);
  if (size === 1) return [reshaped(value, shape, time)];
  const frames = sizeOf(value.shape) / size;
  const from = walk.materialized(transposed(value, [...kept, ...axes]), node.op);
  const name = walk.layerName(node);
  walk.tensor(`${name}.weight`, [1, size, 1], new Float64Array(size).fill(node.op === 'ReduceMean' ? 1 / size : 1));
  walk.tensor(`${name}.bias`, [1], [0]);
  const layer = {
    kind: 'conv1d',
    name,
    from,
    inputChannels: size,
    outputChannels: 1,
    kernelSize: 1,
    stride: 1,
    frames,
    history: 0,
    padding: [0, 0],
  } as const;
  return [walk.add(layer, shape, time)];
}
