// The framer's arithmetic from its definitions, in plain TypeScript and double precision: tests compare the kernel with
// it. It is slow and never runs live.

/** Twin of sanitize: a sample that is not finite becomes 0. */
export function sanitized(samples: ArrayLike<number>): { readonly samples: number[]; readonly replaced: number } {
  const all = Array.from(samples);
  return {
    samples: all.map((x) => (Number.isFinite(x) ? x : 0)),
    replaced: all.filter((x) => !Number.isFinite(x)).length,
  };
}

/** Twin of dot: sum_i a_i b_i. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** What a resampler's filter is made of. */
export interface Filter {
  readonly inputRate: number;
  readonly outputRate: number;
  /** Input samples under the filter. */
  readonly taps: number;
  /** End of the pass band, as a share of the lower Nyquist frequency. The stop band begins at that frequency. */
  readonly passBand: number;
  readonly stopBandDb: number;
}

/**
 * Twin of resample and its table: output `m` as one sum over `samples`, without tables, phases or blocks. Its place is
 * m inputRate / outputRate. A sample at a distance t weighs sinc under a Kaiser window; all weights are divided by
 * their sum. Silence comes before and after the samples.
 */
export function resampledAt(samples: ArrayLike<number>, m: number, filter: Filter): number {
  const { inputRate, outputRate, taps, passBand, stopBandDb } = filter;
  const half = taps / 2;
  const nyquist = Math.min(inputRate, outputRate) / (2 * inputRate);
  const cutoff = (nyquist * (1 + passBand)) / 2;
  const beta = 0.1102 * (stopBandDb - 8.7);
  const place = Math.floor((m * inputRate) / outputRate);
  const fraction = ((m * inputRate) % outputRate) / outputRate;
  let sum = 0;
  let weights = 0;
  for (let k = place - half; k <= place + half; k++) {
    const t = k - place - fraction;
    if (Math.abs(t) >= half) continue;
    const sinc = t === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * t) / (Math.PI * t);
    const weight = sinc * bessel(beta * Math.sqrt(1 - (t / half) ** 2));
    sum += weight * (samples[k] ?? 0);
    weights += weight;
  }
  return sum / weights;
}

/**
 * I0(x) as the mean of e^(x cos a) over a full turn (Abramowitz & Stegun 9.6.16). A sum over 64 places is exact to the
 * last digits here.
 */
function bessel(x: number): number {
  let sum = 0;
  for (let i = 0; i < 64; i++) sum += Math.exp(x * Math.cos((2 * Math.PI * i) / 64));
  return sum / 64;
}
