// Operators whose results are known before anything runs.
import type { OnnxNode } from '../graph.js';
import { intOf, numbersOf, tensorOf } from './attributes.js';
import { axisOf, CannotStep, checkShape, constant, sizeOf, type Value } from './value.js';
import type { Walk } from './walk.js';

export function walkConstant(walk: Walk, node: OnnxNode): Value[] {
  const tensor = tensorOf(node, 'value');
  if (tensor) {
    walk.allow(tensor.values.length);
    return [constant(tensor.values, tensor.shape)];
  }
  for (const name of ['value_float', 'value_int']) {
    const attribute = node.attributes.get(name);
    if (attribute?.kind === 'float' || attribute?.kind === 'int') return [constant([attribute.value], [])];
  }
  const list = numbersOf(node, 'value_floats') ?? numbersOf(node, 'value_ints');
  if (list) return [constant(list, [list.length])];
  throw new CannotStep('operator Constant holds no numbers');
}

export function walkConstantOfShape(walk: Walk, node: OnnxNode): Value[] {
  const shape = [...walk.constantInput(node, 0, 'shape').constants];
  checkShape(shape);
  walk.afford(shape);
  return [constant(new Float64Array(sizeOf(shape)).fill(tensorOf(node, 'value')?.values[0] ?? 0), shape)];
}

export function walkShape(walk: Walk, node: OnnxNode): Value[] {
  const { shape } = walk.signal(node, 0);
  const from = axisOf(intOf(node, 'start', 0), shape.length);
  const part = shape.slice(from, axisOf(intOf(node, 'end', shape.length), shape.length));
  return [constant(part, [part.length])];
}

export function walkSize(walk: Walk, node: OnnxNode): Value[] {
  return [constant([sizeOf(walk.signal(node, 0).shape)], [])];
}

/** Whole numbers and booleans of constants are cut as a cast cuts them; signals are floats whatever they are called. */
export function walkCast(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const to = intOf(node, 'to', 1);
  if (value.sources !== null) return [value];
  if (to === 9)
    return [
      constant(
        value.constants.map((x) => (x === 0 ? 0 : 1)),
        value.shape,
      ),
    ];
  return [to === 6 || to === 7 ? constant(value.constants.map(Math.trunc), value.shape) : value];
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
