// Takes a state that is one array apart.

/** Each call returns a view of the next `count` numbers. */
export function partsOf(state: Float64Array): (count: number) => Float64Array {
  let at = 0;
  return (count) => {
    at += count;
    return state.subarray(at - count, at);
  };
}
