// Operations on rows that training needs beside gemm and the cells. n is a multiple of 4 unless a comment says
// otherwise.
import { softmaxInto } from '../activations';
import { sum4 } from '../math';

/** sum (n) += the sum of the rows of x (rows, n), from first to last. */
export function sumRows(x: usize, sum: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < bytes; j += 16) v128.store(sum + j, f32x4.add(v128.load(sum + j), v128.load(x + j)));
    x += bytes;
  }
}

/**
 * y (steps, n) = x (steps, n) times mask (n), a dropout mask that is the same for all steps (Gal & Ghahramani 2016,
 * arXiv 1512.05287).
 */
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

/** Softmax of each row of x (rows, stride) over its first n floats. Needs room for 3 more floats. */
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
