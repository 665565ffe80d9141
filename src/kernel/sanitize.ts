// Samples that are not finite.

/**
 * Replaces NaN and infinities among n floats by 0. Returns how many it replaced. A float is finite if its exponent is
 * not all ones.
 */
export function sanitize(x: usize, n: i32): i32 {
  let replaced = 0;
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 4) {
    if ((load<u32>(x + i) & 0x7f800000) == 0x7f800000) {
      store<f32>(x + i, 0);
      replaced++;
    }
  }
  return replaced;
}
