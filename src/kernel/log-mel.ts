// Samples to log-mel bands: window, power spectrum (fft.ts), triangular bands, logarithm, standardization.
import { sum4, log4 } from './math';

/** y = x w over n floats (n a multiple of 4), zeros up to size. */
export function windowed(x: usize, w: usize, y: usize, n: i32, size: i32): void {
  const end = <usize>n << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(y + i, f32x4.mul(v128.load(x + i), v128.load(w + i)));
  memory.fill(y + end, 0, (<usize>size << 2) - end);
}

/**
 * out_b = (ln(max(sum_k w_bk power_k, floor)) - mean_b) scale_b.
 * A sound so loud that its power overflows counts as the largest float, whether the sum came out infinite or NaN.
 * bands: a pair of i32 a band, first bin and count (a multiple of 4; weights past the triangle are 0); weights: all bands' in a row;
 * shape: mean (padded), then scale (padded). n is the number of bands; out has room for n rounded up to 4.
 */
export function logMel(power: usize, bands: usize, weights: usize, shape: usize, out: usize, n: i32, floor: f32): void {
  for (let b = 0; b < n; b++) {
    let x = power + (<usize>load<i32>(bands + (<usize>b << 3)) << 2);
    const count = <usize>load<i32>(bands + (<usize>b << 3), 4) << 2;
    let sum = f32x4.splat(0);
    for (const end = x + count; x < end; x += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(x), v128.load(weights)));
      weights += 16;
    }
    store<f32>(out + (<usize>b << 2), sum4(sum));
  }
  const padded = ((<usize>n + 3) & ~3) << 2;
  const least = f32x4.splat(floor);
  const most = f32x4.splat(f32.MAX_VALUE);
  for (let i: usize = 0; i < padded; i += 16) {
    // pmin(a, b) is b only where b < a: so NaN becomes `most`, on every machine
    const log = log4(f32x4.max(f32x4.pmin(most, v128.load(out + i)), least));
    v128.store(out + i, f32x4.mul(f32x4.sub(log, v128.load(shape + i)), v128.load(shape + padded + i)));
  }
}
