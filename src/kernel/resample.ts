// Polyphase resampling (Crochiere & Rabiner 1983, chapter 4) with exact positions. Output m is at input m M / L, kept
// as a whole part and a rest modulo L, so a long stream does not drift.
import { dot } from './dot';

/**
 * Writes `count` floats to out. x: the first input sample under the filter of the first output; table: (phases + 1,
 * taps) filter rows, row p for the fraction p / phases; rest: (position of the first output mod 1) times L; step: M;
 * whole: L. Every output moves the position by M / L. Between two rows the filter is interpolated linearly; with phases
 * = L the fraction always falls on a row. taps is a multiple of 4.
 */
export function resample(x: usize, table: usize, out: usize, count: i32, taps: i32, phases: i32, rest: i32, step: i32, whole: i32): void {
  const row = <usize>taps << 2;
  for (let i = 0; i < count; i++) {
    const place = (<f64>rest * <f64>phases) / <f64>whole;
    const phase = <i32>place;
    const between = <f32>(place - <f64>phase);
    const filter = table + <usize>phase * row;
    let y = dot(x, filter, taps);
    if (between > 0) y += between * (dot(x, filter + row, taps) - y);
    store<f32>(out + (<usize>i << 2), y);
    rest += step;
    x += <usize>(rest / whole) << 2;
    rest %= whole;
  }
}
