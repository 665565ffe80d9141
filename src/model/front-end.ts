// A front end as data: every number that decides how a window of samples becomes a vector of features.

export interface Windows {
  /** Hz */
  readonly sampleRate: number;
  readonly windowSamples: number;
  /** Samples from one window to the next. */
  readonly hopSamples: number;
}

/** A log-mel front end. Samples are in [-1, 1]. */
export interface LogMelSpec extends Windows {
  readonly kind: 'log-mel';
  /** Samples in a window; a multiple of 4. Windows are periodic Hann windows. */
  readonly windowSamples: number;
  /** A power of two, at least 16 and windowSamples; the window is zero-padded to it. */
  readonly fftSize: number;
  /**
   * Triangular bands, evenly spaced in mel = 1127 ln(1 + f / 700), with straight sides over Hz and peaks of 1 (`htk` in
   * torchaudio and librosa).
   */
  readonly bands: number;
  readonly minHz: number;
  readonly maxHz: number;
  /** Power below this is raised to this before the natural logarithm. */
  readonly floor: number;
  /** (bands) Standardization subtracts `mean`, then divides by `deviation`. */
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

export const WINDOW_KINDS = ['hann', 'hann-symmetric', 'hamming', 'hamming-symmetric', 'povey', 'rectangular'] as const;

/**
 * Mel bands and cepstral coefficients as other libraries compute them: TensorFlow's MFCC, librosa, torchaudio, Kaldi.
 * The order is scale, mean, pre-emphasis, window, spectrum, bands, logarithm, cosine transform, standardization.
 * named-front-ends.ts has the libraries' numbers.
 */
export interface SpectralSpec extends Windows {
  readonly kind: 'spectral';
  /**
   * Even, at least 16 and windowSamples. The window's place in it does not change a spectrum without phase.
   */
  readonly fftSize: number;
  /** Periodic unless said otherwise; Povey's is a symmetric Hann to the power of 0.85. */
  readonly window: (typeof WINDOW_KINDS)[number];
  /** Samples in [-1, 1] times this: 32768 for Kaldi. */
  readonly scale: number;
  /** Whether the mean of each window is subtracted. */
  readonly removeMean: boolean;
  /**
   * From each sample, this times the previous sample of the window is subtracted (from the first, this times itself).
   */
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
  /** First and last bin of the spectrum that bands use. */
  readonly bins: readonly [number, number];
  /** scale ln(max(x + offset, floor)); null: none. */
  readonly log: { readonly scale: number; readonly offset: number; readonly floor: number } | null;
  /**
   * DCT-II. norm: ortho, or TensorFlow's sqrt(2 / bands) for all coefficients; lifter: coefficient k is multiplied by
   * 1 + lifter / 2 sin(pi k / lifter), 0: none.
   */
  readonly dct: {
    readonly coefficients: number;
    readonly norm: 'ortho' | 'tensorflow';
    readonly lifter: number;
  } | null;
  /**
   * Whether the training program centred frame t on sample t hopSamples. A live stream uses the same window, which is
   * complete half a window later.
   */
  readonly centered: boolean;
  readonly standardize: Standardize | null;
}

/** Mean and deviation, (features) each: stored, or running over this stream's features with a time constant. */
export type Standardize =
  | { readonly kind: 'stored'; readonly mean: readonly number[]; readonly deviation: readonly number[] }
  | { readonly kind: 'running'; readonly timeConstantMs: number; readonly floor: number };

/**
 * Unchanged samples times a scale. With overlapping windows the network sees the past; for sensors a window is one hop.
 */
export interface RawSpec extends Windows {
  readonly kind: 'raw';
  readonly scale: number;
}

export type FrontEndSpec = LogMelSpec | SpectralSpec | RawSpec;

/** Size of a front end's feature vector. */
export function featureCount(spec: FrontEndSpec): number {
  if (spec.kind === 'raw') return spec.windowSamples;
  return spec.kind === 'spectral' && spec.dct ? spec.dct.coefficients : spec.bands;
}

/** By how much a frame is complete after its centre, ms, if frames are centred; 0 if a frame's time is its end. */
export function lookAheadMs(spec: FrontEndSpec): number {
  if (spec.kind !== 'spectral' || !spec.centered) return 0;
  return (spec.windowSamples * 500) / spec.sampleRate;
}
