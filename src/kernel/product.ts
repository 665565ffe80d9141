// Products with weights. A product is a record in memory (layout.ts), so that a cell need not know how its weights are
// stored: kind, rows (a multiple of 4), cols, the addresses of weights and bias, and for 8-bit weights those of scales
// and sums, (rows) each (int8.ts). For a batch, a block of rows is multiplied with the vector of every batch row before
// the weights of the next block are read, so that they stay in the first-level cache. The sums of a batch row and their
// order are the same as for one row alone.
import { addressOf } from './batch';
import { blocksInt8, matvecInt8, quantize, quantizedBytes } from './int8';
import { BLOCK_VECTORS, PRODUCT_BIAS, PRODUCT_COLS, PRODUCT_KIND, PRODUCT_ROWS, PRODUCT_WEIGHTS, SINGLE } from './layout';
import { blocksOf, matvec } from './matvec';

/** y = b + W x. p: the product's record; x: (cols); y: (rows); spare: room for `quantizedBytes(cols)`. */
export function product(p: usize, x: usize, y: usize, spare: usize): void {
  const cols = load<i32>(p, PRODUCT_COLS);
  if (load<i32>(p, PRODUCT_KIND) === SINGLE) {
    matvec(load<usize>(p, PRODUCT_WEIGHTS), load<usize>(p, PRODUCT_BIAS), x, y, load<i32>(p, PRODUCT_ROWS), cols);
  } else {
    quantize(x, spare, cols);
    matvecInt8(p, spare, y);
  }
}

/** The same for `count` rows of a batch. y: (count, rows); spare: room for `count` quantized vectors. */
export function products(p: usize, batch: usize, count: i32, base: usize, at: usize, y: usize, spare: usize): void {
  if (count === 1) return product(p, addressOf(batch, 0, base, at), y, spare);
  const rows = load<i32>(p, PRODUCT_ROWS);
  const cols = load<i32>(p, PRODUCT_COLS);
  const row = <usize>rows << 2;
  const vectors = rows >> 2;
  const blocks = (vectors + BLOCK_VECTORS - 1) / BLOCK_VECTORS;
  if (blocks === 0) return;
  const size = vectors / blocks;
  const larger = vectors - size * blocks;
  const int8 = load<i32>(p, PRODUCT_KIND) !== SINGLE;
  const bytes = quantizedBytes(cols);
  if (int8) for (let batchRow = 0; batchRow < count; batchRow++) quantize(addressOf(batch, batchRow, base, at), spare + <usize>batchRow * bytes, cols);
  let w = load<usize>(p, PRODUCT_WEIGHTS);
  const b = load<usize>(p, PRODUCT_BIAS);
  for (let block = 0, first = 0; block < blocks; block++) {
    const n = block < larger ? size + 1 : size;
    const from = <usize>first << 4;
    for (let batchRow = 0; batchRow < count; batchRow++) {
      const to = y + <usize>batchRow * row;
      if (int8) blocksInt8(p, first, n, 1, spare + <usize>batchRow * bytes, to);
      else blocksOf(n, 1, w, b + from, addressOf(batch, batchRow, base, at), to + from, cols);
    }
    w += <usize>(n * cols) << 4;
    first += n;
  }
}
