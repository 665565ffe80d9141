// A window of samples becomes a vector of log-mel bands. The tables are made once for a front end; extracting is three
// kernel calls.
import { cosTurns, exp, ln, sinTurns } from '../../exact.js';
import { TWIDDLE_SPARE } from '../../kernel/layout.js';
import type { LogMelSpec } from '../../model/front-end.js';
import { type Kernel, padded, vectorBytes } from '../kernel-access/kernel.js';
import type { FeatureExtractor } from './extractor.js';

export class LogMel implements FeatureExtractor {
  readonly size: number;
  readonly stateBytes = 0;
  readonly #kernel: Kernel;
  readonly #spec: LogMelSpec;
  readonly #windowAt: number;
  readonly #twiddlesAt: number;
  readonly #bandsAt: number;
  readonly #weightsAt: number;
  readonly #shapeAt: number;
  /** Scratch: the windowed frame, the spectrum and the FFT's work. All streams of the thread share it. */
  readonly #frameAt: number;
  readonly #powerAt: number;
  readonly #workAt: number;

  /** `warp` scales the bands' frequencies (vocal tract length perturbation, Jaitly & Hinton 2013), for training. */
  constructor(kernel: Kernel, spec: LogMelSpec, warp = 1) {
    this.#kernel = kernel;
    this.#spec = spec;
    this.size = spec.bands;
    this.#windowAt = kernel.place(hann(spec.windowSamples));
    this.#twiddlesAt = kernel.place(twiddles(spec.fftSize / 2));
    const filters = melFilters(spec, warp);
    this.#bandsAt = kernel.allocate(filters.spans.length * 4);
    kernel.integers(this.#bandsAt, filters.spans.length).set(filters.spans);
    this.#weightsAt = kernel.place(filters.weights);
    this.#shapeAt = kernel.place(shape(spec));
    this.#frameAt = kernel.allocate(vectorBytes(spec.fftSize));
    this.#powerAt = kernel.allocate(vectorBytes(spec.fftSize / 2 + 1 + 8));
    this.#workAt = kernel.allocate(vectorBytes(2 * spec.fftSize));
  }

  /**
   * Window at `samplesAt` (windowSamples) to features at `featuresAt` (bands, with room for whole vectors). Real-time.
   */
  extract(samplesAt: number, featuresAt: number): void {
    const { functions } = this.#kernel;
    const { windowSamples, fftSize, bands, floor } = this.#spec;
    functions.windowed(samplesAt, this.#windowAt, this.#frameAt, windowSamples, fftSize);
    functions.fftPower(this.#frameAt, this.#powerAt, this.#twiddlesAt, this.#workAt, fftSize / 2);
    functions.logMel(this.#powerAt, this.#bandsAt, this.#weightsAt, this.#shapeAt, featuresAt, bands, floor);
  }
}

/** Periodic Hann window: 1/2 - 1/2 cos(2 pi i / n). */
export function hann(n: number): Float32Array {
  return Float32Array.from({ length: n }, (_, i) => 0.5 - 0.5 * cosTurns(i / n));
}

/**
 * The triangles of a spec. `spans`: for each band its first bin and its number of bins, rounded up to 4; `weights`: all
 * weights, band after band. `warp`: see LogMel.
 */
export function melFilters(spec: LogMelSpec, warp = 1): { spans: Int32Array; weights: Float32Array } {
  const bins = spec.fftSize / 2 + 1;
  const binHz = spec.sampleRate / spec.fftSize;
  const low = 1127 * ln(1 + spec.minHz / 700);
  const high = 1127 * ln(1 + spec.maxHz / 700);
  const edges = Array.from({ length: spec.bands + 2 }, (_, i) => {
    const mel = low + ((high - low) * i) / (spec.bands + 1);
    return Math.min(warp * 700 * (exp(mel / 1127) - 1), spec.sampleRate / 2);
  });
  const spans = new Int32Array(2 * spec.bands);
  const weights: number[] = [];
  for (let band = 0; band < spec.bands; band++) {
    const [from, peak, to] = edges.slice(band, band + 3) as [number, number, number];
    const first = Math.min(Math.floor(from / binHz), bins - 1);
    const count = padded(Math.min(Math.ceil(to / binHz), bins - 1) - first + 1);
    spans.set([first, count], 2 * band);
    for (let bin = first; bin < first + count; bin++) {
      const up = (bin * binHz - from) / Math.max(peak - from, 1e-9);
      const down = (to - bin * binHz) / Math.max(to - peak, 1e-9);
      weights.push(bin < bins ? Math.max(0, Math.min(up, down)) : 0);
    }
  }
  return { spans, weights: Float32Array.from(weights) };
}

/** The tables of fftPower for a complex size n: see src/kernel/fft.ts. */
export function twiddles(n: number): Float32Array {
  const out = new Float32Array(n + 2 * (n / 2 + TWIDDLE_SPARE));
  for (let k = 0; k < n / 2; k++) {
    out[k] = cosTurns(k / n);
    out[n / 2 + k] = sinTurns(k / n);
  }
  for (let k = 0; k <= n / 2; k++) {
    out[n + k] = cosTurns(k / (2 * n));
    out[n + n / 2 + TWIDDLE_SPARE + k] = sinTurns(k / (2 * n));
  }
  return out;
}

function shape(spec: LogMelSpec): Float32Array {
  const size = padded(spec.bands);
  const out = new Float32Array(2 * size);
  out.set(spec.mean);
  out.set(
    spec.deviation.map((deviation) => 1 / deviation),
    size,
  );
  return out;
}
