// The operators MaxPool and AveragePool, over what is no time: each number of a window as a value of its own, then the
// larger of them, or their mean.
import type { OnnxNode } from '../graph.js';
import { combined, scaled } from './arithmetic.js';
import { intOf, numbersOf } from './attributes.js';
import { larger } from './composed.js';
import { type Axis, axisOf } from './convolution.js';
import { CannotStep, eachPlace, LOST, pick, stridesOf, type Value } from './value.js';
import type { Walk } from './walk.js';

/** Numbers of a window: each is a layer or two. */
const MOST_TAPS = 64;

export function walkMaxPool(walk: Walk, node: OnnxNode): Value[] {
  const { value, axes, shape } = windowsOf(walk, node);
  // what lies beside is less than all: the nearest number of the window instead, which changes no maximum
  const taps = tapsOf(axes).map((tap) => tapped(walk, value, axes, shape, tap, true));
  return [taps.slice(1).reduce((most, tap) => larger(walk, node, most, tap), taps[0] as Value)];
}

export function walkAveragePool(walk: Walk, node: OnnxNode): Value[] {
  const { value, axes, shape } = windowsOf(walk, node);
  const all = tapsOf(axes);
  const taps = all.map((tap) => tapped(walk, value, axes, shape, tap, false));
  const sum = taps.slice(1).reduce((sum, tap) => combined(walk, node, sum, tap, 'add'), taps[0] as Value);
  const whole = intOf(node, 'count_include_pad', 0) !== 0;
  const counts = eachPlace(shape, (at) =>
    whole
      ? all.length
      : all.filter((tap) => axes.every((axis, d) => inside(axis, placeOf(axis, at[d + 2], tap[d])))).length,
  );
  const weights = Float64Array.from(counts, (count) => 1 / count);
  return [scaled(walk, node, sum, weights, new Float64Array(weights.length))];
}

function windowsOf(walk: Walk, node: OnnxNode): { value: Value; axes: Axis[]; shape: number[] } {
  const value = walk.signal(node, 0);
  const kernel = numbersOf(node, 'kernel_shape') ?? [];
  if (kernel.length !== value.shape.length - 2)
    throw new CannotStep(`operator ${node.op} has a window of ${kernel.length} dimensions for [${value.shape}]`);
  const axes = kernel.map((size, d) => axisOf(node, value, size, d));
  axes.forEach((axis, d) => {
    const plain = axis.kernel === 1 && axis.stride === 1 && axis.before + axis.after === 0;
    if (!plain && (value.time === d + 2 || (value.time === LOST && axis.size === 1)))
      throw new CannotStep(`operator ${node.op} goes over time: frames must go in that many at a time`);
    if (axis.dilation > 1 && axis.before + axis.after > 0)
      throw new CannotStep(`operator ${node.op} has both dilation and padding`);
  });
  const taps = kernel.reduce((a, b) => a * b, 1);
  if (!(taps >= 1 && taps <= MOST_TAPS)) throw new CannotStep(`operator ${node.op} has windows of ${taps} numbers`);
  const shape = [...value.shape.slice(0, 2), ...axes.map(({ places }) => places)];
  return { value, axes, shape };
}

/** Each number of a window by its place along each axis. */
function tapsOf(axes: readonly Axis[]): number[][] {
  return axes.reduce<number[][]>(
    (taps, { kernel }) => taps.flatMap((tap) => Array.from({ length: kernel }, (_, k) => [...tap, k])),
    [[]],
  );
}

/** The number at one place of every window; beside the value a zero, or the nearest one. */
function tapped(
  walk: Walk,
  value: Value,
  axes: readonly Axis[],
  shape: number[],
  tap: number[],
  nearest: boolean,
): Value {
  walk.afford(shape);
  const strides = stridesOf(value.shape);
  const from = eachPlace(shape, (at) => {
    let element = (at[0] as number) * (strides[0] as number) + (at[1] as number) * (strides[1] as number);
    for (const [d, axis] of axes.entries()) {
      let place = placeOf(axis, at[d + 2], tap[d]);
      if (nearest) place = Math.min(Math.max(place, 0), axis.size - 1);
      if (!inside(axis, place)) return -1;
      element += place * (strides[d + 2] as number);
    }
    return element;
  });
  return pick(value, shape, from, value.time);
}

function placeOf({ stride, dilation, before }: Axis, window = 0, tap = 0): number {
  return window * stride + tap * dilation - before;
}

function inside({ size }: Axis, place: number): boolean {
  return place >= 0 && place < size;
}
