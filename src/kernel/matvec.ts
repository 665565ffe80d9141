// y = b + W x with W packed in blocks of rows, each block column by column, so that a block's sums stay in registers.
// Blocks are of 32 rows; what remains is a block of 16, then 8, then 4 (rows are padded to a multiple of 4 by the host).
// Each y_i is b_i + w_i0 x_0 + w_i1 x_1 + ... in this order: the same as gemm's, so one stream and a batch agree to the bit.

/** w: (rows, cols) packed; b, y: (rows); x: (cols). */
export function matvec(w: usize, b: usize, x: usize, y: usize, rows: i32, cols: i32): void {
  let row = 0;
  for (; row + 32 <= rows; row += 32) {
    rows32(w, b, x, y, cols);
    w += <usize>cols << 7;
    b += 128;
    y += 128;
  }
  if (row + 16 <= rows) {
    rows16(w, b, x, y, cols);
    w += <usize>cols << 6;
    b += 64;
    y += 64;
    row += 16;
  }
  if (row + 8 <= rows) {
    rows8(w, b, x, y, cols);
    w += <usize>cols << 5;
    b += 32;
    y += 32;
    row += 8;
  }
  if (row + 4 <= rows) rows4(w, b, x, y, cols);
}

function rows32(w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  let s0 = v128.load(b);
  let s1 = v128.load(b, 16);
  let s2 = v128.load(b, 32);
  let s3 = v128.load(b, 48);
  let s4 = v128.load(b, 64);
  let s5 = v128.load(b, 80);
  let s6 = v128.load(b, 96);
  let s7 = v128.load(b, 112);
  for (const end = x + (<usize>cols << 2); x < end; x += 4) {
    const v = v128.load32_splat(x);
    s0 = f32x4.add(s0, f32x4.mul(v, v128.load(w)));
    s1 = f32x4.add(s1, f32x4.mul(v, v128.load(w, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v, v128.load(w, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v, v128.load(w, 48)));
    s4 = f32x4.add(s4, f32x4.mul(v, v128.load(w, 64)));
    s5 = f32x4.add(s5, f32x4.mul(v, v128.load(w, 80)));
    s6 = f32x4.add(s6, f32x4.mul(v, v128.load(w, 96)));
    s7 = f32x4.add(s7, f32x4.mul(v, v128.load(w, 112)));
    w += 128;
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
  v128.store(y, s2, 32);
  v128.store(y, s3, 48);
  v128.store(y, s4, 64);
  v128.store(y, s5, 80);
  v128.store(y, s6, 96);
  v128.store(y, s7, 112);
}

function rows16(w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  let s0 = v128.load(b);
  let s1 = v128.load(b, 16);
  let s2 = v128.load(b, 32);
  let s3 = v128.load(b, 48);
  for (const end = x + (<usize>cols << 2); x < end; x += 4) {
    const v = v128.load32_splat(x);
    s0 = f32x4.add(s0, f32x4.mul(v, v128.load(w)));
    s1 = f32x4.add(s1, f32x4.mul(v, v128.load(w, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v, v128.load(w, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v, v128.load(w, 48)));
    w += 64;
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
  v128.store(y, s2, 32);
  v128.store(y, s3, 48);
}

function rows8(w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  let s0 = v128.load(b);
  let s1 = v128.load(b, 16);
  for (const end = x + (<usize>cols << 2); x < end; x += 4) {
    const v = v128.load32_splat(x);
    s0 = f32x4.add(s0, f32x4.mul(v, v128.load(w)));
    s1 = f32x4.add(s1, f32x4.mul(v, v128.load(w, 16)));
    w += 32;
  }
  v128.store(y, s0);
  v128.store(y, s1, 16);
}

function rows4(w: usize, b: usize, x: usize, y: usize, cols: i32): void {
  let s0 = v128.load(b);
  for (const end = x + (<usize>cols << 2); x < end; x += 4) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load32_splat(x), v128.load(w)));
    w += 16;
  }
  v128.store(y, s0);
}
