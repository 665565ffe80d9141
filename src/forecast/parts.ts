// Takes a state that is one array apart.

/** Each call returns a view of the next `count` numbers. */
export function partsOf(state: Float64Array): (count: number) => Float64Array {
  let at = 0;
  return (count) => {
    at += count;
    return state.subarray(at - count, at);
  };
}

/** The room of these numbers, for twice as many in single precision. */
export function singles(part: Float64Array): Float32Array {
  return new Float32Array(part.buffer, part.byteOffset, 2 * part.length);
}
