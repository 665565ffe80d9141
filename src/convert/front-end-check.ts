// Our front end over a sound beside what the original's gave for it, or beside what the original model gave: which grid
// of windows the original has is found by trying those of the libraries, and told together with how live windows lie on
// it.
import { SluiceError } from '../errors.js';
import { type FrontEndSpec, featureCount } from '../model/front-end.js';
import type { Model } from '../model/model.js';
import { createExtractor, loadExtractor } from '../pipeline/features/extractors.js';
import { Kernel, vectorBytes } from '../pipeline/kernel-access/kernel.js';
import { openBackend } from '../pipeline/network/backends.js';
import { runNetworkAsync } from '../pipeline/network/run-network.js';
import type { NumberArray } from './npy.js';

export interface FrontEndCheck {
  /** What was compared: features, or the model's outputs. */
  readonly of: 'features' | 'outputs';
  /** Frames that the original gave; all were compared. */
  readonly frames: number;
  readonly largestDifference: number;
  readonly meanDifference: number;
  /** The most that they may differ by. */
  readonly bound: number;
  /** Where the original's windows lie. */
  readonly grid: string;
  /**
   * How the windows of a live stream lie beside them, in samples from the nearest one of the original; and which frame
   * of it live window 0 is.
   */
  readonly live: { readonly besideSamples: number; readonly frame: number; readonly inWords: string };
}

export interface CheckedSound {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** Of single precision, for numbers up to 10. */
const MOST = 1e-3;

/** Windows of the original: each begins at `first` + t hop of the sound with `pad` in front. */
interface Grid {
  readonly name: string;
  /** Sample of the sound at which frame 0 begins; negative: padding. */
  readonly first: number;
  readonly padding: 'reflect' | 'zeros' | 'none';
  readonly frames: number;
}

/**
 * `model`: for outputs; without one only features can be compared. Rejects with SluiceError DATA_UNUSABLE where sound
 * and numbers do not belong together, and MODEL_MISMATCH where they differ.
 */
export async function checkFrontEndOn(
  module: WebAssembly.Module,
  frontEnd: FrontEndSpec,
  model: Model | null,
  { samples, sampleRate }: CheckedSound,
  given: NumberArray,
): Promise<FrontEndCheck> {
  if (sampleRate !== frontEnd.sampleRate)
    throw unusable(
      `the sound has ${sampleRate} Hz and the front end ${frontEnd.sampleRate}: give the sound at the front end's rate, as the original got it`,
    );
  if (frontEnd.kind === 'spectral' && frontEnd.standardize?.kind === 'running')
    throw unusable(
      'its statistics run with the stream: check it without them ("standardize": null) and before the original standardizes',
    );
  const { of, rows } = rowsOf(given, featureCount(frontEnd), model?.labels.length ?? null);
  await loadExtractor(frontEnd);
  const kernel = Kernel.create(module);
  let best: { grid: Grid; largest: number; mean: number } | null = null;
  for (const grid of gridsOf(frontEnd, samples.length, rows.length)) {
    const features = featuresOf(kernel, frontEnd, samples, grid);
    const ours = of === 'features' ? features : await outputsOf(kernel, model as Model, features);
    const { largest, mean } = apart(ours, rows);
    if (!best || largest < best.largest) best = { grid, largest, mean };
  }
  if (!best)
    throw unusable(
      `${rows.length} frames are none of a sound of ${samples.length} samples in windows of ${frontEnd.windowSamples} every ${frontEnd.hopSamples}: give the original's frames of this very sound`,
    );
  const largestNumber = rows.reduce((most, row) => row.reduce((a, b) => Math.max(a, Math.abs(b)), most), 0);
  const bound = MOST * Math.max(1, largestNumber / 10);
  const check: FrontEndCheck = {
    of,
    frames: rows.length,
    largestDifference: best.largest,
    meanDifference: best.mean,
    bound,
    grid: best.grid.name,
    live: liveOf(frontEnd, best.grid),
  };
  if (best.largest <= bound) return check;
  throw new SluiceError(
    'MODEL_MISMATCH',
    `Cannot use the front end: its ${of} must be within ${bound.toPrecision(1)} of the original's: received a difference of ${best.largest.toPrecision(3)} over ${rows.length} frames, on the nearest grid (${best.grid.name}): tell the original's own numbers by "frontEnd" in the JSON`,
  );
}

/** As rows of features or of outputs; libraries for sound give (features, frames). */
function rowsOf(
  { shape, values }: NumberArray,
  features: number,
  labels: number | null,
): { of: FrontEndCheck['of']; rows: Float32Array[] } {
  const sizes = shape.filter((size, d) => size !== 1 || (d === shape.length - 1 && (features === 1 || labels === 1)));
  const [a = 1, b = 1] = sizes.length === 1 ? [1, sizes[0]] : sizes;
  const rows =
    sizes.length > 2
      ? null
      : b === features || b === labels
        ? byRow(values, a, b)
        : a === features
          ? byColumn(values, a, b)
          : null;
  if (rows === null || rows.length === 0)
    throw unusable(
      `the array is of shape [${shape}]: it must be [frames, ${features}] features${labels === null ? '' : ` or [frames, ${labels}] outputs`}`,
    );
  return { of: b === features || (b !== labels && a === features) ? 'features' : 'outputs', rows };
}

function byRow(values: Float64Array, rows: number, cols: number): Float32Array[] {
  return Array.from({ length: rows }, (_, r) => Float32Array.from(values.subarray(r * cols, (r + 1) * cols)));
}

function byColumn(values: Float64Array, rows: number, cols: number): Float32Array[] {
  return Array.from({ length: cols }, (_, c) =>
    Float32Array.from({ length: rows }, (_, r) => values[r * cols + c] as number),
  );
}

/** Those that give so many frames. */
function gridsOf(spec: FrontEndSpec, samples: number, frames: number): Grid[] {
  const { windowSamples: window, hopSamples: hop } = spec;
  const fft = spec.kind === 'raw' ? window : spec.fftSize;
  const inner = Math.floor((fft - window) / 2); // a window lies in the middle of its FFT
  const half = Math.floor(fft / 2);
  const whole = (first: number, size: number) => Math.max(0, Math.floor((samples - first - size) / hop) + 1);
  const centered = Math.floor(samples / hop) + 1;
  const edges = Math.floor((samples + hop / 2) / hop);
  const all: Grid[] = [
    {
      name: `frame t begins at sample t · ${hop} (center=False, snip_edges)`,
      first: 0,
      padding: 'none',
      frames: whole(0, window),
    },
    {
      name: `frame t begins at sample t · ${hop} + ${inner} (center=False, the window in the middle of the FFT)`,
      first: inner,
      padding: 'none',
      frames: whole(0, fft),
    },
    {
      name: `frame t lies around sample t · ${hop} (center=True, reflected at the ends)`,
      first: inner - half,
      padding: 'reflect',
      frames: centered,
    },
    {
      name: `frame t lies around sample t · ${hop} (center=True, zeros at the ends)`,
      first: inner - half,
      padding: 'zeros',
      frames: centered,
    },
    {
      name: `frame t lies around sample (t + 1/2) · ${hop} (snip_edges=False)`,
      first: Math.floor(hop / 2) - Math.floor(window / 2),
      padding: 'reflect',
      frames: edges,
    },
  ];
  // an original may have dropped its last frame
  return all.filter((grid) => grid.frames === frames || grid.frames === frames + 1);
}

function featuresOf(kernel: Kernel, spec: FrontEndSpec, samples: Float32Array, grid: Grid): Float32Array[] {
  const extractor = createExtractor(kernel, spec);
  const samplesAt = kernel.allocate(vectorBytes(spec.windowSamples + 4));
  const featuresAt = kernel.allocate(vectorBytes(extractor.size + 4));
  const stateAt = kernel.allocate(Math.max(16, extractor.stateBytes));
  return Array.from({ length: grid.frames }, (_, t) => {
    const window = kernel.floats(samplesAt, spec.windowSamples);
    for (let i = 0; i < window.length; i++)
      window[i] = sampleAt(samples, grid.first + t * spec.hopSamples + i, grid.padding);
    extractor.extract(samplesAt, featuresAt, stateAt);
    return kernel.floats(featuresAt, extractor.size).slice();
  });
}

function sampleAt(samples: Float32Array, at: number, padding: Grid['padding']): number {
  if (at >= 0 && at < samples.length) return samples[at] as number;
  if (padding !== 'reflect') return 0;
  const last = samples.length - 1;
  return samples[at < 0 ? -at : 2 * last - at] ?? 0;
}

async function outputsOf(kernel: Kernel, model: Model, features: readonly Float32Array[]): Promise<Float32Array[]> {
  const size = features[0]?.length ?? 0;
  const inputs = new Float32Array(features.length * size);
  features.forEach((row, t) => {
    inputs.set(row, t * size);
  });
  const opened = openBackend(kernel, model);
  const outputs = await runNetworkAsync(kernel, typeof opened === 'function' ? await opened() : opened, inputs);
  return byRow(Float64Array.from(outputs), features.length, model.labels.length);
}

function apart(ours: readonly Float32Array[], theirs: readonly Float32Array[]): { largest: number; mean: number } {
  let [largest, sum, count] = [0, 0, 0];
  for (const [t, row] of theirs.entries())
    for (const [i, value] of row.entries()) {
      const off = Math.abs(value - (ours[t]?.[i] ?? Number.NaN));
      if (!(off <= largest)) largest = Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
      sum += off;
      count++;
    }
  return { largest, mean: sum / count };
}

/** Live, window k begins at sample k hop. */
function liveOf({ hopSamples: hop, sampleRate }: FrontEndSpec, { first }: Grid): FrontEndCheck['live'] {
  const frame = Math.round(-first / hop);
  const besideSamples = -(first + frame * hop);
  const lies =
    besideSamples === 0
      ? `the very window of the original's frame k${frame === 0 ? '' : ` ${frame > 0 ? '+' : '-'} ${Math.abs(frame)}`}`
      : `${Math.abs(besideSamples)} samples (${((Math.abs(besideSamples) * 1000) / sampleRate).toPrecision(3)} ms) ${besideSamples > 0 ? 'after' : 'before'} the window of the original's frame k${frame === 0 ? '' : ` ${frame > 0 ? '+' : '-'} ${Math.abs(frame)}`}: the same front end on a grid that is shifted by so much`;
  return { besideSamples, frame, inWords: `live, window k begins at sample k · ${hop}: ${lies}` };
}

function unusable(why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot check the front end: ${why}`);
}
