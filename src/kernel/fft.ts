// Power spectrum of a real frame of 2n floats by one complex FFT of size n on the even and odd samples (Press et al.,
// "Numerical Recipes", 12.3). The complex FFT is Stockham's: it needs no bit reversal, and every pass reads and writes
// runs of four.
import { TWIDDLE_SPARE } from './layout';

/**
 * frame: (2n) floats; power: (n + 1) floats |X_k|^2, k = 0..n; twiddles: cos then sin of 2 pi k / n, k < n / 2, then
 * cos and sin of pi k / n, k <= n / 2 (each run padded to a multiple of 4); work: (4n) floats. n is a power of two, at
 * least 8.
 */
export function fftPower(frame: usize, power: usize, twiddles: usize, work: usize, n: i32): void {
  const bytes = <usize>n << 2;
  let re = work;
  let im = work + bytes;
  let re2 = work + 2 * bytes;
  let im2 = work + 3 * bytes;
  split(frame, re, im, bytes);
  const cos = twiddles;
  const sin = twiddles + (bytes >> 1);
  pass1(re, im, re2, im2, cos, sin, bytes);
  pass2(re2, im2, re, im, cos, sin, bytes);
  for (let s = 4; s < n; s <<= 1) {
    pass(re, im, re2, im2, cos, sin, bytes, <usize>s << 2);
    let swap = re;
    re = re2;
    re2 = swap;
    swap = im;
    im = im2;
    im2 = swap;
  }
  const half = sin + (bytes >> 1);
  realPower(re, im, power, half, half + (((<usize>n >> 1) + TWIDDLE_SPARE) << 2), n);
}

/** Copies even samples to re and odd samples to im. */
function split(frame: usize, re: usize, im: usize, bytes: usize): void {
  for (let i: usize = 0; i < bytes; i += 16) {
    const a = v128.load(frame + 2 * i);
    const b = v128.load(frame + 2 * i, 16);
    v128.store(re + i, v128.shuffle<f32>(a, b, 0, 2, 4, 6));
    v128.store(im + i, v128.shuffle<f32>(a, b, 1, 3, 5, 7));
  }
}

/** Stride 1: for each p, y_2p = a + b, y_2p+1 = (a - b) w^p, with a = x_p, b = x_(p + n/2), w = e^(-2 pi i / n). */
function pass1(re: usize, im: usize, re2: usize, im2: usize, cos: usize, sin: usize, bytes: usize): void {
  const half = bytes >> 1;
  for (let p: usize = 0; p < half; p += 16) {
    const ar = v128.load(re + p);
    const ai = v128.load(im + p);
    const br = v128.load(re + half + p);
    const bi = v128.load(im + half + p);
    const c = v128.load(cos + p);
    const s = v128.load(sin + p);
    const dr = f32x4.sub(ar, br);
    const di = f32x4.sub(ai, bi);
    const er = f32x4.add(f32x4.mul(dr, c), f32x4.mul(di, s));
    const ei = f32x4.sub(f32x4.mul(di, c), f32x4.mul(dr, s));
    const tr = f32x4.add(ar, br);
    const ti = f32x4.add(ai, bi);
    v128.store(re2 + 2 * p, v128.shuffle<f32>(tr, er, 0, 4, 1, 5));
    v128.store(re2 + 2 * p, v128.shuffle<f32>(tr, er, 2, 6, 3, 7), 16);
    v128.store(im2 + 2 * p, v128.shuffle<f32>(ti, ei, 0, 4, 1, 5));
    v128.store(im2 + 2 * p, v128.shuffle<f32>(ti, ei, 2, 6, 3, 7), 16);
  }
}

/** Stride 2: one vector holds two p and their two q. */
function pass2(re: usize, im: usize, re2: usize, im2: usize, cos: usize, sin: usize, bytes: usize): void {
  const half = bytes >> 1;
  for (let p: usize = 0; p < half; p += 16) {
    const ar = v128.load(re + p);
    const ai = v128.load(im + p);
    const br = v128.load(re + half + p);
    const bi = v128.load(im + half + p);
    const c4 = v128.load(cos + p);
    const s4 = v128.load(sin + p);
    const c = v128.shuffle<f32>(c4, c4, 0, 0, 2, 2);
    const s = v128.shuffle<f32>(s4, s4, 0, 0, 2, 2);
    const dr = f32x4.sub(ar, br);
    const di = f32x4.sub(ai, bi);
    const er = f32x4.add(f32x4.mul(dr, c), f32x4.mul(di, s));
    const ei = f32x4.sub(f32x4.mul(di, c), f32x4.mul(dr, s));
    const tr = f32x4.add(ar, br);
    const ti = f32x4.add(ai, bi);
    v128.store(re2 + 2 * p, v128.shuffle<f32>(tr, er, 0, 1, 4, 5));
    v128.store(re2 + 2 * p, v128.shuffle<f32>(tr, er, 2, 3, 6, 7), 16);
    v128.store(im2 + 2 * p, v128.shuffle<f32>(ti, ei, 0, 1, 4, 5));
    v128.store(im2 + 2 * p, v128.shuffle<f32>(ti, ei, 2, 3, 6, 7), 16);
  }
}

/** Stride s >= 4 (in bytes here): one twiddle, a run of s butterflies. */
function pass(re: usize, im: usize, re2: usize, im2: usize, cos: usize, sin: usize, bytes: usize, stride: usize): void {
  const half = bytes >> 1;
  for (let p: usize = 0; p < half; p += stride) {
    const c = v128.load32_splat(cos + p);
    const s = v128.load32_splat(sin + p);
    for (let q = p; q < p + stride; q += 16) {
      const ar = v128.load(re + q);
      const ai = v128.load(im + q);
      const br = v128.load(re + half + q);
      const bi = v128.load(im + half + q);
      const dr = f32x4.sub(ar, br);
      const di = f32x4.sub(ai, bi);
      const out = p + q;
      v128.store(re2 + out, f32x4.add(ar, br));
      v128.store(im2 + out, f32x4.add(ai, bi));
      v128.store(re2 + out + stride, f32x4.add(f32x4.mul(dr, c), f32x4.mul(di, s)));
      v128.store(im2 + out + stride, f32x4.sub(f32x4.mul(di, c), f32x4.mul(dr, s)));
    }
  }
}

/**
 * X_k = E_k + e^(-i pi k / n) O_k with E_k = (Z_k + conj Z_(n-k)) / 2, O_k = (Z_k - conj Z_(n-k)) / 2i; X_(n-k) =
 * conj(E_k - e O_k). cos, sin: of pi k / n.
 */
export function realPower(re: usize, im: usize, power: usize, cos: usize, sin: usize, n: i32): void {
  const half: f32 = 0.5;
  const r0 = load<f32>(re);
  const i0 = load<f32>(im);
  store<f32>(power, (r0 + i0) * (r0 + i0));
  store<f32>(power + (<usize>n << 2), (r0 - i0) * (r0 - i0));
  for (let k = 1; k <= n >> 1; k++) {
    const at = <usize>k << 2;
    const mirror = <usize>(n - k) << 2;
    const er = half * (load<f32>(re + at) + load<f32>(re + mirror));
    const ei = half * (load<f32>(im + at) - load<f32>(im + mirror));
    const or = half * (load<f32>(im + at) + load<f32>(im + mirror));
    const oi = half * (load<f32>(re + mirror) - load<f32>(re + at));
    const c = load<f32>(cos + at);
    const s = load<f32>(sin + at);
    const tr = or * c + oi * s;
    const ti = oi * c - or * s;
    store<f32>(power + at, (er + tr) * (er + tr) + (ei + ti) * (ei + ti));
    store<f32>(power + mirror, (er - tr) * (er - tr) + (ei - ti) * (ei - ti));
  }
}
