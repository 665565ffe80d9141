// The parts of a stream's state that are checked after a step: as few parts as possible, each a run of bounded floats
// and the others that follow it.
import type { Carried } from './network.js';

const VECTOR_FLOATS = 4;
const VECTOR_BYTES = 4 * VECTOR_FLOATS;

/**
 * `bounded`: the places whose values lie within -1 and 1 whatever the weights are, `at` in bytes from the start of the
 * state. All places are whole vectors.
 */
export function carriedParts(
  stateBytes: number,
  bounded: readonly { readonly at: number; readonly floats: number }[],
): Carried[] {
  const isBounded = new Array<boolean>(stateBytes / VECTOR_BYTES).fill(false);
  for (const { at, floats } of bounded) {
    const first = at / VECTOR_BYTES;
    isBounded.fill(true, first, first + Math.ceil(floats / VECTOR_FLOATS));
  }
  const parts: { at: number; floats: number; bounded: number }[] = [];
  isBounded.forEach((is, i) => {
    const last = parts.at(-1);
    if (last === undefined || (is && last.bounded < last.floats)) {
      parts.push({ at: i * VECTOR_BYTES, floats: VECTOR_FLOATS, bounded: is ? VECTOR_FLOATS : 0 });
      return;
    }
    last.floats += VECTOR_FLOATS;
    if (is) last.bounded += VECTOR_FLOATS;
  });
  return parts;
}
