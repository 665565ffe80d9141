// A stream's state as it is to be looked after: in as few parts as can be, each a run of floats that are bounded and what follows it.
import type { Carried } from '../network.js';

const VECTOR_FLOATS = 4;
const VECTOR_BYTES = 4 * VECTOR_FLOATS;

/** `bounded`: parts whose values lie within -1 and 1 whatever the weights, as bytes from the start and floats. All in whole vectors. */
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
