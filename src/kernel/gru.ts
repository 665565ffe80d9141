// One step of a GRU in PyTorch's convention (torch.nn.GRU; Cho et al. 2014, arXiv 1406.1078, with the reset gate after the product):
//   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
//   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
//   n = tanh(W_in x + b_in + r (W_hn h + b_hn))
//   h' = n + z (h - n)
import { sigmoid4, tanh4 } from './math';
import { matvec } from './matvec';

/**
 * x: (inputSize); h: (hidden), changed in place; wIh: (3 hidden, inputSize) and wHh: (3 hidden, hidden), packed, gates r, z, n;
 * bIh, bHh: (3 hidden); scratch: (6 hidden). hidden is a multiple of 4.
 */
export function gruStep(
  x: usize, h: usize, wIh: usize, wHh: usize, bIh: usize, bHh: usize, scratch: usize, inputSize: i32, hidden: i32, hiddenCols: i32,
): void {
  const gate = <usize>hidden << 2;
  const gi = scratch;
  const gh = scratch + 3 * gate;
  matvec(wIh, bIh, x, gi, 3 * hidden, inputSize);
  matvec(wHh, bHh, h, gh, 3 * hidden, hiddenCols);
  for (let j: usize = 0; j < gate; j += 16) {
    const r = sigmoid4(f32x4.add(v128.load(gi + j), v128.load(gh + j)));
    const z = sigmoid4(f32x4.add(v128.load(gi + gate + j), v128.load(gh + gate + j)));
    const n = tanh4(f32x4.add(v128.load(gi + 2 * gate + j), f32x4.mul(r, v128.load(gh + 2 * gate + j))));
    v128.store(h + j, f32x4.add(n, f32x4.mul(z, f32x4.sub(v128.load(h + j), n))));
  }
}
