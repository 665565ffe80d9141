// What networks compute between their products: a function of each number, operations on two arrays, gather. Where a
// comment says that n is rounded up to 4, arrays need room for that.
import { sigmoids, tanhs } from './gates';
import {
  AFFINE, DIVIDE, ELU, EXP, HARD_SIGMOID, LEAKY_RELU, LOG, MULTIPLY, RELU, SCALED_TANH, SIGMOID, SOFTPLUS, SOFTSIGN, SQRT, SQUARE, SUBTRACT, TANH,
  THRESHOLDED_RELU,
} from './layout';
import { exp4, log4, tanh4 } from './math';

/** x = f(x) over n floats, rounded up to 4. f: its number (layout.ts); alpha, beta: its parameters. */
export function activate(x: usize, n: i32, f: i32, alpha: f32, beta: f32): void {
  const end = x + (<usize>n << 2);
  const a = f32x4.splat(alpha);
  const b = f32x4.splat(beta);
  switch (f) {
    case SIGMOID:
      sigmoids(x, x, n);
      return;
    case TANH:
      tanhs(x, x, n);
      return;
    case RELU:
      for (; x < end; x += 16) v128.store(x, f32x4.max(v128.load(x), f32x4.splat(0)));
      return;
    case AFFINE:
      for (; x < end; x += 16) v128.store(x, f32x4.add(f32x4.mul(a, v128.load(x)), b));
      return;
    case LEAKY_RELU:
      for (; x < end; x += 16) v128.store(x, leakyRelu4(v128.load(x), a));
      return;
    case THRESHOLDED_RELU:
      for (; x < end; x += 16) v128.store(x, v128.and(v128.load(x), f32x4.gt(v128.load(x), a)));
      return;
    case SCALED_TANH:
      for (; x < end; x += 16) v128.store(x, f32x4.mul(a, tanh4(f32x4.mul(b, v128.load(x)))));
      return;
    case HARD_SIGMOID:
      for (; x < end; x += 16) v128.store(x, within4(f32x4.add(f32x4.mul(a, v128.load(x)), b), 0, 1));
      return;
    case ELU:
      for (; x < end; x += 16) v128.store(x, elu4(v128.load(x), a));
      return;
    case SOFTSIGN:
      for (; x < end; x += 16) v128.store(x, softsign4(v128.load(x)));
      return;
    case SOFTPLUS:
      for (; x < end; x += 16) v128.store(x, softplus4(v128.load(x)));
      return;
    case SQUARE:
      for (; x < end; x += 16) v128.store(x, f32x4.mul(v128.load(x), v128.load(x)));
      return;
    case SQRT:
      for (; x < end; x += 16) v128.store(x, f32x4.sqrt(v128.load(x)));
      return;
    case EXP:
      for (; x < end; x += 16) v128.store(x, exp4(v128.load(x)));
      return;
    case LOG:
      for (; x < end; x += 16) v128.store(x, log4(v128.load(x)));
      return;
    default:
      return;
  }
}

/** Clamps n floats, rounded up to 4, to -limit and limit. */
export function clip(x: usize, n: i32, limit: f32): void {
  for (const end = x + (<usize>n << 2); x < end; x += 16) v128.store(x, within4(v128.load(x), -limit, limit));
}

/**
 * y = a + b, a - b, a b or a / b over n floats, rounded up to 4. operation: its number (layout.ts). y may be a or b.
 */
export function combine(a: usize, b: usize, y: usize, n: i32, operation: i32): void {
  for (let i: usize = 0, end = <usize>n << 2; i < end; i += 16) {
    const left = v128.load(a + i);
    const right = v128.load(b + i);
    let out = f32x4.add(left, right);
    if (operation === SUBTRACT) out = f32x4.sub(left, right);
    else if (operation === MULTIPLY) out = f32x4.mul(left, right);
    else if (operation === DIVIDE) out = f32x4.div(left, right);
    v128.store(y + i, out);
  }
}

/** y (rows, n) = x (rows, n) times scale (n) plus shift (n). y must not be x and needs room for 3 more floats. */
export function scaleRows(x: usize, scale: usize, shift: usize, y: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let row = 0; row < rows; row++) {
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(y + j, f32x4.add(f32x4.mul(v128.load(x + j), v128.load(scale + j)), v128.load(shift + j)));
    }
    x += bytes;
    y += bytes;
  }
}

/**
 * Each row of y (rows, n) is (x - mean) / sqrt(variance + eps) times w (n) plus b (n), mean and variance (over n) of
 * that row of x (Ba et al. 2016, arXiv 1607.06450, eq. 4). Sums run from first to last.
 */
export function layerNorm(x: usize, w: usize, b: usize, y: usize, rows: i32, n: i32, eps: f32): void {
  const bytes = <usize>n << 2;
  for (let row = 0; row < rows; row++) {
    let sum: f32 = 0;
    for (let j: usize = 0; j < bytes; j += 4) sum += load<f32>(x + j);
    const mean = sum / <f32>n;
    let squares: f32 = 0;
    for (let j: usize = 0; j < bytes; j += 4) {
      const apart = load<f32>(x + j) - mean;
      squares += apart * apart;
    }
    const scale = <f32>1 / Mathf.sqrt(squares / <f32>n + eps);
    for (let j: usize = 0; j < bytes; j += 4) {
      store<f32>(y + j, (load<f32>(x + j) - mean) * scale * load<f32>(w + j) + load<f32>(b + j));
    }
    x += bytes;
    y += bytes;
  }
}

/** y_i = x_(indices_i), or 0 where the index is negative. indices: (n) i32. */
export function gather(x: usize, indices: usize, y: usize, n: i32): void {
  for (const end = y + (<usize>n << 2); y < end; y += 4) {
    const index = load<i32>(indices);
    store<f32>(y, index < 0 ? 0 : load<f32>(x + (<usize>index << 2)));
    indices += 4;
  }
}

/** Every row of y (rows, n) becomes b (n). */
export function addRows(b: usize, y: usize, rows: i32, n: i32): void {
  const bytes = <usize>n << 2;
  for (let row = 0; row < rows; row++) {
    memory.copy(y, b, bytes);
    y += bytes;
  }
}

/** Copies n floats from x to y. The two may overlap. */
export function move(x: usize, y: usize, n: i32): void {
  memory.copy(y, x, <usize>n << 2);
}

function within4(x: v128, least: f32, most: f32): v128 {
  return f32x4.min(f32x4.max(x, f32x4.splat(least)), f32x4.splat(most));
}

function leakyRelu4(x: v128, alpha: v128): v128 {
  return v128.bitselect(f32x4.mul(alpha, x), x, f32x4.lt(x, f32x4.splat(0)));
}

function elu4(x: v128, alpha: v128): v128 {
  const below = f32x4.mul(alpha, f32x4.sub(exp4(x), f32x4.splat(1)));
  return v128.bitselect(below, x, f32x4.lt(x, f32x4.splat(0)));
}

function softsign4(x: v128): v128 {
  return f32x4.div(x, f32x4.add(f32x4.splat(1), f32x4.abs(x)));
}

/** ln(1 + e^x), written as max(x, 0) + ln(1 + e^-|x|), which does not overflow. */
function softplus4(x: v128): v128 {
  const small = exp4(f32x4.neg(f32x4.abs(x)));
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), log4(f32x4.add(f32x4.splat(1), small)));
}
