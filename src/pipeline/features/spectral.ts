// Mel bands, logarithms and cosine transforms as other libraries make them. The tables are made once for a front end;
// linear steps in a row are one table.
import { cosTurns, exp, ln, sinTurns } from '../../exact.js';
import { RUNNING_NORM_HEADER_BYTES, SQRT, TWIDDLE_SPARE } from '../../kernel/layout.js';
import type { SpectralSpec } from '../../model/front-end.js';
import { type Kernel, padded, vectorBytes } from '../kernel-access/kernel.js';
import { packRows, padGates } from '../kernel-access/pack.js';
import type { FeatureExtractor } from './extractor.js';
import { hann, twiddles } from './log-mel.js';
import { bandWeights } from './mel.js';

export class Spectral implements FeatureExtractor {
  readonly size: number;
  readonly stateBytes: number;
  readonly #kernel: Kernel;
  readonly #spec: SpectralSpec;
  readonly #windowAt: number;
  readonly #twiddlesAt: number;
  /** Of half the FFT's size, where that is no power of two; else none. */
  readonly #factors: readonly number[];
  readonly #factorsAt: number;
  readonly #spansAt: number;
  readonly #weightsAt: number;
  /**
   * With a cosine transform: its matrix, packed, and its bias; the logarithm's scale and stored statistics are part of
   * both. Without one: a factor and a term for each band.
   */
  readonly #outAt: number;
  readonly #biasAt: number;
  readonly #gain: number;
  /** Scratch: all streams of the thread share it. */
  readonly #emphasizedAt: number;
  readonly #frameAt: number;
  readonly #spectrumAt: number;
  readonly #workAt: number;
  readonly #bandsAt: number;
  readonly #plainAt: number;

  constructor(kernel: Kernel, spec: SpectralSpec) {
    const { fftSize, windowSamples, bands, dct, standardize } = spec;
    this.#kernel = kernel;
    this.#spec = spec;
    this.size = dct?.coefficients ?? bands;
    this.stateBytes = standardize?.kind === 'running' ? RUNNING_NORM_HEADER_BYTES + 2 * vectorBytes(this.size) : 0;
    this.#windowAt = kernel.place(windowTable(spec));
    this.#factors = isPowerOfTwo(fftSize) ? [] : factorsOf(fftSize / 2);
    this.#factorsAt = kernel.allocate(vectorBytes(this.#factors.length + 1));
    kernel.integers(this.#factorsAt, this.#factors.length).set(this.#factors);
    this.#twiddlesAt = kernel.place(isPowerOfTwo(fftSize) ? twiddles(fftSize / 2) : twiddlesAny(fftSize / 2));
    const { spans, weights } = bandWeights(spec);
    this.#spansAt = kernel.allocate(spans.length * 4);
    kernel.integers(this.#spansAt, spans.length).set(spans);
    this.#weightsAt = kernel.place(weights);
    const { matrix, bias } = outTable(spec);
    this.#outAt = kernel.place(dct ? packRows(matrix, 1, this.size, bands) : padGates(matrix, 1, this.size));
    this.#biasAt = kernel.place(padGates(bias, 1, this.size));
    this.#gain = standardize?.kind === 'running' ? gainOf(spec, standardize.timeConstantMs) : 0;
    this.#emphasizedAt = kernel.allocate(vectorBytes(windowSamples + 4));
    this.#frameAt = kernel.allocate(vectorBytes(fftSize));
    this.#spectrumAt = kernel.allocate(vectorBytes(fftSize / 2 + 1 + 8));
    this.#workAt = kernel.allocate(vectorBytes(2 * fftSize));
    this.#bandsAt = kernel.allocate(vectorBytes(bands + 4));
    this.#plainAt = kernel.allocate(vectorBytes(this.size + 4));
  }

  extract(samplesAt: number, featuresAt: number, stateAt: number): void {
    const { functions } = this.#kernel;
    const { windowSamples, fftSize, bands, removeMean, preemphasis, spectrum, log, dct, standardize } = this.#spec;
    let from = samplesAt;
    if (removeMean || preemphasis !== 0) {
      functions.emphasize(samplesAt, this.#emphasizedAt, windowSamples, removeMean ? 1 : 0, preemphasis);
      from = this.#emphasizedAt;
    }
    functions.windowed(from, this.#windowAt, this.#frameAt, padded(windowSamples), padded(fftSize));
    this.#transform(fftSize / 2);
    if (spectrum === 'magnitude') functions.activate(this.#spectrumAt, fftSize / 2 + 1, SQRT, 0, 0);
    functions.bandSums(this.#spectrumAt, this.#spansAt, this.#weightsAt, this.#bandsAt, bands);
    if (log) functions.logAbove(this.#bandsAt, bands, log.offset, log.floor);
    const out = standardize?.kind === 'running' ? this.#plainAt : featuresAt;
    if (dct) functions.matvec(this.#outAt, this.#biasAt, this.#bandsAt, out, padded(this.size), bands);
    else functions.scaleRows(this.#bandsAt, this.#outAt, this.#biasAt, out, 1, this.size);
    if (standardize?.kind === 'running')
      functions.runningNorm(out, stateAt, featuresAt, this.size, this.#gain, standardize.floor);
  }

  /** `half`: of the FFT's size. */
  #transform(half: number): void {
    const { functions } = this.#kernel;
    const frame = this.#frameAt;
    const spectrum = this.#spectrumAt;
    const factors = this.#factors;
    if (factors.length === 0) functions.fftPower(frame, spectrum, this.#twiddlesAt, this.#workAt, half);
    else functions.fftPowerAny(frame, spectrum, this.#factorsAt, factors.length, this.#twiddlesAt, this.#workAt, half);
  }
}

function isPowerOfTwo(n: number): boolean {
  return (n & (n - 1)) === 0;
}

/** Factors whose product is n: fours, then primes. */
function factorsOf(n: number): number[] {
  const factors: number[] = [];
  let left = n;
  for (; left % 4 === 0; left /= 4) factors.push(4);
  for (let prime = 2; left > 1; prime++) for (; left % prime === 0; left /= prime) factors.push(prime);
  return factors;
}

/** As src/kernel/fft-any.ts reads them. */
function twiddlesAny(n: number): Float32Array {
  const run = Math.floor(n / 2) + TWIDDLE_SPARE;
  const out = new Float32Array(2 * n + 2 * run);
  for (let k = 0; k < n; k++) {
    out[k] = cosTurns(k / n);
    out[n + k] = sinTurns(k / n);
  }
  for (let k = 0; k <= n / 2; k++) {
    out[2 * n + k] = cosTurns(k / (2 * n));
    out[2 * n + run + k] = sinTurns(k / (2 * n));
  }
  return out;
}

/** The window times the scale, padded with zeros to whole vectors: samples behind the window then count for nothing. */
function windowTable({ window, windowSamples: n, scale }: SpectralSpec): Float32Array {
  const table = new Float32Array(padded(n));
  const periodic = hann(n);
  for (let i = 0; i < n; i++) {
    const symmetric = 0.5 - 0.5 * cosTurns(i / (n - 1));
    const cosine = { periodic: cosTurns(i / n), symmetric: cosTurns(i / (n - 1)) };
    const value = {
      hann: periodic[i] as number,
      'hann-symmetric': symmetric,
      hamming: 0.54 - 0.46 * cosine.periodic,
      'hamming-symmetric': 0.54 - 0.46 * cosine.symmetric,
      povey: symmetric <= 0 ? 0 : exp(0.85 * ln(symmetric)),
      rectangular: 1,
    }[window];
    table[i] = scale * value;
  }
  return table;
}

/** The linear step after the logarithm: (size, bands) with a transform, (size) without, and the bias. */
function outTable({ bands, log, dct, standardize }: SpectralSpec): { matrix: Float32Array; bias: Float32Array } {
  const size = dct?.coefficients ?? bands;
  const stored = standardize?.kind === 'stored' ? standardize : null;
  const deviation = (k: number) => stored?.deviation[k] ?? 1;
  const bias = Float32Array.from({ length: size }, (_, k) => -(stored?.mean[k] ?? 0) / deviation(k));
  const factor = (k: number) => (log?.scale ?? 1) / deviation(k);
  if (!dct) return { matrix: Float32Array.from({ length: size }, (_, k) => factor(k)), bias };
  const matrix = new Float32Array(size * bands);
  for (let k = 0; k < size; k++) {
    const norm = Math.sqrt((dct.norm === 'ortho' && k === 0 ? 1 : 2) / bands);
    const lift = dct.lifter === 0 ? 1 : 1 + (dct.lifter / 2) * sinTurns(k / (2 * dct.lifter));
    for (let b = 0; b < bands; b++) {
      matrix[k * bands + b] = factor(k) * norm * lift * cosTurns(((k * (2 * b + 1)) % (4 * bands)) / (4 * bands));
    }
  }
  return { matrix, bias };
}

/** Weight of one frame in the running statistics. */
function gainOf({ hopSamples, sampleRate }: SpectralSpec, timeConstantMs: number): number {
  const hopMs = (hopSamples * 1000) / sampleRate;
  return hopMs / (hopMs + timeConstantMs);
}
