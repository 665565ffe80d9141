// e^x and ln x for values that are kept or shown. `Math.exp` and `Math.log` may differ in the last bit between
// JavaScript engines, and a state that learns from row to row would carry the difference on. These use +, -, *, / and
// the exponent's bits alone, always the same number of operations, so every row takes equally long.

const bits = new DataView(new ArrayBuffer(8));
/** ln 2 in two parts. The last 32 bits of the first are 0, so its products with whole numbers up to 2^20 are exact. */
const LN2_HIGH = 0.69314718036912382;
const LN2_LOW = 1.9082149292705877e-10;
const EXP_TERMS = 13;
const LN_TERMS = 11;
const SMALLEST_NORMAL = 2 ** -1022;

/** e^x with a relative error below 1e-15. Above 709 infinity, below -708 zero. */
export function exp(x: number): number {
  if (!(x > -708)) return Number.isNaN(x) ? x : 0;
  if (x > 709) return Number.POSITIVE_INFINITY;
  const k = Math.round(x / Math.LN2);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum = 1;
  for (let i = EXP_TERMS; i > 0; i--) sum = 1 + (sum * r) / i;
  return sum * powerOfTwo(k);
}

/**
 * ln x for x > 0, by ln m = 2 artanh((m - 1) / (m + 1)) with m within a factor of the square root of 2 of 1. The
 * absolute error is below 1e-15 near 1, the relative error elsewhere.
 */
export function ln(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN;
  if (x < SMALLEST_NORMAL) return ln(x * 2 ** 54) - 54 * LN2_HIGH - 54 * LN2_LOW;
  let exponent = exponentOf(x);
  let m = x / powerOfTwo(exponent);
  if (m > Math.SQRT2) {
    m /= 2;
    exponent++;
  }
  const s = (m - 1) / (m + 1);
  const square = s * s;
  let sum = 0;
  for (let i = LN_TERMS; i >= 0; i--) sum = sum * square + 1 / (2 * i + 1);
  return exponent * LN2_HIGH + (2 * s * sum + exponent * LN2_LOW);
}

/** e with 2^e <= x < 2^(e + 1), for normal x > 0. */
export function exponentOf(x: number): number {
  bits.setFloat64(0, x);
  return (bits.getUint32(0) >>> 20) - 1023;
}

/** 2^k for k from -1022 to 1023. */
export function powerOfTwo(k: number): number {
  bits.setUint32(0, (k + 1023) << 20);
  bits.setUint32(4, 0);
  return bits.getFloat64(0);
}
