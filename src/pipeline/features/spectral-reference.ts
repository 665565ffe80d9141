// The spectral front end from its definitions, in plain TypeScript and double precision: tests compare the kernel with
// it. It is slow and never runs live.
import type { SpectralSpec } from '../../model/front-end.js';
import { powerSpectrum } from './reference.js';

/** Twin of emphasize. */
export function emphasized(x: readonly number[], removeMean: boolean, p: number): number[] {
  const mean = removeMean ? x.reduce((a, b) => a + b, 0) / x.length : 0;
  const u = x.map((value) => value - mean);
  return u.map((value, i) => value - p * (u[Math.max(0, i - 1)] as number));
}

/** Twin of bandSums: weights (bands, bins). */
export function bandSums(spectrum: readonly number[], weights: readonly (readonly number[])[]): number[] {
  return weights.map((row) => row.reduce((sum, weight, bin) => sum + weight * (spectrum[bin] as number), 0));
}

/** Twin of logAbove. */
export function logAbove(x: number, offset: number, floor: number): number {
  return Math.log(Math.max(x + offset, floor));
}

/** Twin of runningNorm: the normalized frame, and the statistics after it. */
export function runningNorm(x: readonly number[], before: RunningState, gain: number, floor: number) {
  const g = Math.max(gain, 1 / (before.t + 1));
  const mean = x.map((value, i) => (before.mean[i] as number) + g * (value - (before.mean[i] as number)));
  const apart = x.map((value, i) => value - (mean[i] as number));
  const variance = apart.map(
    (value, i) => (before.variance[i] as number) + g * (value * value - (before.variance[i] as number)),
  );
  const y = apart.map((value, i) => value / Math.sqrt((variance[i] as number) + floor));
  return { y, state: { t: before.t + 1, mean, variance } };
}

export interface RunningState {
  readonly t: number;
  readonly mean: readonly number[];
  readonly variance: readonly number[];
}

/** Twin of Spectral.extract, without running statistics: windowSamples samples to features. */
export function spectralFeatures(samples: ArrayLike<number>, spec: SpectralSpec): number[] {
  const { log, dct, standardize, fftSize, windowSamples: n, scale } = spec;
  const scaled = Array.from({ length: n }, (_, i) => scale * (samples[i] as number));
  const shaped = emphasized(scaled, spec.removeMean, spec.preemphasis).map(
    (value, i) => value * windowAt(spec.window, i, n),
  );
  const power = powerSpectrum(Array.from({ length: fftSize }, (_, i) => shaped[i] ?? 0));
  const spectrum = spec.spectrum === 'power' ? power : power.map(Math.sqrt);
  const bands = bandSums(spectrum, triangles(spec));
  const logged = log ? bands.map((x) => log.scale * logAbove(x, log.offset, log.floor)) : bands;
  const features = dct ? cosines(logged, dct) : logged;
  if (standardize?.kind !== 'stored') return features;
  return features.map((value, k) => (value - (standardize.mean[k] as number)) / (standardize.deviation[k] as number));
}

function windowAt(kind: SpectralSpec['window'], i: number, n: number): number {
  const [periodic, symmetric] = [n, n - 1].map((period) => Math.cos((2 * Math.PI * i) / period)) as [number, number];
  if (kind === 'hann') return 0.5 - 0.5 * periodic;
  if (kind === 'hann-symmetric') return 0.5 - 0.5 * symmetric;
  if (kind === 'hamming') return 0.54 - 0.46 * periodic;
  if (kind === 'hamming-symmetric') return 0.54 - 0.46 * symmetric;
  return kind === 'povey' ? Math.max(0, 0.5 - 0.5 * symmetric) ** 0.85 : 1;
}

/** (bands, bins) */
function triangles(spec: SpectralSpec): number[][] {
  const { sampleRate, fftSize, bands, minHz, maxHz, bins } = spec;
  const htk = spec.mel === 'htk';
  const mel = (f: number) =>
    htk ? 1127 * Math.log(1 + f / 700) : f < 1000 ? f / (200 / 3) : 15 + (27 * Math.log(f / 1000)) / Math.log(6.4);
  const hz = (m: number) =>
    htk ? 700 * Math.expm1(m / 1127) : m < 15 ? (200 / 3) * m : 1000 * Math.exp(((m - 15) * Math.log(6.4)) / 27);
  const corners = Array.from(
    { length: bands + 2 },
    (_, i) => mel(minHz) + ((mel(maxHz) - mel(minHz)) * i) / (bands + 1),
  );
  const on = (f: number) => (spec.triangles === 'hz' ? f : mel(f));
  return Array.from({ length: bands }, (_, band) => {
    const [from, peak, to] = corners.slice(band, band + 3).map(hz) as [number, number, number];
    const height = spec.equalAreas ? 2 / (to - from) : 1;
    return Array.from({ length: fftSize / 2 + 1 }, (_, bin) => {
      const x = on((bin * sampleRate) / fftSize);
      const up = (x - on(from)) / (on(peak) - on(from));
      const down = (on(to) - x) / (on(to) - on(peak));
      return bin < bins[0] || bin > bins[1] ? 0 : height * Math.max(0, Math.min(up, down));
    });
  });
}

/** DCT-II, lifted. */
function cosines(x: readonly number[], { coefficients, norm, lifter }: NonNullable<SpectralSpec['dct']>): number[] {
  return Array.from({ length: coefficients }, (_, k) => {
    const sum = x.reduce((total, value, b) => total + value * Math.cos((Math.PI * k * (b + 0.5)) / x.length), 0);
    const scale = Math.sqrt((norm === 'ortho' && k === 0 ? 1 : 2) / x.length);
    return sum * scale * (lifter === 0 ? 1 : 1 + (lifter / 2) * Math.sin((Math.PI * k) / lifter));
  });
}
