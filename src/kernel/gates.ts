// Sigmoid and tanh of many numbers, two vectors at a time, so that each of the 13 constants is loaded once for both.
// The operations and their order are those of sigmoid4 and tanh4, so a number gives the same bits at any position.
import { number, sigmoid4, tanh4 } from './math';

/** y = sigmoid(x), over n floats, rounded up to 4. y may be x. */
export function sigmoids(x: usize, y: usize, n: i32): void {
  const bytes = <usize>((n + 3) & ~3) << 2;
  const twos = bytes & ~31;
  for (let j: usize = 0; j < twos; j += 32) pair(false, v128.load(x + j), v128.load(x + j, 16), y + j);
  if (twos < bytes) v128.store(y + twos, sigmoid4(v128.load(x + twos)));
}

/** y = tanh(x), over n floats, rounded up to 4. y may be x. */
export function tanhs(x: usize, y: usize, n: i32): void {
  const bytes = <usize>((n + 3) & ~3) << 2;
  const twos = bytes & ~31;
  for (let j: usize = 0; j < twos; j += 32) pair(true, v128.load(x + j), v128.load(x + j, 16), y + j);
  if (twos < bytes) v128.store(y + twos, tanh4(v128.load(x + twos)));
}

/** y = sigmoid(a + b), over n floats, rounded up to 4. y may be a. */
export function sigmoidsOfSums(a: usize, b: usize, y: usize, n: i32): void {
  const bytes = <usize>((n + 3) & ~3) << 2;
  const twos = bytes & ~31;
  for (let j: usize = 0; j < twos; j += 32) {
    const first = f32x4.add(v128.load(a + j), v128.load(b + j));
    const second = f32x4.add(v128.load(a + j, 16), v128.load(b + j, 16));
    pair(false, first, second, y + j);
  }
  if (twos < bytes) v128.store(y + twos, sigmoid4(f32x4.add(v128.load(a + twos), v128.load(b + twos))));
}

/** y = tanh(a + r b), over n floats, rounded up to 4. y may be a. */
export function tanhsOfSums(a: usize, r: usize, b: usize, y: usize, n: i32): void {
  const bytes = <usize>((n + 3) & ~3) << 2;
  const twos = bytes & ~31;
  for (let j: usize = 0; j < twos; j += 32) {
    const first = f32x4.add(v128.load(a + j), f32x4.mul(v128.load(r + j), v128.load(b + j)));
    const second = f32x4.add(v128.load(a + j, 16), f32x4.mul(v128.load(r + j, 16), v128.load(b + j, 16)));
    pair(true, first, second, y + j);
  }
  if (twos < bytes) {
    v128.store(y + twos, tanh4(f32x4.add(v128.load(a + twos), f32x4.mul(v128.load(r + twos), v128.load(b + twos)))));
  }
}

/**
 * sigmoid x = 1 / (1 + e^-x), or tanh x = 1 - 2 / (e^2x + 1), of two vectors, stored side by side. For e^x see exp4.
 */
// @ts-ignore: decorator
@inline
function pair(tanh: bool, x: v128, X: v128, y: usize): void {
  x = tanh ? f32x4.add(x, x) : f32x4.neg(x);
  X = tanh ? f32x4.add(X, X) : f32x4.neg(X);
  const least = number(0);
  const most = number(1);
  x = f32x4.pmin(f32x4.pmax(x, least), most);
  X = f32x4.pmin(f32x4.pmax(X, least), most);
  let c = number(2);
  const shift = number(24);
  const t = f32x4.add(f32x4.mul(x, c), shift);
  const T = f32x4.add(f32x4.mul(X, c), shift);
  const n = f32x4.sub(t, shift);
  const N = f32x4.sub(T, shift);
  c = number(3);
  let r = f32x4.sub(x, f32x4.mul(n, c));
  let R = f32x4.sub(X, f32x4.mul(N, c));
  c = number(4);
  r = f32x4.sub(r, f32x4.mul(n, c));
  R = f32x4.sub(R, f32x4.mul(N, c));
  c = number(5);
  let p = c;
  let P = c;
  c = number(6);
  p = f32x4.add(f32x4.mul(p, r), c);
  P = f32x4.add(f32x4.mul(P, R), c);
  c = number(7);
  p = f32x4.add(f32x4.mul(p, r), c);
  P = f32x4.add(f32x4.mul(P, R), c);
  c = number(8);
  p = f32x4.add(f32x4.mul(p, r), c);
  P = f32x4.add(f32x4.mul(P, R), c);
  c = number(9);
  p = f32x4.add(f32x4.mul(p, r), c);
  P = f32x4.add(f32x4.mul(P, R), c);
  c = number(10);
  p = f32x4.add(f32x4.mul(p, r), c);
  P = f32x4.add(f32x4.mul(P, R), c);
  const one = number(11);
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), one);
  P = f32x4.add(f32x4.add(f32x4.mul(P, f32x4.mul(R, R)), R), one);
  p = f32x4.mul(p, i32x4.add(i32x4.shl(t, 23), one));
  P = f32x4.mul(P, i32x4.add(i32x4.shl(T, 23), one));
  if (tanh) {
    const two = number(23);
    v128.store(y, f32x4.sub(one, f32x4.div(two, f32x4.add(p, one))));
    v128.store(y, f32x4.sub(one, f32x4.div(two, f32x4.add(P, one))), 16);
  } else {
    v128.store(y, f32x4.div(one, f32x4.add(one, p)));
    v128.store(y, f32x4.div(one, f32x4.add(one, P)), 16);
  }
}
