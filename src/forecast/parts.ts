// The parts of a state that is one array.

/** Gives the next so many numbers of an array, as a view, with each call. */
export function partsOf(state: Float64Array): (count: number) => Float64Array {
  let at = 0;
  return (count) => {
    at += count;
    return state.subarray(at - count, at);
  };
}
