// Elementary functions of four floats. They use only +, -, *, / and bit operations, so every engine and every machine
// computes the same bits.
// Ranges and polynomials after Cephes (S. Moshier, netlib.org/cephes, expf.c and logf.c).

/**
 * The constants of the functions below. A compiler needs three instructions to make a constant and there are more
 * constants than registers; loading one from memory takes one instruction. They are at the start of the memory, below
 * what the host allocates (HOST_MEMORY).
 */
const NUMBERS = memory.data<f32>([
  -87.0, 87.0, 1.44269504, 0.693359375, -2.12194440e-4, 1.9875691500e-4,
  1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1, 1.0,
  0.707106781, 7.0376836292e-2, -1.1514610310e-1, 1.1676998740e-1, -1.2420140846e-1, 1.4249322787e-1,
  -1.6668057665e-1, 2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1, 0.5, 2.0,
  12582912.0,
]);

/** Constant `i` in all four lanes. */
// @ts-ignore: decorator
@inline
export function number(i: i32): v128 {
  return v128.load32_splat(NUMBERS + (<usize>i << 2));
}

/** e^x. Relative error below 1.2e-7 for |x| <= 87; beyond, x is clamped. NaN stays NaN. */
export function exp4(x: v128): v128 {
  x = f32x4.pmin(f32x4.pmax(x, number(0)), number(1));
  // x = n ln 2 + r with |r| <= ln(2) / 2. ln 2 has two parts; the first has few bits, so that its product with n is
  // exact. Adding 1.5 x 2^23 rounds n, and leaves n in the last bits of the sum.
  const t = f32x4.add(f32x4.mul(x, number(2)), number(24));
  const n = f32x4.sub(t, number(24));
  let r = f32x4.sub(x, f32x4.mul(n, number(3)));
  r = f32x4.sub(r, f32x4.mul(n, number(4)));
  let p = number(5);
  p = f32x4.add(f32x4.mul(p, r), number(6));
  p = f32x4.add(f32x4.mul(p, r), number(7));
  p = f32x4.add(f32x4.mul(p, r), number(8));
  p = f32x4.add(f32x4.mul(p, r), number(9));
  p = f32x4.add(f32x4.mul(p, r), number(10));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), number(11));
  return f32x4.mul(p, i32x4.add(i32x4.shl(t, 23), number(11)));
}

/**
 * ln x for normal x > 0. The relative error is below 2e-7 away from 1, the absolute error below 1e-7 near 1. 0 and
 * subnormal numbers give -88.03, infinity gives 88.72. x must not be NaN: its sign bit, which WebAssembly does not
 * define, would change the result.
 */
export function log4(x: v128): v128 {
  // x = m 2^e with m in [sqrt(1/2), sqrt(2))
  let e = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(x, 23), i32x4.splat(126)));
  let m = v128.or(v128.and(x, i32x4.splat(0x007fffff)), i32x4.splat(0x3f000000));
  const small = f32x4.lt(m, number(12));
  e = f32x4.sub(e, v128.and(small, number(11)));
  m = f32x4.sub(f32x4.add(m, v128.and(small, m)), number(11));
  const z = f32x4.mul(m, m);
  let p = number(13);
  p = f32x4.add(f32x4.mul(p, m), number(14));
  p = f32x4.add(f32x4.mul(p, m), number(15));
  p = f32x4.add(f32x4.mul(p, m), number(16));
  p = f32x4.add(f32x4.mul(p, m), number(17));
  p = f32x4.add(f32x4.mul(p, m), number(18));
  p = f32x4.add(f32x4.mul(p, m), number(19));
  p = f32x4.add(f32x4.mul(p, m), number(20));
  p = f32x4.add(f32x4.mul(p, m), number(21));
  let y = f32x4.mul(f32x4.mul(p, m), z);
  y = f32x4.add(y, f32x4.mul(e, number(4)));
  y = f32x4.sub(y, f32x4.mul(z, number(22)));
  return f32x4.add(f32x4.add(m, y), f32x4.mul(e, number(3)));
}

/** 1 / (1 + e^-x). Absolute error below 2e-7. */
export function sigmoid4(x: v128): v128 {
  const one = number(11);
  return f32x4.div(one, f32x4.add(one, exp4(f32x4.neg(x))));
}

/** tanh x = 1 - 2 / (e^2x + 1). Absolute error below 2e-7. */
export function tanh4(x: v128): v128 {
  const one = number(11);
  return f32x4.sub(one, f32x4.div(number(23), f32x4.add(exp4(f32x4.add(x, x)), one)));
}

/** Sum of the four lanes, always as (0 + 1) + (2 + 3). */
export function sum4(x: v128): f32 {
  return (
    f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + (f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3))
  );
}
