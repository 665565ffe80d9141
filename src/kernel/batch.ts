// The rows of a batch: a table in memory with one entry a row, the addresses of its input, its state and its room for
// values between layers. A value lies in one of the three (`base`: INPUT, STATE or WORK), `at` bytes from its
// beginning.
import { BATCH_ROW_BYTES } from './layout';

/** Address of a value of one row of the batch. */
// @ts-ignore: decorator
@inline
export function addressOf(batch: usize, batchRow: i32, base: usize, at: usize): usize {
  return load<usize>(batch + <usize>batchRow * BATCH_ROW_BYTES + base) + at;
}
