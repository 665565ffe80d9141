// In which order the numbers of a value lie is free where each is dealt with alike: the one in which they come costs
// nothing.
import type { Value } from './value.js';
import type { Walk } from './walk.js';

/** The value in the order in which its source gives it, where it is of one source; else as it stands. */
export function inItsOrder(walk: Walk, value: Value, op: string): { from: string; order: Int32Array } {
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
export function reordered(value: Value, order: Int32Array): Value {
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

export function inverted(order: Int32Array): Int32Array {
  const inverse = new Int32Array(order.length);
  order.forEach((place, e) => {
    inverse[place] = e;
  });
  return inverse;
}

/** After how many numbers both repeat. */
export function periodOf(w: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = w.length;
  for (let period = 1; period < n; period++) {
    if (n % period !== 0) continue;
    let repeats = true;
    for (let i = period; i < n && repeats; i++) repeats = w[i] === w[i - period] && b[i] === b[i - period];
    if (repeats) return period;
  }
  return n;
}
