// One step of each recurrent cell in its general form: any activation, clipping, peepholes, projection, and the reset
// gate before or after the product. The equations are those of the ONNX operators RNN, GRU and LSTM; gates come in
// PyTorch's order. The common GRU has its own, faster function in gru.ts.
//
// Each function steps `count` rows of a batch (batch.ts). x is at (xBase, xAt); states are at their offsets in the
// state; ih, hh and the like are records of products (product.ts).
// cell: what happens at the gates: the clipping limit, then a record for each activation (layout.ts).
// `hidden` is the number of units, padded to a multiple of 4. Padding may hold any value; nothing reads it.
// scratch: (count, twice the gates) floats, then room for the products.
import { addressOf } from './batch';
import { activate, clip } from './elementwise';
import { ACTIVATION_ALPHA, ACTIVATION_BETA, ACTIVATION_BYTES, ACTIVATION_FUNCTION, CLIP_BYTES, STATE } from './layout';
import { product, products } from './product';

const FIRST = CLIP_BYTES;
const SECOND = FIRST + ACTIVATION_BYTES;
const THIRD = SECOND + ACTIVATION_BYTES;

/** h' = f(W_i x + b_i + W_h h + b_h) */
export function rnnStep(
  batch: usize, count: i32, xBase: usize, xAt: usize, hAt: usize, ih: usize, hh: usize, scratch: usize, cell: usize, hidden: i32,
): void {
  const bytes = <usize>hidden << 2;
  let gi = scratch;
  let gh = gi + <usize>count * bytes;
  const spare = gh + <usize>count * bytes;
  products(ih, batch, count, xBase, xAt, gi, spare);
  products(hh, batch, count, STATE, hAt, gh, spare);
  for (let batchRow = 0; batchRow < count; batchRow++) {
    const h = addressOf(batch, batchRow, STATE, hAt);
    sum(gi, gh, h, hidden);
    gate(h, hidden, cell, FIRST);
    gi += bytes;
    gh += bytes;
  }
}

/**
 * r = f(W_ir x + b_ir + W_hr h + b_hr)
 * z = f(W_iz x + b_iz + W_hz h + b_hz)
 * n = g(W_in x + b_in + r (W_hn h + b_hn))    where the reset gate comes after the product
 * n = g(W_in x + b_in + W_hn (r h) + b_hn)    where it comes before
 * h' = n + z (h - n)
 * ih: (3 hidden) rows, hrz: (2 hidden), hn: (hidden)
 */
export function gruCell(
  batch: usize, count: i32, xBase: usize, xAt: usize, hAt: usize, ih: usize, hrz: usize, hn: usize, scratch: usize, cell: usize,
  hidden: i32, resetAfter: i32,
): void {
  const bytes = <usize>hidden << 2;
  let r = scratch; // then z, n
  let gh = r + <usize>count * 3 * bytes; // of r, z
  const ghn = gh + <usize>count * 2 * bytes;
  const spare = ghn + <usize>count * bytes;
  products(ih, batch, count, xBase, xAt, r, spare);
  products(hrz, batch, count, STATE, hAt, gh, spare);
  if (resetAfter) products(hn, batch, count, STATE, hAt, ghn, spare);
  for (let batchRow = 0; batchRow < count; batchRow++) {
    const h = addressOf(batch, batchRow, STATE, hAt);
    const z = r + bytes;
    const n = z + bytes;
    const after = ghn + <usize>batchRow * bytes;
    sum(r, gh, r, 2 * hidden);
    gate(r, 2 * hidden, cell, FIRST);
    if (resetAfter) {
      for (let j: usize = 0; j < bytes; j += 16) {
        v128.store(n + j, f32x4.add(v128.load(n + j), f32x4.mul(v128.load(r + j), v128.load(after + j))));
      }
    } else {
      for (let j: usize = 0; j < bytes; j += 16) v128.store(r + j, f32x4.mul(v128.load(r + j), v128.load(h + j)));
      product(hn, r, after, spare);
      sum(n, after, n, hidden);
    }
    gate(n, hidden, cell, SECOND);
    for (let j: usize = 0; j < bytes; j += 16) {
      const next = v128.load(n + j);
      v128.store(h + j, f32x4.add(next, f32x4.mul(v128.load(z + j), f32x4.sub(v128.load(h + j), next))));
    }
    r += 3 * bytes;
    gh += 2 * bytes;
  }
}

/**
 * i = f(W_ii x + b_ii + W_hi h + b_hi + p_i c)
 * f = f(W_if x + b_if + W_hf h + b_hf + p_f c), or 1 - i where input and forget gate are coupled
 * g = g(W_ig x + b_ig + W_hg h + b_hg)
 * c' = f c + i g
 * o = f(W_io x + b_io + W_ho h + b_ho + p_o c')
 * h' = o h(c'), or W_hr o h(c') where there is a projection
 * ih, hh: (4 hidden) rows, gates i, f, g, o; hr: the projection's product, or 0; peepholes: (3 hidden), i, f, o, or 0.
 */
export function lstmStep(
  batch: usize, count: i32, xBase: usize, xAt: usize, hAt: usize, cAt: usize, ih: usize, hh: usize, hr: usize, peepholes: usize,
  scratch: usize, cell: usize, hidden: i32, coupled: i32,
): void {
  const bytes = <usize>hidden << 2;
  let i = scratch;
  let gh = i + <usize>count * 4 * bytes;
  const spare = gh + <usize>count * 4 * bytes;
  products(ih, batch, count, xBase, xAt, i, spare);
  products(hh, batch, count, STATE, hAt, gh, spare);
  for (let batchRow = 0; batchRow < count; batchRow++) {
    const h = addressOf(batch, batchRow, STATE, hAt);
    const c = addressOf(batch, batchRow, STATE, cAt);
    const f = i + bytes;
    const g = f + bytes;
    const o = g + bytes;
    sum(i, gh, i, 4 * hidden);
    if (peepholes) {
      look(i, peepholes, c, hidden);
      look(f, peepholes + bytes, c, hidden);
    }
    gate(i, coupled ? hidden : 2 * hidden, cell, FIRST);
    gate(g, hidden, cell, SECOND);
    for (let j: usize = 0; j < bytes; j += 16) {
      const enters = v128.load(i + j);
      const stays = coupled ? f32x4.sub(f32x4.splat(1), enters) : v128.load(f + j);
      v128.store(c + j, f32x4.add(f32x4.mul(stays, v128.load(c + j)), f32x4.mul(enters, v128.load(g + j))));
    }
    if (peepholes) look(o, peepholes + 2 * bytes, c, hidden);
    gate(o, hidden, cell, FIRST);
    memory.copy(g, c, bytes);
    activateBy(g, hidden, cell + THIRD);
    const out = hr ? f : h;
    for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, f32x4.mul(v128.load(o + j), v128.load(g + j)));
    if (hr) product(hr, out, h, spare);
    i += 4 * bytes;
    gh += 4 * bytes;
  }
}

/** x = f(clip(x)) over n floats, where f is the activation at the offset `which`. */
function gate(x: usize, n: i32, cell: usize, which: usize): void {
  const limit = load<f32>(cell);
  if (limit < Infinity) clip(x, n, limit);
  activateBy(x, n, cell + which);
}

/** x = f(x) over n floats, f an activation's record. */
function activateBy(x: usize, n: i32, record: usize): void {
  const alpha = load<f32>(record, ACTIVATION_ALPHA);
  const beta = load<f32>(record, ACTIVATION_BETA);
  activate(x, n, load<i32>(record, ACTIVATION_FUNCTION), alpha, beta);
}

function sum(a: usize, b: usize, y: usize, n: i32): void {
  for (let j: usize = 0, end = <usize>n << 2; j < end; j += 16) v128.store(y + j, f32x4.add(v128.load(a + j), v128.load(b + j)));
}

/** A peephole, the cell state's share in a gate: x += p c. */
function look(x: usize, p: usize, c: usize, n: i32): void {
  for (let j: usize = 0, end = <usize>n << 2; j < end; j += 16) {
    v128.store(x + j, f32x4.add(v128.load(x + j), f32x4.mul(v128.load(p + j), v128.load(c + j))));
  }
}
