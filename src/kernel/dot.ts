// Inner product.
import { sum4 } from './math';

/**
 * sum_i a_i b_i over n floats; n is a multiple of 4. Each of four SIMD lanes sums every fourth product in order; the
 * lanes are then added as (0 + 1) + (2 + 3).
 */
export function dot(a: usize, b: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  }
  return sum4(sum);
}
