// y = b + W x. Rows are packed in blocks of up to 7 vectors of 4, each block column by column, so that the sums of a
// block stay in registers: 7 sums, one product and the broadcast x fit into the 16 registers of the smallest machines.
// With 8 sums compilers begin to spill, which halves the speed. Each y_i is b_i + w_i0 x_0 + w_i1 x_1 + ... in this
// order, as in gemm.ts, so one stream and a batch agree to the bit.

import { BLOCK_VECTORS } from './layout';

/**
 * w: (rows, cols) packed; b, y: (rows); x: (cols). rows is a multiple of 4. There are as few blocks as possible and
 * their sizes differ by at most one, the larger ones first, because a small block at the end would be slow.
 */
export function matvec(w: usize, b: usize, x: usize, y: usize, rows: i32, cols: i32): void {
  const vectors = rows >> 2;
  const blocks = (vectors + BLOCK_VECTORS - 1) / BLOCK_VECTORS;
  if (blocks === 0) return;
  const size = vectors / blocks;
  const larger = vectors - size * blocks;
  if (larger > 0) {
    blocksOf(size + 1, larger, w, b, x, y, cols);
    const done = <usize>(larger * (size + 1)) << 4;
    w += done * <usize>cols;
    b += done;
    y += done;
  }
  blocksOf(size, blocks - larger, w, b, x, y, cols);
}

/** `count` blocks of `n` vectors. */
export function blocksOf(n: i32, count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  switch (n) {
    case 7: return blocks7(count, w, b, x, y, cols);
    case 6: return blocks6(count, w, b, x, y, cols);
    case 5: return blocks5(count, w, b, x, y, cols);
    case 4: return blocks4(count, w, b, x, y, cols);
    case 3: return blocks3(count, w, b, x, y, cols);
    case 2: return blocks2(count, w, b, x, y, cols);
    default: return blocks1(count, w, b, x, y, cols);
  }
}

// One function for each size. In a single function, the optimizer would merge them into one loop that tests the size in
// every iteration.
function blocks7(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(7, count, w, b, x, y, cols);
}

function blocks6(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(6, count, w, b, x, y, cols);
}

function blocks5(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(5, count, w, b, x, y, cols);
}

function blocks4(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(4, count, w, b, x, y, cols);
}

function blocks3(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(3, count, w, b, x, y, cols);
}

function blocks2(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(2, count, w, b, x, y, cols);
}

function blocks1(count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  each(1, count, w, b, x, y, cols);
}

/** `n` is a constant wherever this is inlined, so branches that are not needed disappear. */
// @ts-ignore: decorator
@inline
function each(n: i32, count: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  const end = x + (<usize>cols << 2);
  for (; count > 0; count--) {
    let s0 = v128.load(b);
    let s1 = n > 1 ? v128.load(b, 16) : s0;
    let s2 = n > 2 ? v128.load(b, 32) : s0;
    let s3 = n > 3 ? v128.load(b, 48) : s0;
    let s4 = n > 4 ? v128.load(b, 64) : s0;
    let s5 = n > 5 ? v128.load(b, 80) : s0;
    let s6 = n > 6 ? v128.load(b, 96) : s0;
    for (let at = x; at < end; at += 4) {
      const v = v128.load32_splat(at);
      s0 = f32x4.add(s0, f32x4.mul(v, v128.load(w)));
      if (n > 1) s1 = f32x4.add(s1, f32x4.mul(v, v128.load(w, 16)));
      if (n > 2) s2 = f32x4.add(s2, f32x4.mul(v, v128.load(w, 32)));
      if (n > 3) s3 = f32x4.add(s3, f32x4.mul(v, v128.load(w, 48)));
      if (n > 4) s4 = f32x4.add(s4, f32x4.mul(v, v128.load(w, 64)));
      if (n > 5) s5 = f32x4.add(s5, f32x4.mul(v, v128.load(w, 80)));
      if (n > 6) s6 = f32x4.add(s6, f32x4.mul(v, v128.load(w, 96)));
      w += <usize>n << 4;
    }
    v128.store(y, s0);
    if (n > 1) v128.store(y, s1, 16);
    if (n > 2) v128.store(y, s2, 32);
    if (n > 3) v128.store(y, s3, 48);
    if (n > 4) v128.store(y, s4, 64);
    if (n > 5) v128.store(y, s5, 80);
    if (n > 6) v128.store(y, s6, 96);
    b += <usize>n << 4;
    y += <usize>n << 4;
  }
}
