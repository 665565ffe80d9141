// The elementwise part of a GRU for one step of a batch of sequences: the forward pass, which keeps what the backward
// pass needs, and the backward pass. The products with the weights are gemm's. Layouts: (sequences, 3 hidden), gates r,
// z, n; (sequences, hidden), states.
import { sigmoidsOfSums, tanhsOfSums } from '../gates';
import { GRU_SAVED } from '../layout';

/**
 * gi, gh: (sequences, 3 hidden), W_i x + b_i and W_h h + b_h; h: (sequences, hidden) before; out: (sequences, hidden)
 * after; saved: (sequences, GRU_SAVED hidden) receives r, z, n and the hidden part of n before the reset gate.
 */
export function gruForward(gi: usize, gh: usize, h: usize, out: usize, saved: usize, sequences: i32, hidden: i32): void {
  const gate = <usize>hidden << 2;
  for (let sequence = 0; sequence < sequences; sequence++) {
    sigmoidsOfSums(gi, gh, saved, 2 * hidden);
    tanhsOfSums(gi + 2 * gate, saved, gh + 2 * gate, saved + 2 * gate, hidden);
    for (let j: usize = 0; j < gate; j += 16) {
      const n = v128.load(saved + 2 * gate + j);
      v128.store(out + j, f32x4.add(n, f32x4.mul(v128.load(saved + gate + j), f32x4.sub(v128.load(h + j), n))));
      v128.store(saved + 3 * gate + j, v128.load(gh + 2 * gate + j));
    }
    gi += 3 * gate;
    gh += 3 * gate;
    h += gate;
    out += gate;
    saved += gate * GRU_SAVED;
  }
}

/**
 * With dh = dL/dh' (sequences, hidden):
 *   dn = dh (1 - z) (1 - n^2)      dz = dh (h - n) z (1 - z)      dr = dn ghn r (1 - r)
 * dgi receives (dr, dz, dn), dgh receives (dr, dz, dn r). dh z is added to dhBefore, which is dL/dh so far; gemm adds
 * the rest, dgh W_h.
 */
export function gruBackward(dh: usize, saved: usize, h: usize, dgi: usize, dgh: usize, dhBefore: usize, sequences: i32, hidden: i32): void {
  const gate = <usize>hidden << 2;
  const one = f32x4.splat(1.0);
  for (let sequence = 0; sequence < sequences; sequence++) {
    for (let j: usize = 0; j < gate; j += 16) {
      const d = v128.load(dh + j);
      const r = v128.load(saved + j);
      const z = v128.load(saved + gate + j);
      const n = v128.load(saved + 2 * gate + j);
      const ghn = v128.load(saved + 3 * gate + j);
      const dn = f32x4.mul(f32x4.mul(d, f32x4.sub(one, z)), f32x4.sub(one, f32x4.mul(n, n)));
      const dz = f32x4.mul(f32x4.mul(d, f32x4.sub(v128.load(h + j), n)), f32x4.mul(z, f32x4.sub(one, z)));
      const dr = f32x4.mul(f32x4.mul(dn, ghn), f32x4.mul(r, f32x4.sub(one, r)));
      v128.store(dgi + j, dr);
      v128.store(dgi + gate + j, dz);
      v128.store(dgi + 2 * gate + j, dn);
      v128.store(dgh + j, dr);
      v128.store(dgh + gate + j, dz);
      v128.store(dgh + 2 * gate + j, f32x4.mul(dn, r));
      v128.store(dhBefore + j, f32x4.add(v128.load(dhBefore + j), f32x4.mul(d, z)));
    }
    dh += gate;
    saved += gate * GRU_SAVED;
    h += gate;
    dgi += 3 * gate;
    dgh += 3 * gate;
    dhBefore += gate;
  }
}
