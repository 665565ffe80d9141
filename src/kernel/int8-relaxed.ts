// 8-bit products on relaxed SIMD, block by block; int8.ts has the equation. There are three ways to the same integer
// sums:
//   summed: one instruction computes a dot product of four bytes, where the processor has one (sdot, vpdpbusd);
//   paired: other processors multiply pairs. The pairs of two groups of columns are added in 16 bits before they are
//           added to the sums, which saves one instruction in six;
//   single: as `paired` without that addition, for weights whose pairs could overflow 16 bits together.
import { finish } from './int8-finish';
import { INT8_AT_ONCE, INT8_PAIRED, QUANTIZED_HEADER_BYTES } from './layout';

/** `count` blocks of `n` vectors. */
export function relaxedBlocks(
  kind: i32, n: i32, count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32,
): void {
  if (kind === INT8_AT_ONCE) {
    switch (n) {
      case 7: return summed7(count, w, b, scales, sums, q, y, groups);
      case 6: return summed6(count, w, b, scales, sums, q, y, groups);
      case 5: return summed5(count, w, b, scales, sums, q, y, groups);
      case 4: return summed4(count, w, b, scales, sums, q, y, groups);
      case 3: return summed3(count, w, b, scales, sums, q, y, groups);
      case 2: return summed2(count, w, b, scales, sums, q, y, groups);
      default: return summed1(count, w, b, scales, sums, q, y, groups);
    }
  }
  if (kind === INT8_PAIRED) {
    switch (n) {
      case 7: return paired7(count, w, b, scales, sums, q, y, groups);
      case 6: return paired6(count, w, b, scales, sums, q, y, groups);
      case 5: return paired5(count, w, b, scales, sums, q, y, groups);
      case 4: return paired4(count, w, b, scales, sums, q, y, groups);
      case 3: return paired3(count, w, b, scales, sums, q, y, groups);
      case 2: return paired2(count, w, b, scales, sums, q, y, groups);
      default: return paired1(count, w, b, scales, sums, q, y, groups);
    }
  }
  switch (n) {
    case 7: return single7(count, w, b, scales, sums, q, y, groups);
    case 6: return single6(count, w, b, scales, sums, q, y, groups);
    case 5: return single5(count, w, b, scales, sums, q, y, groups);
    case 4: return single4(count, w, b, scales, sums, q, y, groups);
    case 3: return single3(count, w, b, scales, sums, q, y, groups);
    case 2: return single2(count, w, b, scales, sums, q, y, groups);
    default: return single1(count, w, b, scales, sums, q, y, groups);
  }
}

// One function for each size. In a single function, the optimizer would merge them into one loop that tests the size in
// every iteration.
function summed7(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(7, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function summed6(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(6, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function summed5(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(5, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function summed4(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(4, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function summed3(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(3, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function summed2(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(2, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function summed1(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(1, INT8_AT_ONCE, count, w, b, scales, sums, q, y, groups);
}

function paired7(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(7, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function paired6(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(6, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function paired5(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(5, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function paired4(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(4, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function paired3(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(3, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function paired2(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(2, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function paired1(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(1, INT8_PAIRED, count, w, b, scales, sums, q, y, groups);
}

function single7(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(7, 0, count, w, b, scales, sums, q, y, groups);
}

function single6(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(6, 0, count, w, b, scales, sums, q, y, groups);
}

function single5(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(5, 0, count, w, b, scales, sums, q, y, groups);
}

function single4(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(4, 0, count, w, b, scales, sums, q, y, groups);
}

function single3(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(3, 0, count, w, b, scales, sums, q, y, groups);
}

function single2(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(2, 0, count, w, b, scales, sums, q, y, groups);
}

function single1(count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32): void {
  each(1, 0, count, w, b, scales, sums, q, y, groups);
}

// @ts-ignore: decorator
@inline
function each(
  n: i32, kind: i32, count: i32, w: usize, b: usize, scales: usize, sums: usize, q: usize, y: usize, groups: i32,
): void {
  // loaded from memory, so that compilers keep it in a register instead of computing it again for each use
  const ones = v128.load32_splat(q, 8);
  const low = v128.load32_splat(q);
  const step = v128.load32_splat(q, 4);
  const stride = <usize>n << 4;
  const end = q + QUANTIZED_HEADER_BYTES + (<usize>groups << 2);
  const twice = kind === INT8_PAIRED ? q + QUANTIZED_HEADER_BYTES + (<usize>(groups & ~1) << 2) : 0;
  for (; count > 0; count--) {
    let s0 = i32x4.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let s4 = s0;
    let s5 = s0;
    let s6 = s0;
    let at = q + QUANTIZED_HEADER_BYTES;
    if (kind === INT8_PAIRED) {
      for (; at < twice; at += 8) {
        const u = v128.load32_splat(at);
        const v = v128.load32_splat(at, 4);
        const then = w + stride;
        s0 = dot8(s0, v128.load(w), v128.load(then), u, v, ones);
        if (n > 1) s1 = dot8(s1, v128.load(w, 16), v128.load(then, 16), u, v, ones);
        if (n > 2) s2 = dot8(s2, v128.load(w, 32), v128.load(then, 32), u, v, ones);
        if (n > 3) s3 = dot8(s3, v128.load(w, 48), v128.load(then, 48), u, v, ones);
        if (n > 4) s4 = dot8(s4, v128.load(w, 64), v128.load(then, 64), u, v, ones);
        if (n > 5) s5 = dot8(s5, v128.load(w, 80), v128.load(then, 80), u, v, ones);
        if (n > 6) s6 = dot8(s6, v128.load(w, 96), v128.load(then, 96), u, v, ones);
        w += stride << 1;
      }
    }
    for (; at < end; at += 4) {
      const v = v128.load32_splat(at);
      s0 = dot4(kind, s0, v128.load(w), v, ones);
      if (n > 1) s1 = dot4(kind, s1, v128.load(w, 16), v, ones);
      if (n > 2) s2 = dot4(kind, s2, v128.load(w, 32), v, ones);
      if (n > 3) s3 = dot4(kind, s3, v128.load(w, 48), v, ones);
      if (n > 4) s4 = dot4(kind, s4, v128.load(w, 64), v, ones);
      if (n > 5) s5 = dot4(kind, s5, v128.load(w, 80), v, ones);
      if (n > 6) s6 = dot4(kind, s6, v128.load(w, 96), v, ones);
      w += stride;
    }
    finish(s0, b, scales, sums, low, step, y);
    if (n > 1) finish(s1, b + 16, scales + 16, sums + 16, low, step, y + 16);
    if (n > 2) finish(s2, b + 32, scales + 32, sums + 32, low, step, y + 32);
    if (n > 3) finish(s3, b + 48, scales + 48, sums + 48, low, step, y + 48);
    if (n > 4) finish(s4, b + 64, scales + 64, sums + 64, low, step, y + 64);
    if (n > 5) finish(s5, b + 80, scales + 80, sums + 80, low, step, y + 80);
    if (n > 6) finish(s6, b + 96, scales + 96, sums + 96, low, step, y + 96);
    b += stride;
    scales += stride;
    sums += stride;
    y += stride;
  }
}

/** sum + four rows' products of four columns each. */
// @ts-ignore: decorator
@inline
function dot4(kind: i32, sum: v128, w: v128, v: v128, ones: v128): v128 {
  if (kind === INT8_AT_ONCE) return i32x4.relaxed_dot_i8x16_i7x16_add_s(w, v, sum);
  return i32x4.add(sum, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(w, v), ones));
}

/** sum + four rows' products of two groups of four columns. */
// @ts-ignore: decorator
@inline
function dot8(sum: v128, a: v128, b: v128, u: v128, v: v128, ones: v128): v128 {
  const both = i16x8.add(i16x8.relaxed_dot_i8x16_i7x16_s(a, u), i16x8.relaxed_dot_i8x16_i7x16_s(b, v));
  return i32x4.add(sum, i32x4.dot_i16x8_s(both, ones));
}
