// The last step of an 8-bit product: from integer sums to floats. int8.ts has the equation.

/** y = b + scale (step sum + low sums), for four rows. */
// @ts-ignore: decorator
@inline
export function finish(sum: v128, b: usize, scales: usize, sums: usize, low: v128, step: v128, y: usize): void {
  const inner = f32x4.add(f32x4.mul(step, f32x4.convert_i32x4_s(sum)), f32x4.mul(low, v128.load(sums)));
  v128.store(y, f32x4.add(v128.load(b), f32x4.mul(v128.load(scales), inner)));
}
