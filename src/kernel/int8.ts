// Products of 8-bit weights with 7-bit activations. The weights of a row are w_ij = scale_i v_ij with v from -127 to
// 127. A vector is x_j = low + step q_j with q from 0 to 127; its minimum maps to 0 and its maximum to 127. Then
//   y_i = b_i + scale_i (step sum_j v_ij q_j + low sum_j v_ij)
// The first sum is of integers and exact in any order, so relaxed SIMD gives the same bits as plain SIMD. The sum of
// two products fits into 16 bits (2 x 127 x 127), so what the relaxed instruction leaves undefined never occurs.
//
// Weights are packed in blocks as in matvec.ts, but by groups of four columns: a vector holds 4 rows of 4 columns. A
// quantized vector is low: f32, step: f32, 8 unused bytes, then q: one byte each for relaxed SIMD, two for plain SIMD.

import { finish } from './int8-finish';
import { relaxedBlocks } from './int8-relaxed';
import {
  BLOCK_VECTORS, PRODUCT_BIAS, PRODUCT_COLS, PRODUCT_KIND, PRODUCT_ROWS, PRODUCT_SCALES, PRODUCT_SUMS, PRODUCT_WEIGHTS,
  QUANTIZED_HEADER_BYTES, QUANTIZED_MULTIPLE, QUANTIZED_NUMBER_BYTES,
} from './layout';

/**
 * 1 if this machine has one instruction for a dot product of four bytes, otherwise 0. Where the relaxed instruction is
 * emulated by several, the sum of two products saturates at 16 bits. Products of 255 x 127, larger than any in use,
 * show that. `at`: room for 16 bytes.
 */
export function dotsAtOnce(at: usize): i32 {
  if (ASC_FEATURE_RELAXED_SIMD) {
    v128.store(at, i8x16.splat(-1));
    const most = v128.load(at);
    v128.store(at, i8x16.splat(127));
    const dot = i32x4.relaxed_dot_i8x16_i7x16_add_s(v128.load(at), most, i32x4.splat(0));
    return i32(i32x4.extract_lane(dot, 0) !== 2 * 32767);
  }
  return 0;
}

/** Bytes of a quantized vector of n. */
export function quantizedBytes(n: i32): usize {
  const numbers = (n + QUANTIZED_MULTIPLE - 1) & -QUANTIZED_MULTIPLE;
  return <usize>numbers * QUANTIZED_NUMBER_BYTES + QUANTIZED_HEADER_BYTES;
}

/** Quantizes x: (n). q: room for `quantizedBytes(n)` bytes. */
export function quantize(x: usize, q: usize, n: i32): void {
  const whole = x + (<usize>(n & ~3) << 2);
  const end = x + (<usize>n << 2);
  let least = v128.load32_splat(x);
  let most = least;
  for (let at = x; at < whole; at += 16) {
    const v = v128.load(at);
    least = f32x4.pmin(least, v);
    most = f32x4.pmax(most, v);
  }
  for (let at = whole; at < end; at += 4) {
    const v = v128.load32_splat(at);
    least = f32x4.pmin(least, v);
    most = f32x4.pmax(most, v);
  }
  const low = f32x4.splat(extremeOf(least, false));
  const span = f32x4.sub(f32x4.splat(extremeOf(most, true)), low);
  const inverse = f32x4.div(f32x4.splat(127), span); // infinite if all are equal; 0 x infinity is NaN, which becomes 0
  store<f32>(q, f32x4.extract_lane(low, 0));
  store<f32>(q, f32x4.extract_lane(span, 0) * (<f32>1 / <f32>127), 4);
  store<i32>(q, 0x00010001, 8);
  let to = q + QUANTIZED_HEADER_BYTES;
  for (let at = x; at < end; at += 16) {
    const v = f32x4.nearest(f32x4.mul(f32x4.sub(v128.load(at), low), inverse));
    const words = i16x8.narrow_i32x4_s(i32x4.trunc_sat_f32x4_s(v), i32x4.splat(0));
    if (ASC_FEATURE_RELAXED_SIMD) {
      v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
      to += 4;
    } else {
      v128.store64_lane(to, words, 0);
      to += 8;
    }
  }
}

/** The minimum or the maximum of four lanes. */
function extremeOf(v: v128, greatest: bool): f32 {
  const a = f32x4.extract_lane(v, 0);
  const b = f32x4.extract_lane(v, 1);
  const c = f32x4.extract_lane(v, 2);
  const d = f32x4.extract_lane(v, 3);
  return greatest ? max<f32>(max<f32>(a, b), max<f32>(c, d)) : min<f32>(min<f32>(a, b), min<f32>(c, d));
}

/** y = b + W x. p: a product's record (product.ts); q: x quantized; y: (rows). */
export function matvecInt8(p: usize, q: usize, y: usize): void {
  const vectors = load<i32>(p, PRODUCT_ROWS) >> 2;
  const blocks = (vectors + BLOCK_VECTORS - 1) / BLOCK_VECTORS;
  if (blocks === 0) return;
  const size = vectors / blocks;
  const larger = vectors - size * blocks;
  if (larger > 0) blocksInt8(p, 0, size + 1, larger, q, y);
  blocksInt8(p, larger * (size + 1), size, blocks - larger, q, y);
}

/** `count` blocks of `n` vectors of rows, from vector `row` on. */
export function blocksInt8(p: usize, row: i32, n: i32, count: i32, q: usize, y: usize): void {
  const groups = (load<i32>(p, PRODUCT_COLS) + 3) >> 2;
  const at = <usize>row << 4;
  let w = load<usize>(p, PRODUCT_WEIGHTS) + at * <usize>groups;
  let b = load<usize>(p, PRODUCT_BIAS) + at;
  let scales = load<usize>(p, PRODUCT_SCALES) + at;
  let sums = load<usize>(p, PRODUCT_SUMS) + at;
  y += at;
  if (ASC_FEATURE_RELAXED_SIMD) return relaxedBlocks(load<i32>(p, PRODUCT_KIND), n, count, w, b, scales, sums, q, y, groups);
  // Each vector of rows needs two sums, so three vectors at a time fit into the registers.
  const stride = <usize>n << 4;
  for (; count > 0; count--) {
    let k: usize = 0;
    let left = n;
    for (; left >= 3; left -= 3, k += 48) plain3(w + k, b + k, scales + k, sums + k, q, y + k, groups, stride);
    if (left === 2) plain2(w + k, b + k, scales + k, sums + k, q, y + k, groups, stride);
    else if (left === 1) plain1(w + k, b + k, scales + k, sums + k, q, y + k, groups, stride);
    w += stride * <usize>groups;
    b += stride;
    scales += stride;
    sums += stride;
    y += stride;
  }
}

function plain3(
  w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32, stride: usize,
): void {
  plain(3, w, b, scales, sums, q, y, groups, stride);
}

function plain2(
  w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32, stride: usize,
): void {
  plain(2, w, b, scales, sums, q, y, groups, stride);
}

function plain1(
  w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32, stride: usize,
): void {
  plain(1, w, b, scales, sums, q, y, groups, stride);
}

/** One block of n vectors of rows. stride: bytes from one group of columns to the next. */
// @ts-ignore: decorator
@inline
function plain(
  n: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32, stride: usize,
): void {
  const low = v128.load32_splat(q);
  const step = v128.load32_splat(q, 4);
  // a sums the first two rows of a vector, c the last two. Even lanes sum the first two columns of a group, odd lanes
  // the other two.
  let a0 = i32x4.splat(0);
  let c0 = a0;
  let a1 = a0;
  let c1 = a0;
  let a2 = a0;
  let c2 = a0;
  const end = q + QUANTIZED_HEADER_BYTES + (<usize>groups << 3);
  for (let at = q + QUANTIZED_HEADER_BYTES; at < end; at += 8) {
    const v = v128.load64_splat(at);
    a0 = i32x4.add(a0, i32x4.dot_i16x8_s(v128.load8x8_s(w, 0), v));
    c0 = i32x4.add(c0, i32x4.dot_i16x8_s(v128.load8x8_s(w, 8), v));
    if (n > 1) {
      a1 = i32x4.add(a1, i32x4.dot_i16x8_s(v128.load8x8_s(w, 16), v));
      c1 = i32x4.add(c1, i32x4.dot_i16x8_s(v128.load8x8_s(w, 24), v));
    }
    if (n > 2) {
      a2 = i32x4.add(a2, i32x4.dot_i16x8_s(v128.load8x8_s(w, 32), v));
      c2 = i32x4.add(c2, i32x4.dot_i16x8_s(v128.load8x8_s(w, 40), v));
    }
    w += stride;
  }
  finish(pairs(a0, c0), b, scales, sums, low, step, y);
  if (n > 1) finish(pairs(a1, c1), b + 16, scales + 16, sums + 16, low, step, y + 16);
  if (n > 2) finish(pairs(a2, c2), b + 32, scales + 32, sums + 32, low, step, y + 32);
}

/** (a0 + a1, a2 + a3, c0 + c1, c2 + c3) */
// @ts-ignore: decorator
@inline
function pairs(a: v128, c: v128): v128 {
  return i32x4.add(v128.shuffle<i32>(a, c, 0, 2, 4, 6), v128.shuffle<i32>(a, c, 1, 3, 5, 7));
}
