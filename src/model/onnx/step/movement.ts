// Operators that move elements and compute nothing.
import type { OnnxNode } from '../graph.js';
import { intOf, numbersOf } from './attributes.js';
import {
  axisOf,
  broadcast,
  broadcastShape,
  CannotStep,
  eachPlace,
  joined,
  LOST,
  pick,
  reshaped,
  sizeOf,
  stridesOf,
  transposed,
  type Value,
} from './value.js';
import type { Walk } from './walk.js';

export function walkIdentity(walk: Walk, node: OnnxNode): Value[] {
  return [walk.signal(node, 0)];
}

export function walkReshape(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const wanted = [...walk.constantInput(node, 1, 'shape').constants];
  const size = sizeOf(value.shape);
  const shape = wanted.map((length, i) =>
    length === 0 && intOf(node, 'allowzero', 0) === 0 ? (value.shape[i] ?? 0) : length,
  );
  const open = shape.indexOf(-1);
  if (open >= 0) shape[open] = size / -sizeOf(shape);
  if (sizeOf(shape) !== size || shape.some((length) => !Number.isInteger(length)))
    throw new CannotStep(
      `operator Reshape makes [${wanted}] of [${value.shape}], one step: export the model with an open (dynamic) sequence length`,
    );
  return [reshaped(value, shape, timeIn(value, shape))];
}

export function walkFlatten(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const axis = axisOf(intOf(node, 'axis', 1), value.shape.length);
  const shape = [sizeOf(value.shape.slice(0, axis)), sizeOf(value.shape.slice(axis))];
  return [reshaped(value, shape, timeIn(value, shape))];
}

export function walkUnsqueeze(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const axes = axesOf(walk, node) ?? [];
  const rank = value.shape.length + axes.length;
  const added = new Set(axes.map((axis) => axisOf(axis, rank)));
  let from = 0;
  let time = value.time === null ? null : LOST;
  const shape = Array.from({ length: rank }, (_, i) => {
    if (added.has(i)) return 1;
    if (from === value.time) time = i;
    return value.shape[from++] as number;
  });
  return [reshaped(value, shape, time)];
}

export function walkSqueeze(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const rank = value.shape.length;
  const axes =
    axesOf(walk, node)?.map((axis) => axisOf(axis, rank)) ?? value.shape.flatMap((size, i) => (size === 1 ? [i] : []));
  const kept = value.shape.flatMap((_, i) => (axes.includes(i) ? [] : [i]));
  const wrong = axes.find((axis) => value.shape[axis] !== 1);
  if (wrong !== undefined) throw new CannotStep(`operator Squeeze takes away dimension ${wrong} of [${value.shape}]`);
  const time = value.time === null ? null : kept.indexOf(value.time); // LOST where it was squeezed away
  return [
    reshaped(
      value,
      kept.map((i) => value.shape[i] as number),
      time,
    ),
  ];
}

export function walkTranspose(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const reversed = value.shape.map((_, i) => value.shape.length - 1 - i);
  const permutation = numbersOf(node, 'perm') ?? reversed;
  if (permutation.length !== reversed.length || !reversed.every((axis) => permutation.includes(axis)))
    throw new CannotStep(`operator Transpose has the permutation [${permutation}] for [${value.shape}]`);
  return [transposed(value, permutation)];
}

export function walkConcat(walk: Walk, node: OnnxNode): Value[] {
  const values = node.inputs.map((_, i) => walk.signal(node, i));
  const axis = axisOf(intOf(node, 'axis', 0), (values[0] as Value).shape.length);
  const rest = (value: Value) => value.shape.filter((_, d) => d !== axis).join();
  if (values.some((value) => value.shape.length <= axis || rest(value) !== rest(values[0] as Value)))
    throw new CannotStep('operator Concat takes values that do not fit each other');
  if (values.some((value) => value.time === axis)) throw new CannotStep('operator Concat puts frames together in time');
  walk.afford([values.reduce((sum, value) => sum + sizeOf(value.shape), 0)]);
  return [joined(values, axis)];
}

export function walkSplit(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const axis = axisOf(intOf(node, 'axis', 0), value.shape.length);
  const whole = value.shape[axis] as number;
  const told = node.inputs[1] ? [...walk.constantInput(node, 1, 'split').constants] : numbersOf(node, 'split');
  const even = Math.ceil(whole / node.outputs.length);
  const sizes = told ?? node.outputs.map((_, i) => Math.min(even, whole - i * even));
  if (sizes.reduce((sum, size) => sum + size, 0) !== whole)
    throw new CannotStep(`operator Split makes [${sizes}] of ${whole}`);
  let from = 0;
  return sizes.map((size) => {
    from += size;
    return sliced(value, axis, from - size, size, 1);
  });
}

export function walkSlice(walk: Walk, node: OnnxNode): Value[] {
  let value = walk.signal(node, 0);
  const told = (at: number, name: string) =>
    node.inputs[at] ? [...walk.constantInput(node, at, name).constants] : numbersOf(node, name);
  const starts = told(1, 'starts') ?? [];
  const ends = told(2, 'ends') ?? [];
  const axes = told(3, 'axes') ?? starts.map((_, i) => i);
  const steps = told(4, 'steps') ?? starts.map(() => 1);
  axes.forEach((one, i) => {
    const axis = axisOf(one, value.shape.length);
    const size = value.shape[axis] as number;
    const step = steps[i] as number;
    const clamp = (at: number, least: number, most: number) => Math.min(most, Math.max(least, at < 0 ? at + size : at));
    const [start, end] =
      step > 0
        ? [clamp(starts[i] as number, 0, size), clamp(ends[i] as number, 0, size)]
        : [clamp(starts[i] as number, 0, size - 1), clamp(ends[i] as number, -1, size - 1)];
    value = sliced(value, axis, start, Math.max(0, Math.ceil((end - start) / step)), step);
  });
  return [value];
}

export function walkGather(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const chosen = walk.constantInput(node, 1, 'list of indices');
  const axis = axisOf(intOf(node, 'axis', 0), value.shape.length);
  const size = value.shape[axis] as number;
  const strides = stridesOf(value.shape);
  const shape = [...value.shape.slice(0, axis), ...chosen.shape, ...value.shape.slice(axis + 1)];
  walk.afford(shape);
  const chosenStrides = stridesOf(chosen.shape);
  const rank = chosen.shape.length;
  const from = eachPlace(shape, (at) => {
    const which = chosenStrides.reduce((sum, stride, i) => sum + stride * (at[axis + i] as number), 0);
    const index = axisOf(chosen.constants[which] as number, size);
    if (!(index >= 0 && index < size))
      throw new CannotStep(
        `operator Gather takes element ${index} of ${size}: export the model with an open (dynamic) sequence length`,
      );
    return strides.reduce((sum, stride, d) => {
      if (d === axis) return sum + stride * index;
      return sum + stride * (at[d < axis ? d : d + rank - 1] as number);
    }, 0);
  });
  return [pick(value, shape, from, timeBeside(value.time, axis, rank - 1))];
}

export function walkExpand(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const shape = broadcastShape(value.shape, [...walk.constantInput(node, 1, 'shape').constants]);
  if (!shape) throw new CannotStep('operator Expand has a shape that does not fit');
  walk.afford(shape);
  return [broadcast(value, shape)];
}

export function walkTile(walk: Walk, node: OnnxNode): Value[] {
  const value = walk.signal(node, 0);
  const repeats = [...walk.constantInput(node, 1, 'list of repeats').constants];
  if (repeats.length !== value.shape.length)
    throw new CannotStep(`operator Tile has ${repeats.length} repeats for [${value.shape}]`);
  const shape = value.shape.map((size, d) => size * (repeats[d] as number));
  if (value.time !== null && value.time !== LOST && repeats[value.time] !== 1)
    throw new CannotStep('operator Tile repeats frames in time');
  walk.afford(shape);
  const strides = stridesOf(value.shape);
  const from = eachPlace(shape, (at) =>
    strides.reduce((sum, stride, d) => sum + stride * ((at[d] as number) % (value.shape[d] as number)), 0),
  );
  return [pick(value, shape, from, value.time)];
}

/** Which of two is taken must be known now. */
export function walkWhere(walk: Walk, node: OnnxNode): Value[] {
  const condition = walk.constantInput(node, 0, 'condition');
  const [then, otherwise] = [walk.signal(node, 1), walk.signal(node, 2)];
  const both = broadcastShape(then.shape, otherwise.shape);
  const shape = both && broadcastShape(both, condition.shape);
  if (!shape) throw new CannotStep('operator Where takes values that do not fit each other');
  walk.afford([2, ...shape]);
  const size = sizeOf(shape);
  const flat = (value: Value) => reshaped(broadcast(value, shape), [size], null);
  const chosen = broadcast(condition, shape).constants;
  const from = Int32Array.from({ length: size }, (_, e) => (chosen[e] ? e : size + e));
  const time = then.time ?? otherwise.time;
  const apart = shape.length - (then.time === null ? otherwise : then).shape.length;
  return [
    pick(joined([flat(then), flat(otherwise)], 0), shape, from, time === null || time === LOST ? time : time + apart),
  ];
}

function sliced(value: Value, axis: number, start: number, count: number, step: number): Value {
  const strides = stridesOf(value.shape);
  const shape = value.shape.map((size, i) => (i === axis ? count : size));
  const from = eachPlace(shape, (at) =>
    strides.reduce(
      (sum, stride, d) => sum + stride * (d === axis ? start + step * (at[d] as number) : (at[d] as number)),
      0,
    ),
  );
  if (axis === value.time && count !== 1)
    throw new CannotStep(`a slice takes ${count} of the frames that one step brings`);
  return pick(value, shape, from, value.time);
}

function axesOf(walk: Walk, node: OnnxNode): readonly number[] | null {
  return node.inputs[1] ? [...walk.constantInput(node, 1, 'axes').constants] : numbersOf(node, 'axes');
}

/**
 * Where time went in a new shape: to the same place from the front or from the back, where one of them is a single
 * frame.
 */
function timeIn(value: Value, shape: readonly number[]): number | null {
  const { time } = value;
  if (time === null || time === LOST) return time;
  if (shape[time] === 1 && sizeOf(shape.slice(0, time)) === sizeOf(value.shape.slice(0, time))) return time;
  const fromBack = time - value.shape.length + shape.length;
  return shape[fromBack] === 1 ? fromBack : LOST;
}

/** Where time is when `axis` becomes so many more dimensions; picking a frame out of time ends it. */
function timeBeside(time: number | null, axis: number, more: number): number | null {
  if (time === null || time === LOST || time < axis) return time;
  return time === axis ? null : time + more;
}
