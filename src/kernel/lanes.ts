// The streams that a step is made for: a table in memory with one entry a lane, where its input, its state and the values between its layers lie.
// A value is told by which of the three it lies in (`base`: 0, 4 or 8) and how many bytes from its beginning (`at`).

export const LANE_BYTES: usize = 16;
export const STATE: usize = 4;

/** Where a lane's value lies. */
// @ts-ignore: decorator
@inline
export function addressOf(lanes: usize, lane: i32, base: usize, at: usize): usize {
  return load<usize>(lanes + <usize>lane * LANE_BYTES + base) + at;
}
