// y = b + W x. Rows lie in blocks of up to 7 vectors of 4, each block column by column, so that a block's sums stay in registers: 7 sums, one product
// and the broadcast x fit into the 16 registers of the smallest machines; with 8 sums compilers begin to spill, which halves the speed.
// Each y_i is b_i + w_i0 x_0 + w_i1 x_1 + ... in this order: the same as gemm's, so one stream and a batch agree to the bit.

/** Vectors of a block, at most. */
export const MOST = 7;

/**
 * w: (rows, cols) packed; b, y: (rows); x: (cols). rows: a multiple of 4. Blocks are as few as can be and of like size, the larger ones first:
 * so no small rest is left over, which would be slow.
 */
export function matvec(w: usize, b: usize, x: usize, y: usize, rows: i32, cols: i32): void {
  const vectors = rows >> 2;
  const blocks = (vectors + MOST - 1) / MOST;
  if (blocks === 0) return;
  const size = vectors / blocks;
  const larger = vectors - size * blocks;
  for (let block = 0; block < blocks; block++) {
    const n = block < larger ? size + 1 : size;
    blockOf(n, w, b, x, y, cols);
    w += <usize>(n * cols) << 4;
    b += <usize>n << 4;
    y += <usize>n << 4;
  }
}

/** A block of `n` vectors. */
export function blockOf(n: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  switch (n) {
    case 7: return each(7, w, b, x, y, cols);
    case 6: return each(6, w, b, x, y, cols);
    case 5: return each(5, w, b, x, y, cols);
    case 4: return each(4, w, b, x, y, cols);
    case 3: return each(3, w, b, x, y, cols);
    case 2: return each(2, w, b, x, y, cols);
    default: return each(1, w, b, x, y, cols);
  }
}

/** `n` is a constant wherever this is inlined: what is not needed falls away. */
// @ts-ignore: decorator
@inline
function each(n: i32, w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  let s0 = v128.load(b);
  let s1 = n > 1 ? v128.load(b, 16) : s0;
  let s2 = n > 2 ? v128.load(b, 32) : s0;
  let s3 = n > 3 ? v128.load(b, 48) : s0;
  let s4 = n > 4 ? v128.load(b, 64) : s0;
  let s5 = n > 5 ? v128.load(b, 80) : s0;
  let s6 = n > 6 ? v128.load(b, 96) : s0;
  for (const end = x + (<usize>cols << 2); x < end; x += 4) {
    const v = v128.load32_splat(x);
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
}
