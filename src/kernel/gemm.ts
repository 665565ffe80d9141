// C += A B, the matrix product of training and of convolution. A can be read along rows or columns (it has two
// strides); B and C have contiguous rows. Tiles of 4 x 8 sums stay in registers. k runs in blocks of 128, so that a
// tile's strips of A and B stay in the first-level cache. Each c_ij adds its products in the order of k in every kind
// of tile, so a result does not depend on the size of the matrices.

const K_BLOCK = 128;

/**
 * a: element (i, k) at a + i aRow + k aCol; b: (k, n), rows bRow apart; c: (m, n), rows cRow apart.
 * Strides are in bytes; n is a multiple of 4.
 */
export function gemm(
  a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, m: i32, n: i32, k: i32,
): void {
  for (let from = 0; from < k; from += K_BLOCK) {
    const depth = min(K_BLOCK, k - from);
    const ak = a + <usize>from * aCol;
    const bk = b + <usize>from * bRow;
    let j = 0;
    for (; j + 8 <= n; j += 8) {
      const bj = bk + (<usize>j << 2);
      let i = 0;
      for (; i + 4 <= m; i += 4) {
        tile4x8(ak + <usize>i * aRow, aRow, aCol, bj, bRow, c + <usize>i * cRow + (<usize>j << 2), cRow, depth);
      }
      for (; i < m; i++) tile1x8(ak + <usize>i * aRow, aCol, bj, bRow, c + <usize>i * cRow + (<usize>j << 2), depth);
    }
    if (j < n) {
      const bj = bk + (<usize>j << 2);
      for (let i = 0; i < m; i++) tile1x4(ak + <usize>i * aRow, aCol, bj, bRow, c + <usize>i * cRow + (<usize>j << 2), depth);
    }
  }
}

function tile4x8(a: usize, aRow: usize, aCol: usize, b: usize, bRow: usize, c: usize, cRow: usize, depth: i32): void {
  const c1 = c + cRow;
  const c2 = c1 + cRow;
  const c3 = c2 + cRow;
  let s00 = v128.load(c);
  let s01 = v128.load(c, 16);
  let s10 = v128.load(c1);
  let s11 = v128.load(c1, 16);
  let s20 = v128.load(c2);
  let s21 = v128.load(c2, 16);
  let s30 = v128.load(c3);
  let s31 = v128.load(c3, 16);
  const a2 = aRow + aRow;
  const a3 = a2 + aRow;
  for (let k = 0; k < depth; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let v = v128.load32_splat(a);
    s00 = f32x4.add(s00, f32x4.mul(v, b0));
    s01 = f32x4.add(s01, f32x4.mul(v, b1));
    v = v128.load32_splat(a + aRow);
    s10 = f32x4.add(s10, f32x4.mul(v, b0));
    s11 = f32x4.add(s11, f32x4.mul(v, b1));
    v = v128.load32_splat(a + a2);
    s20 = f32x4.add(s20, f32x4.mul(v, b0));
    s21 = f32x4.add(s21, f32x4.mul(v, b1));
    v = v128.load32_splat(a + a3);
    s30 = f32x4.add(s30, f32x4.mul(v, b0));
    s31 = f32x4.add(s31, f32x4.mul(v, b1));
    a += aCol;
    b += bRow;
  }
  v128.store(c, s00);
  v128.store(c, s01, 16);
  v128.store(c1, s10);
  v128.store(c1, s11, 16);
  v128.store(c2, s20);
  v128.store(c2, s21, 16);
  v128.store(c3, s30);
  v128.store(c3, s31, 16);
}

function tile1x8(a: usize, aCol: usize, b: usize, bRow: usize, c: usize, depth: i32): void {
  let s0 = v128.load(c);
  let s1 = v128.load(c, 16);
  for (let k = 0; k < depth; k++) {
    const v = v128.load32_splat(a);
    s0 = f32x4.add(s0, f32x4.mul(v, v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(v, v128.load(b, 16)));
    a += aCol;
    b += bRow;
  }
  v128.store(c, s0);
  v128.store(c, s1, 16);
}

function tile1x4(a: usize, aCol: usize, b: usize, bRow: usize, c: usize, depth: i32): void {
  let s = v128.load(c);
  for (let k = 0; k < depth; k++) {
    s = f32x4.add(s, f32x4.mul(v128.load32_splat(a), v128.load(b)));
    a += aCol;
    b += bRow;
  }
  v128.store(c, s);
}
