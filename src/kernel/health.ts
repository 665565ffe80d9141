// Whether a recurrent state can still be used.

/**
 * Returns -1 if one of n floats is NaN or infinite, otherwise how many of the first `bounded` floats have a magnitude
 * of `limit` or more. n and bounded are multiples of 4. Magnitudes are compared as integers: without the sign bit,
 * floats and their bit patterns have the same order, and NaN and infinities come above all finite numbers.
 */
export function unhealthy(x: usize, n: i32, bounded: i32, limit: f32): i32 {
  const magnitude = i32x4.splat(0x7fffffff);
  const below = i32x4.splat(reinterpret<i32>(limit) - 1);
  let greatest = i32x4.splat(0);
  let count = i32x4.splat(0);
  const edge = x + (<usize>bounded << 2);
  const end = x + (<usize>n << 2);
  for (; x < edge; x += 16) {
    const size = v128.and(v128.load(x), magnitude);
    greatest = i32x4.max_s(greatest, size);
    count = i32x4.sub(count, i32x4.gt_s(size, below));
  }
  for (; x < end; x += 16) greatest = i32x4.max_s(greatest, v128.and(v128.load(x), magnitude));
  if (v128.any_true(i32x4.gt_s(greatest, i32x4.splat(0x7f7fffff)))) return -1;
  return (
    i32x4.extract_lane(count, 0) + i32x4.extract_lane(count, 1) + i32x4.extract_lane(count, 2) + i32x4.extract_lane(count, 3)
  );
}
