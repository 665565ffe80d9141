// Operators that compute number by number, or over rows.
import { gateActivation } from '../../../engine/network/gate-activation.js';
import type { CombineLayer, ElementwiseFunction } from '../../../engine/network/layers.js';
import type { OnnxNode } from '../graph.js';
import { floatOf, intOf, numbersOf } from './attributes.js';
import {
  axisOf,
  broadcast,
  broadcastShape,
  CannotStep,
  constant,
  reshaped,
  sizeOf,
  transposed,
  type Value,
} from './value.js';
import type { Walk } from './walk.js';

/** Operators that are one function of one number, with its parameters. */
const FUNCTIONS: Readonly<Record<string, (node: OnnxNode) => ElementwiseFunction>> = {
  Sigmoid: () => gateActivation('sigmoid'),
  Tanh: () => gateActivation('tanh'),
  Relu: () => gateActivation('relu'),
  LeakyRelu: (node) => gateActivation('leaky-relu', floatOf(node, 'alpha', 0.01)),
  ThresholdedRelu: (node) => gateActivation('thresholded-relu', floatOf(node, 'alpha', 1)),
  HardSigmoid: (node) => gateActivation('hard-sigmoid', floatOf(node, 'alpha', 0.2), floatOf(node, 'beta', 0.5)),
  Elu: (node) => gateActivation('elu', floatOf(node, 'alpha', 1)),
  Softsign: () => gateActivation('softsign'),
  Softplus: () => gateActivation('softplus'),
  Neg: () => gateActivation('affine', -1, 0),
  Sqrt: () => ({ kind: 'sqrt' }),
  Exp: () => ({ kind: 'exp' }),
  Log: () => ({ kind: 'log' }),
};

export const FUNCTION_OPERATORS = Object.keys(FUNCTIONS);

export function walkFunction(walk: Walk, node: OnnxNode): Value[] {
  const make = FUNCTIONS[node.op] as (node: OnnxNode) => ElementwiseFunction;
  return [applied(walk, node, walk.signal(node, 0), make(node))];
}

function applied(walk: Walk, node: OnnxNode, value: Value, made: ElementwiseFunction): Value {
  const { order, from } = inItsOrder(walk, value, node.op);
  const size = sizeOf(value.shape);
  return walk.add(
    { kind: 'activation', name: walk.layerName(node), from, size, function: made },
    value.shape,
    value.time,
    order,
  );
}

const FOLD: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Mul: (a, b) => a * b,
  Div: (a, b) => a / b,
  Pow: (a, b) => a ** b,
  Equal: (a, b) => (a === b ? 1 : 0),
  Greater: (a, b) => (a > b ? 1 : 0),
  Less: (a, b) => (a < b ? 1 : 0),
  And: (a, b) => (a !== 0 && b !== 0 ? 1 : 0),
  Or: (a, b) => (a !== 0 || b !== 0 ? 1 : 0),
};

export const BINARY_OPERATORS = Object.keys(FOLD);

const COMBINED: Readonly<Record<string, CombineLayer['operation']>> = {
  Add: 'add',
  Sub: 'subtract',
  Mul: 'multiply',
  Div: 'divide',
};

export function walkBinary(walk: Walk, node: OnnxNode): Value[] {
  const [left, right] = [walk.signal(node, 0), walk.signal(node, 1)];
  const shape = broadcastShape(left.shape, right.shape);
  if (!shape) throw new CannotStep(`operator ${node.op} takes [${left.shape}] and [${right.shape}], which do not fit`);
  const [a, b] = [broadcast(left, shape), broadcast(right, shape)];
  if (a.sources === null && b.sources === null) {
    const fold = FOLD[node.op] as (a: number, b: number) => number;
    return [
      constant(
        a.constants.map((x, i) => fold(x, b.constants[i] as number)),
        shape,
      ),
    ];
  }
  if (node.op === 'Pow') return [power(walk, node, a, b)];
  const operation = COMBINED[node.op];
  if (operation === undefined) throw new CannotStep(`operator ${node.op} of signals has no layer`);
  if (b.sources === null) return [scaled(walk, node, a, scaleOf(node.op, b.constants), shiftOf(node.op, b.constants))];
  if (a.sources === null) {
    if (node.op === 'Div') throw new CannotStep('operator Div divides a constant by a signal');
    const scale = node.op === 'Sub' ? a.constants.map(() => -1) : scaleOf(node.op, a.constants);
    return [scaled(walk, node, b, scale, node.op === 'Mul' ? a.constants.map(() => 0) : a.constants)];
  }
  // in the order of the first, so that at most the second has to be put in order
  const { order, from } = inItsOrder(walk, a, node.op);
  const other = walk.materialized(reordered(b, order), node.op);
  const layer = {
    kind: 'combine',
    name: walk.layerName(node),
    from: [from, other],
    size: sizeOf(shape),
    operation,
  } as const;
  return [walk.add(layer, shape, a.time ?? b.time, order)];
}

function scaleOf(op: string, c: Float64Array): Float64Array {
  if (op === 'Mul') return c;
  return op === 'Div' ? c.map((x) => 1 / x) : c.map(() => 1);
}

function shiftOf(op: string, c: Float64Array): Float64Array {
  if (op === 'Add') return c;
  return op === 'Sub' ? c.map((x) => -x) : c.map(() => 0);
}

function power(walk: Walk, node: OnnxNode, a: Value, b: Value): Value {
  const exponent = b.sources === null && b.constants.every((x) => x === b.constants[0]) ? b.constants[0] : undefined;
  if (exponent === 2) return applied(walk, node, a, { kind: 'square' });
  if (exponent === 0.5) return applied(walk, node, a, { kind: 'sqrt' });
  throw new CannotStep(`operator Pow takes the power ${exponent ?? 'that is computed'}: it must be 2 or 0.5`);
}

/** x scale + shift, element by element. */
export function scaled(walk: Walk, node: OnnxNode, value: Value, scale: Float64Array, shift: Float64Array): Value {
  const { order, from } = inItsOrder(walk, value, node.op);
  const name = walk.layerName(node);
  // in the order in which the numbers come, with as few numbers as repeat
  const inverse = inverted(order);
  const [w, b] = [scale, shift].map((all) => Float64Array.from(inverse, (e) => all[e] as number)) as [
    Float64Array,
    Float64Array,
  ];
  const period = periodOf(w, b);
  walk.tensor(`${name}.weight`, [period], w.slice(0, period));
  walk.tensor(`${name}.bias`, [period], b.slice(0, period));
  return walk.add(
    { kind: 'scale', name, from, frames: w.length / period, size: period },
    value.shape,
    value.time,
    order,
  );
}

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

export function walkNot(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.constantInput(node, 0, 'condition');
  return [
    constant(
      value.constants.map((x) => (x === 0 ? 1 : 0)),
      value.shape,
    ),
  ];
}

/** The value in the order in which its source gives it, where it is of one source; else as it stands. */
function inItsOrder(walk: Walk, value: Value, op: string): { from: string; order: Int32Array } {
  const order = orderOf(value);
  return { from: walk.materialized(reordered(value, order), op), order };
}

/** For each element its place. */
function orderOf({ sources, indices }: Value): Int32Array {
  const plain = Int32Array.from({ length: sources?.length ?? 0 }, (_, i) => i);
  if (sources === null || indices === null || new Set(indices).size !== indices.length) return plain;
  if ((sources[0] as number) < 0 || sources.some((source) => source !== sources[0])) return plain;
  return inverted(plain.slice().sort((a, b) => (indices[a] as number) - (indices[b] as number)));
}

/** Element e goes to place order[e], in a row. */
function reordered(value: Value, order: Int32Array): Value {
  const inverse = inverted(order);
  const { sources, indices, constants } = value;
  return {
    shape: [order.length],
    sources: sources && inverse.map((e) => sources[e] as number),
    indices: indices && inverse.map((e) => indices[e] as number),
    constants: Float64Array.from(inverse, (e) => constants[e] as number),
    time: null,
  };
}

function inverted(order: Int32Array): Int32Array {
  const inverse = new Int32Array(order.length);
  order.forEach((place, e) => {
    inverse[place] = e;
  });
  return inverse;
}

/** After how many numbers both repeat. */
function periodOf(w: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = w.length;
  for (let period = 1; period < n; period++) {
    if (n % period !== 0) continue;
    let repeats = true;
    for (let i = period; i < n && repeats; i++) repeats = w[i] === w[i - period] && b[i] === b[i - period];
    if (repeats) return period;
  }
  return n;
}
