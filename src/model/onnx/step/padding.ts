// The operator Pad.
import type { OnnxNode } from '../graph.js';
import { numbersOf, textOf } from './attributes.js';
import { CannotStep, eachPlace, pick, stridesOf, type Value } from './value.js';
import type { Walk } from './walk.js';

/** Zeros before and after in time are left for the convolution that they are for. */
export function walkPad(walk: Walk, node: OnnxNode): Value[] {
  let value = walk.signal(node, 0);
  const mode = textOf(node, 'mode', 'constant');
  const pads = node.inputs[1] ? [...walk.constantInput(node, 1, 'padding').constants] : (numbersOf(node, 'pads') ?? []);
  const fill = node.inputs[2] ? (walk.constantInput(node, 2, 'filling').constants[0] ?? 0) : 0;
  if (mode === 'constant' && fill !== 0) throw new CannotStep(`operator Pad fills with ${fill}`);
  const rank = pads.length / 2;
  for (let axis = 0; axis < rank; axis++) {
    const [before, after] = [pads[axis] as number, pads[axis + rank] as number];
    if (before === 0 && after === 0) continue;
    if (axis === value.time) {
      if (mode !== 'constant')
        throw new CannotStep(`operator Pad pads time by '${mode}', which needs the whole sequence`);
      const [already, behind] = value.timePadding ?? [0, 0];
      value = { ...value, timePadding: [already + before, behind + after] };
    } else {
      walk.afford(value.shape.map((length, i) => (i === axis ? before + length + after : length)));
      value = padded(value, axis, before, after, mode);
    }
  }
  return [value];
}

function padded(value: Value, axis: number, before: number, after: number, mode: string): Value {
  const size = value.shape[axis] as number;
  const strides = stridesOf(value.shape);
  const shape = value.shape.map((length, i) => (i === axis ? before + length + after : length));
  const from = eachPlace(shape, (at) => {
    let sum = 0;
    for (let d = 0; d < shape.length; d++) {
      const place = d === axis ? padPlace((at[d] as number) - before, size, mode) : (at[d] as number);
      if (place < 0) return -1;
      sum += place * (strides[d] as number);
    }
    return sum;
  });
  return pick(value, shape, from, value.time);
}

/** Which of `size` elements stands at a place beside them; -1: a zero. */
function padPlace(place: number, size: number, mode: string): number {
  if (place >= 0 && place < size) return place;
  if (mode === 'edge') return place < 0 ? 0 : size - 1;
  if (mode === 'reflect') return place < 0 ? -place : 2 * (size - 1) - place;
  return -1;
}
