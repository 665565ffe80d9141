// Converts a whole recording to another rate, with the filters that run live, in plain TypeScript: for training data,
// not for streams.
import { designFilters } from './resampler.js';

const PHASES = 512;
const known = new Map<string, ReturnType<typeof designFilters>>();

/** Samples at `inputRate` Hz to `outputRate` Hz. Returns the same array where the rates are equal. */
export function resampleAll(samples: Float32Array, inputRate: number, outputRate: number): Float32Array {
  if (inputRate === outputRate) return samples;
  const key = `${inputRate}:${outputRate}`;
  const { taps, values } = known.get(key) ?? designFilters(inputRate, outputRate, PHASES);
  known.set(key, { taps, values });
  const out = new Float32Array(Math.floor((samples.length * outputRate) / inputRate));
  for (let i = 0; i < out.length; i++) {
    const place = (i * inputRate) / outputRate;
    const at = Math.floor(place);
    const row = Math.round((place - at) * PHASES) * taps;
    let sum = 0;
    for (let tap = 0; tap < taps; tap++) sum += (values[row + tap] as number) * (samples[at + tap - taps / 2 + 1] ?? 0);
    out[i] = sum;
  }
  return out;
}
