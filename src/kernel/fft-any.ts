// Power spectrum of a real frame of any even size: one complex FFT of half the size on the even and odd samples, as in
// fft.ts, but with a pass for each prime factor (Stockham's order, Cooley & Tukey 1965). Plain floats: the sizes that
// have no power of two are small, and few.
import { TWIDDLE_SPARE } from './layout';
import { realPower } from './fft';

/**
 * frame: (2n) floats; power: (n + 1) floats |X_k|^2, k = 0..n; factors: `count` i32 whose product is n; twiddles: cos
 * then sin of 2 pi k / n, k < n, then cos and sin of pi k / n, k <= n / 2 (each of these runs n / 2 + TWIDDLE_SPARE
 * floats, n / 2 rounded down); work: (4n) floats. n is at least 8. Real-time.
 */
export function fftPowerAny(
  frame: usize,
  power: usize,
  factors: usize,
  count: i32,
  twiddles: usize,
  work: usize,
  n: i32,
): void {
  const bytes = <usize>n << 2;
  let re = work;
  let im = work + bytes;
  let re2 = work + 2 * bytes;
  let im2 = work + 3 * bytes;
  for (let i: usize = 0; i < bytes; i += 4) {
    store<f32>(re + i, load<f32>(frame + 2 * i));
    store<f32>(im + i, load<f32>(frame + 2 * i, 4));
  }
  let left = n;
  let stride = 1;
  for (let f = 0; f < count; f++) {
    const radix = load<i32>(factors + (<usize>f << 2));
    passAny(re, im, re2, im2, twiddles, twiddles + bytes, n, left, stride, radix);
    left /= radix;
    stride *= radix;
    let swap = re;
    re = re2;
    re2 = swap;
    swap = im;
    im = im2;
    im2 = swap;
  }
  const half = twiddles + 2 * bytes;
  realPower(re, im, power, half, half + ((<usize>(n >> 1) + TWIDDLE_SPARE) << 2), n);
}

/**
 * With m = l / p, for each q < m, r < p and k < s: y_(k + s (p q + r)) = sum_j x_(k + s (q + m j)) w^(r (q + m j) n /
 * l), w = e^(-2 pi i / n).
 */
function passAny(
  re: usize,
  im: usize,
  re2: usize,
  im2: usize,
  cos: usize,
  sin: usize,
  n: i32,
  l: i32,
  s: i32,
  p: i32,
): void {
  const m = l / p;
  const step = n / l;
  for (let q = 0; q < m; q++) {
    for (let r = 0; r < p; r++) {
      for (let k = 0; k < s; k++) {
        let sumRe: f32 = 0;
        let sumIm: f32 = 0;
        for (let j = 0; j < p; j++) {
          const at = <usize>(k + s * (q + m * j)) << 2;
          const turn = <usize>((r * (q + m * j) * step) % n) << 2;
          const c = load<f32>(cos + turn);
          const d = load<f32>(sin + turn);
          const a = load<f32>(re + at);
          const b = load<f32>(im + at);
          sumRe += a * c + b * d;
          sumIm += b * c - a * d;
        }
        const to = <usize>(k + s * (p * q + r)) << 2;
        store<f32>(re2 + to, sumRe);
        store<f32>(im2 + to, sumIm);
      }
    }
  }
}
