// From samples to log-mel bands: window, power spectrum (fft.ts), triangular bands, logarithm, standardization.
import { RUNNING_NORM_HEADER_BYTES } from './layout';
import { sum4, log4 } from './math';

/** y = x w over n floats (n is a multiple of 4), then zeros up to size. */
export function windowed(x: usize, w: usize, y: usize, n: i32, size: i32): void {
  const end = <usize>n << 2;
  for (let i: usize = 0; i < end; i += 16) v128.store(y + i, f32x4.mul(v128.load(x + i), v128.load(w + i)));
  memory.fill(y + end, 0, (<usize>size << 2) - end);
}

/**
 * out_b = sum_k w_bk x_k. bands: two i32 for each band, its first bin and its number of bins (a multiple of 4; weights
 * behind the band are 0); weights: those of all bands, one after the other; n: the number of bands.
 */
export function bandSums(x: usize, bands: usize, weights: usize, out: usize, n: i32): void {
  for (let b = 0; b < n; b++) {
    let from = x + (<usize>load<i32>(bands + (<usize>b << 3)) << 2);
    const count = <usize>load<i32>(bands + (<usize>b << 3), 4) << 2;
    let sum = f32x4.splat(0);
    for (const end = from + count; from < end; from += 16) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(weights)));
      weights += 16;
    }
    store<f32>(out + (<usize>b << 2), sum4(sum));
  }
}

/**
 * out_b = (ln(max(sum_k w_bk power_k, floor)) - mean_b) scale_b.
 * If the power of a loud sound overflows, the sum, infinite or NaN, counts as the largest float.
 * bands, weights: as for bandSums; shape: mean (padded), then scale (padded). out has room for n rounded up to 4.
 */
export function logMel(power: usize, bands: usize, weights: usize, shape: usize, out: usize, n: i32, floor: f32): void {
  bandSums(power, bands, weights, out, n);
  const padded = ((<usize>n + 3) & ~3) << 2;
  const least = f32x4.splat(floor);
  for (let i: usize = 0; i < padded; i += 16) {
    const log = log4(atLeast(v128.load(out + i), least));
    v128.store(out + i, f32x4.mul(f32x4.sub(log, v128.load(shape + i)), v128.load(shape + padded + i)));
  }
}

/** x = ln(max(x + offset, floor)) over n floats, rounded up to 4. */
export function logAbove(x: usize, n: i32, offset: f32, floor: f32): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16) {
    v128.store(x, log4(atLeast(f32x4.add(v128.load(x), f32x4.splat(offset)), f32x4.splat(floor))));
  }
}

/**
 * As Kaldi does it: y_i = u_i - p u_(i-1), y_0 = u_0 - p u_0, where u is x, less its mean if `removeMean`. n floats; y
 * is not x.
 */
export function emphasize(x: usize, y: usize, n: i32, removeMean: i32, p: f32): void {
  const bytes = <usize>n << 2;
  let mean: f32 = 0;
  if (removeMean) {
    for (let i: usize = 0; i < bytes; i += 4) mean += load<f32>(x + i);
    mean /= <f32>n;
  }
  let before = load<f32>(x) - mean;
  for (let i: usize = 0; i < bytes; i += 4) {
    const now = load<f32>(x + i) - mean;
    store<f32>(y + i, now - p * before);
    before = now;
  }
}

/**
 * Subtracts from each of n features its running mean and divides by its running deviation. With g = max(gain, 1 / (t +
 * 1)) at frame t,
 *   m += g (x - m)      v += g ((x - m)^2 - v)      y = (x - m) / sqrt(v + floor)
 * state: t as a float and 3 unused, mean (padded), variance (padded).
 */
export function runningNorm(x: usize, state: usize, y: usize, n: i32, gain: f32, floor: f32): void {
  const padded = ((<usize>n + 3) & ~3) << 2;
  const t = load<f32>(state);
  const g = f32x4.splat(Mathf.max(gain, <f32>1 / (t + 1)));
  store<f32>(state, Mathf.min(t + 1, 8388608));
  const mean = state + RUNNING_NORM_HEADER_BYTES;
  const variance = mean + padded;
  for (let i: usize = 0; i < padded; i += 16) {
    const now = v128.load(x + i);
    const m = f32x4.add(v128.load(mean + i), f32x4.mul(g, f32x4.sub(now, v128.load(mean + i))));
    const apart = f32x4.sub(now, m);
    const v = f32x4.add(v128.load(variance + i), f32x4.mul(g, f32x4.sub(f32x4.mul(apart, apart), v128.load(variance + i))));
    v128.store(mean + i, m);
    v128.store(variance + i, v);
    v128.store(y + i, f32x4.div(apart, f32x4.sqrt(f32x4.add(v, f32x4.splat(floor)))));
  }
}

/** max(x, least), or the largest float if x is infinite or NaN: on every machine, pmin(a, b) is b only if b < a. */
function atLeast(x: v128, least: v128): v128 {
  return f32x4.max(f32x4.pmin(f32x4.splat(f32.MAX_VALUE), x), least);
}
