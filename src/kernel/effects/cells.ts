// Recurrent cells for networks that step once a sample. One step of 4 to 64 units takes less time than a function call
// of JavaScript, so a cell is one pass over its weights: the gates of 4 units lie side by side, column by column, and
// their sums stay in registers. Equations and gate order are PyTorch's.
//
// x: what the cell takes; before: the state that the step begins with; now: where its state goes; work: room for 5
// numbers a unit. A state is h, (units), and of an LSTM c, (units), behind it.
import { sigmoids, tanhs } from '../gates';
import { matvec } from '../matvec';
import { activate } from '../elementwise';
import {
  LAYER_ALPHA, LAYER_BETA, LAYER_BIAS, LAYER_COLUMNS, LAYER_FUNCTION, LAYER_INPUTS, LAYER_RECURRENT, LAYER_UNITS, LAYER_WEIGHTS,
} from './layout';

/**
 * i, f, o = sigmoid(W x + U h + b), g = tanh(W x + U h + b), c' = f c + i g, h' = o tanh(c').
 * Weights: (units / 4, columns, gates i f g o, 4). Those of g are doubled, because tanh a = 2 sigmoid(2 a) - 1: then
 * all gates are one function.
 */
export function lstm(layer: usize, x: usize, before: usize, now: usize, work: usize): void {
  const units = load<i32>(layer, LAYER_UNITS);
  const bytes = <usize>units << 2;
  let w = load<usize>(layer, LAYER_WEIGHTS);
  let u = load<usize>(layer, LAYER_RECURRENT);
  let b = load<usize>(layer, LAYER_BIAS);
  const xEnd = x + (<usize>load<i32>(layer, LAYER_INPUTS) << 2);
  const hEnd = before + (<usize>load<i32>(layer, LAYER_COLUMNS) << 2);
  for (let y = work, end = work + (bytes << 2); y < end; y += 64) {
    let i = v128.load(b);
    let f = v128.load(b, 16);
    let g = v128.load(b, 32);
    let o = v128.load(b, 48);
    for (let at = x; at < xEnd; at += 4) {
      const v = v128.load32_splat(at);
      i = f32x4.add(i, f32x4.mul(v, v128.load(w)));
      f = f32x4.add(f, f32x4.mul(v, v128.load(w, 16)));
      g = f32x4.add(g, f32x4.mul(v, v128.load(w, 32)));
      o = f32x4.add(o, f32x4.mul(v, v128.load(w, 48)));
      w += 64;
    }
    for (let at = before; at < hEnd; at += 4) {
      const v = v128.load32_splat(at);
      i = f32x4.add(i, f32x4.mul(v, v128.load(u)));
      f = f32x4.add(f, f32x4.mul(v, v128.load(u, 16)));
      g = f32x4.add(g, f32x4.mul(v, v128.load(u, 32)));
      o = f32x4.add(o, f32x4.mul(v, v128.load(u, 48)));
      u += 64;
    }
    v128.store(y, i);
    v128.store(y, f, 16);
    v128.store(y, g, 32);
    v128.store(y, o, 48);
    b += 64;
  }
  sigmoids(work, work, units << 2);
  const c = before + bytes;
  const next = now + bytes;
  const one = f32x4.splat(1);
  let y = work;
  for (let j: usize = 0; j < bytes; j += 16) {
    const twice = v128.load(y, 32);
    const g = f32x4.sub(f32x4.add(twice, twice), one);
    v128.store(next + j, f32x4.add(f32x4.mul(v128.load(y, 16), v128.load(c + j)), f32x4.mul(v128.load(y), g)));
    y += 64;
  }
  tanhs(next, now, units);
  y = work;
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(now + j, f32x4.mul(v128.load(y, 48), v128.load(now + j)));
    y += 64;
  }
}

/**
 * r, z = sigmoid(W x + U h + b), n = tanh(W x + b + r (U h + c)), h' = n + z (h - n).
 * W: (units / 4, columns, gates r z n, 4), U alike; bias: (units / 4, r z, b of n, c of n, 4).
 */
export function gru(layer: usize, x: usize, before: usize, now: usize, work: usize): void {
  const units = load<i32>(layer, LAYER_UNITS);
  const bytes = <usize>units << 2;
  let w = load<usize>(layer, LAYER_WEIGHTS);
  let u = load<usize>(layer, LAYER_RECURRENT);
  let b = load<usize>(layer, LAYER_BIAS);
  const xEnd = x + (<usize>load<i32>(layer, LAYER_INPUTS) << 2);
  const hEnd = before + (<usize>load<i32>(layer, LAYER_COLUMNS) << 2);
  let m = work + (bytes << 1); // of n, both parts
  for (let y = work, end = m; y < end; y += 32) {
    let r = v128.load(b);
    let z = v128.load(b, 16);
    let n = v128.load(b, 32);
    let k = v128.load(b, 48);
    for (let at = x; at < xEnd; at += 4) {
      const v = v128.load32_splat(at);
      r = f32x4.add(r, f32x4.mul(v, v128.load(w)));
      z = f32x4.add(z, f32x4.mul(v, v128.load(w, 16)));
      n = f32x4.add(n, f32x4.mul(v, v128.load(w, 32)));
      w += 48;
    }
    for (let at = before; at < hEnd; at += 4) {
      const v = v128.load32_splat(at);
      r = f32x4.add(r, f32x4.mul(v, v128.load(u)));
      z = f32x4.add(z, f32x4.mul(v, v128.load(u, 16)));
      k = f32x4.add(k, f32x4.mul(v, v128.load(u, 32)));
      u += 48;
    }
    v128.store(y, r);
    v128.store(y, z, 16);
    v128.store(m, n);
    v128.store(m, k, 16);
    m += 32;
    b += 64;
  }
  sigmoids(work, work, units << 1);
  m = work + (bytes << 1);
  let y = work;
  for (let j: usize = 0; j < bytes; j += 16) {
    v128.store(now + j, f32x4.add(v128.load(m), f32x4.mul(v128.load(y), v128.load(m, 16))));
    y += 32;
    m += 32;
  }
  tanhs(now, now, units);
  y = work;
  for (let j: usize = 0; j < bytes; j += 16) {
    const n = v128.load(now + j);
    v128.store(now + j, f32x4.add(n, f32x4.mul(v128.load(y, 16), f32x4.sub(v128.load(before + j), n))));
    y += 32;
  }
}

/** h' = f(W x + U h + b). Weights as in ../matvec.ts. */
export function rnn(layer: usize, x: usize, before: usize, now: usize): void {
  const units = load<i32>(layer, LAYER_UNITS);
  matvec(load<usize>(layer, LAYER_WEIGHTS), load<usize>(layer, LAYER_BIAS), x, now, units, load<i32>(layer, LAYER_INPUTS));
  matvec(load<usize>(layer, LAYER_RECURRENT), now, before, now, units, load<i32>(layer, LAYER_COLUMNS));
  follow(layer, now);
}

/** y = f(y), in place. */
export function follow(layer: usize, y: usize): void {
  activate(y, load<i32>(layer, LAYER_UNITS), load<i32>(layer, LAYER_FUNCTION), load<f32>(layer, LAYER_ALPHA), load<f32>(layer, LAYER_BETA));
}
