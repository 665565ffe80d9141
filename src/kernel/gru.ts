// One step of a GRU in PyTorch's convention (torch.nn.GRU; Cho et al. 2014, arXiv 1406.1078, with the reset gate after the product):
//   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
//   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
//   n = tanh(W_in x + b_in + r (W_hn h + b_hn))
//   h' = n + z (h - n)
import { addressOf, STATE } from './lanes';
import { sigmoid4, tanh4 } from './math';
import { products } from './product';

/**
 * For `count` lanes. x lies at (xBase, xAt), h: (hidden) at hAt in the state, changed in place; ih, hh: products of (3 hidden) rows, gates r, z, n;
 * scratch: (count, 6 hidden) and room for the products. hidden is a multiple of 4.
 */
export function gruStep(
  lanes: usize, count: i32, xBase: usize, xAt: usize, hAt: usize, ih: usize, hh: usize, scratch: usize, hidden: i32,
): void {
  const gate = <usize>hidden << 2;
  let gi = scratch;
  let gh = gi + <usize>count * 3 * gate;
  const spare = gh + <usize>count * 3 * gate;
  products(ih, lanes, count, xBase, xAt, gi, spare);
  products(hh, lanes, count, STATE, hAt, gh, spare);
  for (let lane = 0; lane < count; lane++) {
    const h = addressOf(lanes, lane, STATE, hAt);
    // r and z in a loop of their own: the next vectors then begin while the first are still on their long way, n waits for none of them
    for (let j: usize = 0; j < 2 * gate; j += 16) v128.store(gi + j, sigmoid4(f32x4.add(v128.load(gi + j), v128.load(gh + j))));
    const z = gi + gate;
    const nx = z + gate;
    const nh = gh + 2 * gate;
    for (let j: usize = 0; j < gate; j += 16) {
      const n = tanh4(f32x4.add(v128.load(nx + j), f32x4.mul(v128.load(gi + j), v128.load(nh + j))));
      v128.store(h + j, f32x4.add(n, f32x4.mul(v128.load(z + j), f32x4.sub(v128.load(h + j), n))));
    }
    gi += 3 * gate;
    gh += 3 * gate;
  }
}
