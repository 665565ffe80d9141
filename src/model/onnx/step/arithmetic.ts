// Operators that compute number by number, or over rows.
import { gateActivation } from '../../gate-activation.js';
import type { CombineLayer, ElementwiseFunction } from '../../layers.js';
import type { OnnxNode } from '../graph.js';
import { floatOf } from './attributes.js';
import { inItsOrder, inverted, periodOf, reordered } from './order.js';
import { broadcast, broadcastShape, CannotStep, constant, sizeOf, type Value } from './value.js';
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

/** A function of each number. */
export function applied(walk: Walk, node: OnnxNode, value: Value, made: ElementwiseFunction): Value {
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
  walk.afford(shape);
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
  return [combined(walk, node, a, b, operation)];
}

/**
 * Two signals of one shape, number by number: in the order of the first, so that at most the second has to be put in
 * order.
 */
export function combined(walk: Walk, node: OnnxNode, a: Value, b: Value, operation: CombineLayer['operation']): Value {
  const { order, from } = inItsOrder(walk, a, node.op);
  const other = walk.materialized(reordered(b, order), node.op);
  const size = sizeOf(a.shape);
  const layer = { kind: 'combine', name: walk.layerName(node), from: [from, other], size, operation } as const;
  return walk.add(layer, a.shape, a.time ?? b.time, order);
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
