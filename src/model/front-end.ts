// What a front end is, as data: how a window of samples becomes a vector of features, every number of it.

export interface Windows {
  /** Hz */
  readonly sampleRate: number;
  readonly windowSamples: number;
  /** Samples from one window to the next. */
  readonly hopSamples: number;
}

/** A log-mel front end, every number of it. Samples are in [-1, 1]. */
export interface LogMelSpec extends Windows {
  readonly kind: 'log-mel';
  /** Samples a window; a multiple of 4. Windows are periodic Hann. */
  readonly windowSamples: number;
  /** A power of two, at least 16 and windowSamples; the window is zero-padded to it. */
  readonly fftSize: number;
  /** Triangular bands, evenly spaced in mel = 1127 ln(1 + f / 700), triangles over Hz, peaks 1 (torchaudio's and librosa's `htk`). */
  readonly bands: number;
  readonly minHz: number;
  readonly maxHz: number;
  /** Power below this counts as this before the natural logarithm. */
  readonly floor: number;
  /** (bands) What standardization subtracts, then divides by. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

export const WINDOW_KINDS = ['hann', 'hann-symmetric', 'hamming', 'hamming-symmetric', 'povey', 'rectangular'] as const;

/**
 * Mel bands and what is made of them, in the ways of other libraries: TensorFlow's MFCC, librosa, torchaudio, Kaldi. In this order: scale, mean,
 * pre-emphasis, window, spectrum, bands, logarithm, cosine transform, standardization. src/model/named-front-ends.ts has their numbers.
 */
export interface SpectralSpec extends Windows {
  readonly kind: 'spectral';
  /** A power of two, at least 16 and windowSamples. Where the window lies in it makes no difference to a spectrum without phase. */
  readonly fftSize: number;
  /** Periodic unless said otherwise; Povey's is a symmetric Hann to the power of 0.85. */
  readonly window: (typeof WINDOW_KINDS)[number];
  /** Samples in [-1, 1] times this: 32768 for Kaldi. */
  readonly scale: number;
  /** Whether each window loses its mean. */
  readonly removeMean: boolean;
  /** Each sample less so much of the one before it in the window (the first: of itself). */
  readonly preemphasis: number;
  readonly spectrum: 'power' | 'magnitude';
  readonly bands: number;
  readonly minHz: number;
  readonly maxHz: number;
  /** htk: 1127 ln(1 + f / 700). slaney: linear to 1 kHz, then logarithmic (librosa's default). */
  readonly mel: 'htk' | 'slaney';
  /** Whether triangles are straight over Hz (librosa, torchaudio) or over mel (TensorFlow, Kaldi). */
  readonly triangles: 'hz' | 'mel';
  /** Whether triangles have equal areas, 2 / width in Hz (librosa's `norm='slaney'`), or equal peaks. */
  readonly equalAreas: boolean;
  /** Bins of the spectrum that count, the first and the last. */
  readonly bins: readonly [number, number];
  /** scale ln(max(x + offset, floor)); null: none. */
  readonly log: { readonly scale: number; readonly offset: number; readonly floor: number } | null;
  /** DCT-II. norm: ortho, or TensorFlow's sqrt(2 / bands) for all; lifter: coefficient k times 1 + lifter / 2 sin(pi k / lifter), 0: none. */
  readonly dct: {
    readonly coefficients: number;
    readonly norm: 'ortho' | 'tensorflow';
    readonly lifter: number;
  } | null;
  /** Whether whoever trained the model took frame t around sample t hopSamples. Live it is the same window, known half a frame later. */
  readonly centered: boolean;
  readonly standardize: Standardize | null;
}

/** (features) each stored; or over the features of this stream so far, which are forgotten with a time constant. */
export type Standardize =
  | { readonly kind: 'stored'; readonly mean: readonly number[]; readonly deviation: readonly number[] }
  | { readonly kind: 'running'; readonly timeConstantMs: number; readonly floor: number };

/** Samples as they are, times a scale. Windows that overlap give the network the past; for sensors a window is one hop. */
export interface RawSpec extends Windows {
  readonly kind: 'raw';
  readonly scale: number;
}

export type FrontEndSpec = LogMelSpec | SpectralSpec | RawSpec;

/** Numbers that a front end gives. */
export function featureCount(spec: FrontEndSpec): number {
  if (spec.kind === 'raw') return spec.windowSamples;
  return spec.kind === 'spectral' && spec.dct ? spec.dct.coefficients : spec.bands;
}

/** How much later than its centre a frame is known, ms, where a frame is named after its centre; 0 where it is named after its end. */
export function lookAheadMs(spec: FrontEndSpec): number {
  if (spec.kind !== 'spectral' || !spec.centered) return 0;
  return (spec.windowSamples * 500) / spec.sampleRate;
}
