// The coefficients of the half-band filters (src/kernel/effects/half-band.ts): every second one, from the first to the
// middle; the others are zero, but the one in the middle, which is 1/2. Designed by the Parks-McClellan algorithm
// (test/effects/half-band-filters.py), rounded to single precision. test/effects/half-band-filters.test.ts measures what
// the documents say of them.

/**
 * From 1 to 2 times the rate: 79 coefficients. Passes to 5/12 of the rate (20 kHz at 48 kHz) within 0.0001 dB; from 7/12
 * on, what would alias is below -107 dB.
 */
export const FIRST_FILTER = symmetric([
  -9.813990800466854e-6, 3.1300573027692735e-5, -7.844308856874704e-5, 0.0001684138987911865, -0.00032594919321127236,
  0.0005843120161443949, -0.000986542901955545, 0.001586727797985077, -0.002451531821861863, 0.0036626162473112345,
  -0.005321124102920294, 0.007556583266705275, -0.010544875636696815, 0.014545663259923458, -0.019983984529972076,
  0.027644621208310127, -0.03920339047908783, 0.059036508202552795, -0.1032671257853508, 0.31735414266586304,
]);

/** From 2 to 4 times the rate: 23 coefficients. Passes as far within 0.00001 dB; aliases are below -124 dB. */
export const SECOND_FILTER = symmetric([
  -0.00019984619575552642, 0.001774775329977274, -0.008297824300825596, 0.027628999203443527, -0.07911238074302673,
  0.3082060217857361,
]);

/** Samples by which a signal is later that goes up to `factor` times the rate and down again. */
export function latencyOf(factor: 1 | 2 | 4): number {
  if (factor === 1) return 0;
  const first = FIRST_FILTER.length - 1;
  // of the second filter by half, because its samples are half as long, with the one that it waits (render.ts)
  return factor === 2 ? first : first + SECOND_FILTER.length / 2;
}

function symmetric(half: readonly number[]): Float32Array {
  return Float32Array.of(...half, ...[...half].reverse());
}
