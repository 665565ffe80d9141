// Converts a whole recording to another rate, with the filters that run live, in plain TypeScript: for training data,
// not for streams.
import { designFilters } from './resampler.js';

const PHASES = 512;
const known = new Map<string, ReturnType<typeof designFilters>>();

/** Samples at `inputRate` Hz to `outputRate` Hz. Returns the same array where the rates are equal. */
export function resampleAll(samples: Float32Array, inputRate: number, outputRate: number): Float32Array {
  if (inputRate === outputRate) return samples;
  const { taps, values } = filtersOf(inputRate, outputRate);
  const out = new Float32Array(Math.floor((samples.length * outputRate) / inputRate));
  for (let i = 0; i < out.length; i++) out[i] = interpolate(samples, 0, (i * inputRate) / outputRate, taps, values);
  return out;
}

/** The same, block by block: all outputs joined are those of `resampleAll`, to the bit. */
export class BlockResampler {
  readonly #inputRate: number;
  readonly #outputRate: number;
  /** The inputs that outputs still to come may need, and the place of the first. */
  #held = new Float32Array(0);
  #heldFrom = 0;
  #received = 0;
  #made = 0;

  /** Hz, whole. */
  constructor(inputRate: number, outputRate: number) {
    this.#inputRate = inputRate;
    this.#outputRate = outputRate;
  }

  /** The next samples; returns what can be told of the output by now. */
  push(samples: Float32Array): Float32Array {
    if (this.#inputRate === this.#outputRate) return samples;
    this.#received += samples.length;
    const held = new Float32Array(this.#held.length + samples.length);
    held.set(this.#held);
    held.set(samples, this.#held.length);
    this.#held = held;
    const half = filtersOf(this.#inputRate, this.#outputRate).taps / 2;
    // The last input of output m lies at floor(m * in / out) + half.
    return this.#make(Math.ceil(((this.#received - half) * this.#outputRate) / this.#inputRate));
  }

  /** The rest of the output, as if silence followed. */
  end(): Float32Array {
    return this.#make(Math.floor((this.#received * this.#outputRate) / this.#inputRate));
  }

  #make(until: number): Float32Array {
    const out = new Float32Array(Math.max(0, until - this.#made));
    const { taps, values } = filtersOf(this.#inputRate, this.#outputRate);
    for (let i = 0; i < out.length; i++) {
      out[i] = interpolate(
        this.#held,
        this.#heldFrom,
        ((this.#made + i) * this.#inputRate) / this.#outputRate,
        taps,
        values,
      );
    }
    this.#made += out.length;
    const needed = Math.floor((this.#made * this.#inputRate) / this.#outputRate) - taps / 2;
    const past = Math.min(this.#held.length, Math.max(0, needed - this.#heldFrom));
    this.#held = this.#held.slice(past);
    this.#heldFrom += past;
    return out;
  }
}

function filtersOf(inputRate: number, outputRate: number): ReturnType<typeof designFilters> {
  const key = `${inputRate}:${outputRate}`;
  const filters = known.get(key) ?? designFilters(inputRate, outputRate, PHASES);
  known.set(key, filters);
  return filters;
}

/** The value at `place`; `samples[0]` lies at `from`. */
function interpolate(samples: Float32Array, from: number, place: number, taps: number, values: Float32Array): number {
  const at = Math.floor(place);
  const row = Math.round((place - at) * PHASES) * taps;
  const first = at - taps / 2 + 1 - from;
  // Sums of even and odd taps: one need not wait for the other. Only at the ends is there silence to read.
  let even = 0;
  let odd = 0;
  if (first >= 0 && first + taps <= samples.length) {
    for (let tap = 0; tap < taps; tap += 2) {
      even += (values[row + tap] as number) * (samples[first + tap] as number);
      odd += (values[row + tap + 1] as number) * (samples[first + tap + 1] as number);
    }
  } else {
    for (let tap = 0; tap < taps; tap += 2) {
      even += (values[row + tap] as number) * (samples[first + tap] ?? 0);
      odd += (values[row + tap + 1] as number) * (samples[first + tap + 1] ?? 0);
    }
  }
  return even + odd;
}
