// Activations over arrays of n floats. n is rounded up to a multiple of 4, so arrays need room for that.
import { sigmoids, tanhs } from './gates';
import { exp4, log4 } from './math';

/** y = e^x */
export function expInto(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(y + i, exp4(v128.load(x + i)));
}

/** y = ln x, x > 0 */
export function logInto(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) v128.store(y + i, log4(v128.load(x + i)));
}

/** y = 1 / (1 + e^-x) */
export function sigmoidInto(x: usize, y: usize, n: i32): void {
  sigmoids(x, y, n);
}

/** y = tanh x */
export function tanhInto(x: usize, y: usize, n: i32): void {
  tanhs(x, y, n);
}

/** y_i = e^(x_i - max x) / sum_j e^(x_j - max x), over exactly n floats; summed from the first to the last. */
export function softmaxInto(x: usize, y: usize, n: i32): void {
  const end = <usize>n << 2;
  let max = load<f32>(x);
  for (let i: usize = 4; i < end; i += 4) max = Mathf.max(max, load<f32>(x + i));
  const shift = f32x4.splat(max);
  for (let i: usize = 0; i < end; i += 16) v128.store(y + i, exp4(f32x4.sub(v128.load(x + i), shift)));
  let sum: f32 = 0;
  for (let i: usize = 0; i < end; i += 4) sum += load<f32>(y + i);
  for (let i: usize = 0; i < end; i += 4) store<f32>(y + i, load<f32>(y + i) / sum);
}
