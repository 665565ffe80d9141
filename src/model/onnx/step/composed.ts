// Operators that have no layer of their own, put together of those that have: limits, slopes, the larger of two.
import { gateActivation } from '../../gate-activation.js';
import type { OnnxNode } from '../graph.js';
import { applied, combined, scaled } from './arithmetic.js';
import { floatOf } from './attributes.js';
import { broadcast, broadcastShape, CannotStep, type Value } from './value.js';
import type { Walk } from './walk.js';

/**
 * min(max(x, low), high): between two limits a hard sigmoid, stretched; beside one a relu, moved and, from above,
 * turned around.
 */
export function walkClip(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const [low, high] = [limit(walk, node, 1, 'min', -Infinity), limit(walk, node, 2, 'max', Infinity)];
  if (value.sources === null)
    return [{ ...value, constants: value.constants.map((x) => Math.min(Math.max(x, low), high)) }];
  if (low > -Infinity && high < Infinity) {
    const span = high - low;
    if (!(span > 0)) throw new CannotStep(`operator Clip has the limits ${low} and ${high}`);
    const unit = applied(walk, node, value, gateActivation('hard-sigmoid', 1 / span, -low / span));
    return [moved(walk, node, unit, span, low)];
  }
  if (low > -Infinity) return [atLeast(walk, node, value, low)];
  if (high === Infinity) return [value];
  return [moved(walk, node, atLeast(walk, node, moved(walk, node, value, -1, 0), -high), -1, 0)];
}

/** Opset 11 made inputs of the attributes. The largest numbers there are stand for no limit. */
function limit(walk: Walk, node: OnnxNode, at: number, name: string, none: number): number {
  const told = node.inputs[at] ? walk.constantInput(node, at, 'limit').constants[0] : floatOf(node, name, none);
  return told === undefined || Math.abs(told) > 3e38 ? none : told;
}

/** x times min(max(x / 6 + 1 / 2, 0), 1) */
export function walkHardSwish(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  return [
    combined(walk, node, value, applied(walk, node, value, gateActivation('hard-sigmoid', 1 / 6, 0.5)), 'multiply'),
  ];
}

/** max(x, 0) - slope max(-x, 0) */
export function walkPRelu(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const slopes = walk.constantInput(node, 1, 'slope');
  const [first] = slopes.constants;
  if (slopes.constants.every((slope) => slope === first))
    return [applied(walk, node, value, gateActivation('leaky-relu', first))];
  if (broadcastShape(value.shape, slopes.shape)?.join() !== value.shape.join())
    throw new CannotStep(`operator PRelu has slopes [${slopes.shape}] for [${value.shape}]`);
  const { constants } = broadcast(slopes, value.shape);
  const relu = gateActivation('relu');
  const below = applied(walk, node, moved(walk, node, value, -1, 0), relu);
  const sloped = scaled(
    walk,
    node,
    below,
    constants.map((slope) => -slope),
    constants.map(() => 0),
  );
  return [combined(walk, node, applied(walk, node, value, relu), sloped, 'add')];
}

/** max(a, b) = a + max(b - a, 0) */
export function larger(walk: Walk, node: OnnxNode, a: Value, b: Value): Value {
  const more = applied(walk, node, combined(walk, node, b, a, 'subtract'), gateActivation('relu'));
  return combined(walk, node, a, more, 'add');
}

function atLeast(walk: Walk, node: OnnxNode, value: Value, low: number): Value {
  const above = low === 0 ? value : moved(walk, node, value, 1, -low);
  const clipped = applied(walk, node, above, gateActivation('relu'));
  return low === 0 ? clipped : moved(walk, node, clipped, 1, low);
}

/** x scale + shift, the same for all. */
function moved(walk: Walk, node: OnnxNode, value: Value, scale: number, shift: number): Value {
  return scaled(
    walk,
    node,
    value,
    value.constants.map(() => scale),
    value.constants.map(() => shift),
  );
}
