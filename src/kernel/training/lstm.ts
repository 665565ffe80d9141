// The elementwise part of an LSTM for one step of a batch of sequences: the forward pass, which keeps what the backward
// pass needs, and the backward pass. The products with the weights are gemm's.
// Layouts: (sequences, 4 hidden), gates i, f, g, o; (sequences, hidden), states.
import { LSTM_SAVED } from '../layout';
import { sigmoid4, tanh4 } from '../math';

/**
 * i, f, o = sigmoid, g = tanh of gi + gh;  c' = f c + i g;  h' = o tanh(c') gi, gh: (sequences, 4 hidden), W_i x + b_i
 * and W_h h + b_h; c: (sequences, hidden) before; outC, outH: (sequences, hidden) after; saved: (sequences, LSTM_SAVED
 * hidden) receives i, f, g, o and tanh(c').
 */
export function lstmForward(gi: usize, gh: usize, c: usize, outC: usize, outH: usize, saved: usize, sequences: i32, hidden: i32): void {
  const gate = <usize>hidden << 2;
  for (let sequence = 0; sequence < sequences; sequence++) {
    for (let j: usize = 0; j < gate; j += 16) {
      const i = sigmoid4(f32x4.add(v128.load(gi + j), v128.load(gh + j)));
      const f = sigmoid4(f32x4.add(v128.load(gi + gate + j), v128.load(gh + gate + j)));
      const g = tanh4(f32x4.add(v128.load(gi + 2 * gate + j), v128.load(gh + 2 * gate + j)));
      const o = sigmoid4(f32x4.add(v128.load(gi + 3 * gate + j), v128.load(gh + 3 * gate + j)));
      const next = f32x4.add(f32x4.mul(f, v128.load(c + j)), f32x4.mul(i, g));
      const seen = tanh4(next);
      v128.store(outC + j, next);
      v128.store(outH + j, f32x4.mul(o, seen));
      v128.store(saved + j, i);
      v128.store(saved + gate + j, f);
      v128.store(saved + 2 * gate + j, g);
      v128.store(saved + 3 * gate + j, o);
      v128.store(saved + 4 * gate + j, seen);
    }
    gi += 4 * gate;
    gh += 4 * gate;
    c += gate;
    outC += gate;
    outH += gate;
    saved += gate * LSTM_SAVED;
  }
}

/**
 * With dh = dL/dh' and dc = dL/dc' so far, (sequences, hidden):
 *   d = dc + dh o (1 - tanh(c')^2)
 *   di = d g i (1 - i)      df = d c f (1 - f)      dg = d i (1 - g^2)      do = dh tanh(c') o (1 - o)
 * dGates receives (di, df, dg, do); dcBefore receives dL/dc = d f.
 */
export function lstmBackward(
  dh: usize, dc: usize, saved: usize, c: usize, dGates: usize, dcBefore: usize, sequences: i32, hidden: i32,
): void {
  const gate = <usize>hidden << 2;
  const one = f32x4.splat(1.0);
  for (let sequence = 0; sequence < sequences; sequence++) {
    for (let j: usize = 0; j < gate; j += 16) {
      const i = v128.load(saved + j);
      const f = v128.load(saved + gate + j);
      const g = v128.load(saved + 2 * gate + j);
      const o = v128.load(saved + 3 * gate + j);
      const seen = v128.load(saved + 4 * gate + j);
      const out = v128.load(dh + j);
      const d = f32x4.add(v128.load(dc + j), f32x4.mul(f32x4.mul(out, o), f32x4.sub(one, f32x4.mul(seen, seen))));
      v128.store(dGates + j, f32x4.mul(f32x4.mul(d, g), f32x4.mul(i, f32x4.sub(one, i))));
      v128.store(dGates + gate + j, f32x4.mul(f32x4.mul(d, v128.load(c + j)), f32x4.mul(f, f32x4.sub(one, f))));
      v128.store(dGates + 2 * gate + j, f32x4.mul(f32x4.mul(d, i), f32x4.sub(one, f32x4.mul(g, g))));
      v128.store(dGates + 3 * gate + j, f32x4.mul(f32x4.mul(out, seen), f32x4.mul(o, f32x4.sub(one, o))));
      v128.store(dcBefore + j, f32x4.mul(d, f));
    }
    dh += gate;
    dc += gate;
    saved += gate * LSTM_SAVED;
    c += gate;
    dGates += 4 * gate;
    dcBefore += gate;
  }
}
