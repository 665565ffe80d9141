// One step of a GRU in PyTorch's convention (torch.nn.GRU; Cho et al. 2014, arXiv 1406.1078, with the reset gate after
// the product):
//   r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
//   z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
//   n = tanh(W_in x + b_in + r (W_hn h + b_hn))
//   h' = n + z (h - n)
import { addressOf } from './batch';
import { sigmoidsOfSums, tanhsOfSums } from './gates';
import { STATE } from './layout';
import { products } from './product';

/**
 * Steps `count` rows of a batch (batch.ts). x is at (xBase, xAt); h, (hidden), is at hAt in the state and changes in
 * place. ih, hh: products of (3 hidden) rows, gates r, z, n (product.ts). scratch: (count, 6 hidden) floats, then room
 * for the products. hidden is a multiple of 4.
 */
export function gruStep(
  batch: usize, count: i32, xBase: usize, xAt: usize, hAt: usize, ih: usize, hh: usize, scratch: usize, hidden: i32,
): void {
  const gate = <usize>hidden << 2;
  let gi = scratch;
  let gh = gi + <usize>count * 3 * gate;
  const spare = gh + <usize>count * 3 * gate;
  products(ih, batch, count, xBase, xAt, gi, spare);
  products(hh, batch, count, STATE, hAt, gh, spare);
  for (let batchRow = 0; batchRow < count; batchRow++) {
    const h = addressOf(batch, batchRow, STATE, hAt);
    sigmoidsOfSums(gi, gh, gi, 2 * hidden);
    const z = gi + gate;
    const n = z + gate;
    tanhsOfSums(n, gi, gh + 2 * gate, n, hidden);
    for (let j: usize = 0; j < gate; j += 16) {
      const next = v128.load(n + j);
      v128.store(h + j, f32x4.add(next, f32x4.mul(v128.load(z + j), f32x4.sub(v128.load(h + j), next))));
    }
    gi += 3 * gate;
    gh += 3 * gate;
  }
}
