// One step of each recurrent cell in its general form: any activation, clipping, peepholes, projection, the reset gate before or after the product.
// Equations after the ONNX operators RNN, GRU and LSTM; gates in PyTorch's order. The common GRU has a function of its own: gru.ts.
//
// cell: what these functions do at their gates, as floats and numbers in a row:
//   clip: f32; then for each activation its function: i32 (see elementwise.ts), alpha: f32, beta: f32.
// Units are padded to multiples of 4; `units` are those that there are, `hidden` the padded ones. Padding holds what it may: none reads it.
import { activate, clip } from './elementwise';
import { matvec } from './matvec';

const FIRST: usize = 4;
const SECOND: usize = 16;
const THIRD: usize = 28;

/** h' = f(W_i x + b_i + W_h h + b_h). scratch: (2 hidden) */
export function rnnStep(
  x: usize, h: usize, wIh: usize, wHh: usize, bIh: usize, bHh: usize, scratch: usize, cell: usize, inputSize: i32, hidden: i32, units: i32,
): void {
  const gh = scratch + (<usize>hidden << 2);
  matvec(wIh, bIh, x, scratch, hidden, inputSize);
  matvec(wHh, bHh, h, gh, hidden, units);
  sum(scratch, gh, h, hidden);
  gate(h, hidden, cell, FIRST);
}

/**
 * r = f(W_ir x + b_ir + W_hr h + b_hr)
 * z = f(W_iz x + b_iz + W_hz h + b_hz)
 * n = g(W_in x + b_in + r (W_hn h + b_hn)) with the reset gate after the product, g(W_in x + b_in + W_hn (r h) + b_hn) with it before
 * h' = n + z (h - n)
 * wHrz: (2 hidden, units), wHn: (hidden, units), packed each for itself; scratch: (6 hidden)
 */
export function gruCell(
  x: usize, h: usize, wIh: usize, wHrz: usize, wHn: usize, bIh: usize, bHh: usize, scratch: usize, cell: usize,
  inputSize: i32, hidden: i32, units: i32, resetAfter: i32,
): void {
  const bytes = <usize>hidden << 2;
  const r = scratch;
  const z = r + bytes;
  const n = z + bytes;
  const gh = n + bytes; // r, z, n
  matvec(wIh, bIh, x, r, 3 * hidden, inputSize);
  matvec(wHrz, bHh, h, gh, 2 * hidden, units);
  sum(r, gh, r, 2 * hidden);
  gate(r, 2 * hidden, cell, FIRST);
  const ghn = gh + 2 * bytes;
  if (resetAfter) {
    matvec(wHn, bHh + 2 * bytes, h, ghn, hidden, units);
    for (let j: usize = 0; j < bytes; j += 16) {
      v128.store(n + j, f32x4.add(v128.load(n + j), f32x4.mul(v128.load(r + j), v128.load(ghn + j))));
    }
  } else {
    for (let j: usize = 0; j < bytes; j += 16) v128.store(r + j, f32x4.mul(v128.load(r + j), v128.load(h + j)));
    matvec(wHn, bHh + 2 * bytes, r, ghn, hidden, units);
    sum(n, ghn, n, hidden);
  }
  gate(n, hidden, cell, SECOND);
  for (let j: usize = 0; j < bytes; j += 16) {
    const next = v128.load(n + j);
    v128.store(h + j, f32x4.add(next, f32x4.mul(v128.load(z + j), f32x4.sub(v128.load(h + j), next))));
  }
}

/**
 * i = f(W_ii x + b_ii + W_hi h + b_hi + p_i c)
 * f = f(W_if x + b_if + W_hf h + b_hf + p_f c), 1 - i where input and forget gate are coupled
 * g = g(W_ig x + b_ig + W_hg h + b_hg)
 * c' = f c + i g
 * o = f(W_io x + b_io + W_ho h + b_ho + p_o c')
 * out = o h(c')
 * wIh: (4 hidden, inputSize), wHh: (4 hidden, cols), gates i, f, g, o; peepholes: (3 hidden), i, f, o, or 0 for none; scratch: (8 hidden).
 * out is h where there is no projection: the state before is read first.
 */
export function lstmStep(
  x: usize, h: usize, c: usize, out: usize, wIh: usize, wHh: usize, bIh: usize, bHh: usize, peepholes: usize, scratch: usize, cell: usize,
  inputSize: i32, hidden: i32, cols: i32, coupled: i32,
): void {
  const bytes = <usize>hidden << 2;
  const i = scratch;
  const f = i + bytes;
  const g = f + bytes;
  const o = g + bytes;
  const gh = o + bytes;
  matvec(wIh, bIh, x, i, 4 * hidden, inputSize);
  matvec(wHh, bHh, h, gh, 4 * hidden, cols);
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
  activate(g, hidden, load<i32>(cell + THIRD), load<f32>(cell + THIRD, 4), load<f32>(cell + THIRD, 8));
  for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, f32x4.mul(v128.load(o + j), v128.load(g + j)));
}

/** x = f(x clipped) over n floats, f the activation at `which`. */
function gate(x: usize, n: i32, cell: usize, which: usize): void {
  const limit = load<f32>(cell);
  if (limit < Infinity) clip(x, n, limit);
  const at = cell + which;
  activate(x, n, load<i32>(at), load<f32>(at, 4), load<f32>(at, 8));
}

function sum(a: usize, b: usize, y: usize, n: i32): void {
  for (let j: usize = 0, end = <usize>n << 2; j < end; j += 16) v128.store(y + j, f32x4.add(v128.load(a + j), v128.load(b + j)));
}

/** A gate looks at the cell state: x += p c. */
function look(x: usize, p: usize, c: usize, n: i32): void {
  for (let j: usize = 0, end = <usize>n << 2; j < end; j += 16) {
    v128.store(x + j, f32x4.add(v128.load(x + j), f32x4.mul(v128.load(p + j), v128.load(c + j))));
  }
}
