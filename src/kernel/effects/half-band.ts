// Half-band filters that double and halve a rate. Of a half-band filter every second coefficient is zero but the one in
// the middle, which is 1/2, so of each pair of samples one is a sum and the other a delay. c: the other coefficients,
// (taps), a multiple of 4 (src/effects/half-band-filters.ts). Their sums are computed four side by side.
import { sum4 } from '../math';
import { LINE_HEADER_BYTES } from './layout';

/** Bytes of a line of `taps` samples. */
export function lineBytes(taps: i32): usize {
  return <usize>LINE_HEADER_BYTES + (<usize>taps << 3);
}

/** Puts a sample into a line. Returns the address of the last `taps` samples, the newest first. */
function push(line: usize, taps: i32, x: f32): usize {
  let at = load<i32>(line);
  at = (at === 0 ? taps : at) - 1;
  store<i32>(line, at);
  const window = line + LINE_HEADER_BYTES + (<usize>at << 2);
  store<f32>(window, x);
  store<f32>(window + (<usize>taps << 2), x);
  return window;
}

/** One sample becomes two, at `y` and behind it. */
export function double(c: usize, taps: i32, line: usize, x: f32, y: usize): void {
  const window = push(line, taps, x);
  store<f32>(y, 2 * dot(c, window, taps));
  store<f32>(y, load<f32>(window + (<usize>((taps >> 1) - 1) << 2)), 4);
}

/** Two samples become one. Two lines, side by side. With `double` before it, the delay is taps - 1 samples. */
export function halve(c: usize, taps: i32, lines: usize, first: f32, second: f32): f32 {
  const even = push(lines, taps, first);
  const odd = push(lines + lineBytes(taps), taps, second);
  return dot(c, even, taps) + 0.5 * load<f32>(odd + (<usize>(taps >> 1) << 2));
}

function dot(c: usize, x: usize, taps: i32): f32 {
  let sum = f32x4.splat(0);
  for (let j: usize = 0, end = <usize>taps << 2; j < end; j += 16) {
    sum = f32x4.add(sum, f32x4.mul(v128.load(c + j), v128.load(x + j)));
  }
  return sum4(sum);
}
