// The small pieces of training around gemm and the cells. All sizes n are multiples of 4 unless said otherwise.
import { softmaxInto } from './activations';
import { sum4 } from './math';

/** Every row of y (rows, n) becomes b (n). */
export function addRows(b: usize, y: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let row = 0; row < rows; row++) {
    memory.copy(y, b, bytes);
    y += bytes;
  }
}

/** sum (n) += the sum over the rows of x (rows, n), first to last. */
export function sumRows(x: usize, sum: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < bytes; j += 16) v128.store(sum + j, f32x4.add(v128.load(sum + j), v128.load(x + j)));
    x += bytes;
  }
}

/** y (steps, n) = x (steps, n) times mask (n), a dropout mask that stays the same over the steps (Gal & Ghahramani 2016, arXiv 1512.05287). */
export function maskRows(x: usize, mask: usize, y: usize, steps: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let step = 0; step < steps; step++) {
    for (let j: usize = 0; j < bytes; j += 16) v128.store(y + j, f32x4.mul(v128.load(x + j), v128.load(mask + j)));
    x += bytes;
    y += bytes;
  }
}

/** y (cols, rows) = x (rows, cols) transposed; rows of y are yRow floats apart. */
export function transpose(x: usize, y: usize, rows: i32, cols: i32, yRow: i32): void {
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      store<f32>(y + ((<usize>j * yRow + i) << 2), load<f32>(x + ((<usize>i * cols + j) << 2)));
    }
  }
}

/** Softmax of each row of x (rows, stride) over its first n floats. Needs 3 floats of room after the last. */
export function softmaxRows(x: usize, y: usize, rows: i32, n: i32, stride: i32): void {
  for (let row = 0; row < rows; row++) {
    softmaxInto(x, y, n);
    x += <usize>stride << 2;
    y += <usize>stride << 2;
  }
}

/** Sum of squares of n floats, for the norm of a gradient. */
export function sumSquares(x: usize, n: i32): f32 {
  let sum = f32x4.splat(0);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const v = v128.load(x + i);
    sum = f32x4.add(sum, f32x4.mul(v, v));
  }
  return sum4(sum);
}

/**
 * One step of AdamW over n weights (Kingma & Ba 2014, arXiv 1412.6980; decoupled decay: Loshchilov & Hutter 2017, arXiv 1711.05101).
 *   m = b1 m + (1 - b1) g s    v = b2 v + (1 - b2) (g s)^2    w -= rate (m c1 / (sqrt(v c2) + eps) + decay w)
 * s scales the gradient (clipping, mean over the batch); c1, c2 correct the bias of the first steps.
 */
export function adam(
  w: usize, g: usize, m: usize, v: usize, n: i32, s: f32, rate: f32, b1: f32, b2: f32, c1: f32, c2: f32, eps: f32, decay: f32,
): void {
  const s4 = f32x4.splat(s);
  const one = f32x4.splat(1.0);
  const p1 = f32x4.splat(b1);
  const q1 = f32x4.sub(one, p1);
  const p2 = f32x4.splat(b2);
  const q2 = f32x4.sub(one, p2);
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const grad = f32x4.mul(v128.load(g + i), s4);
    const mean = f32x4.add(f32x4.mul(p1, v128.load(m + i)), f32x4.mul(q1, grad));
    const square = f32x4.add(f32x4.mul(p2, v128.load(v + i)), f32x4.mul(q2, f32x4.mul(grad, grad)));
    v128.store(m + i, mean);
    v128.store(v + i, square);
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(square, f32x4.splat(c2))), f32x4.splat(eps));
    const old = v128.load(w + i);
    const move = f32x4.add(f32x4.div(f32x4.mul(mean, f32x4.splat(c1)), root), f32x4.mul(f32x4.splat(decay), old));
    v128.store(w + i, f32x4.sub(old, f32x4.mul(f32x4.splat(rate), move)));
  }
}
