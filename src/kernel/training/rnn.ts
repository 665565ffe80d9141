// The elementwise part of a plain recurrent layer (tanh) for one step of a batch of sequences. The backward pass needs
// nothing but the states.
import { tanh4 } from '../math';

/** out = tanh(gi + gh); gi, gh: (sequences, hidden), W_i x + b_i and W_h h + b_h. */
export function rnnForward(gi: usize, gh: usize, out: usize, sequences: i32, hidden: i32): void {
  const bytes = <usize>(sequences * hidden) << 2;
  for (let j: usize = 0; j < bytes; j += 16) v128.store(out + j, tanh4(f32x4.add(v128.load(gi + j), v128.load(gh + j))));
}

/** dGate = dh (1 - out^2), dh = dL/dout. */
export function rnnBackward(dh: usize, out: usize, dGate: usize, sequences: i32, hidden: i32): void {
  const bytes = <usize>(sequences * hidden) << 2;
  for (let j: usize = 0; j < bytes; j += 16) {
    const h = v128.load(out + j);
    v128.store(dGate + j, f32x4.mul(v128.load(dh + j), f32x4.sub(f32x4.splat(1.0), f32x4.mul(h, h))));
  }
}
