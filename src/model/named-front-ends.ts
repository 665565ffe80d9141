// Front ends of other libraries by name, with the libraries' defaults. A model must run with the front end that it was
// trained with: if its training used other numbers than the defaults, pass them here too.
import type { FrontEndSpec, RawSpec, SpectralSpec } from './front-end.js';

/** Numbers that differ from the defaults. Sizes that follow from others (FFT, bins) are derived unless given. */
export type SpectralChanges = Partial<Omit<SpectralSpec, 'kind'>>;

/**
 * TensorFlow's AudioSpectrogram and Mfcc operators (speech_commands, Hello Edge): magnitudes, 40 bands over mel, 20 to
 * 4000 Hz.
 */
export function tensorflowMfcc(changes: SpectralChanges = {}): SpectralSpec {
  const { sampleRate = 16_000, minHz = 20, maxHz = 4000 } = changes;
  const spec = spectral({
    sampleRate,
    windowSamples: Math.round(sampleRate * 0.03),
    hopSamples: Math.round(sampleRate * 0.01),
    spectrum: 'magnitude',
    bands: 40,
    minHz,
    maxHz,
    triangles: 'mel',
    log: { scale: 1, offset: 0, floor: 1e-12 },
    dct: { coefficients: 13, norm: 'tensorflow', lifter: 0 },
    ...changes,
  });
  const hzPerBin = spec.sampleRate / spec.fftSize;
  return { ...spec, bins: changes.bins ?? [Math.floor(1.5 + minHz / hzPerBin), Math.floor(maxHz / hzPerBin)] };
}

/**
 * librosa.feature.melspectrogram and power_to_db (ref 1, amin 1e-10): Slaney's mel, equal areas. `top_db` needs the
 * loudest frame of the whole sound, so a live stream cannot have it.
 */
export function librosaLogMel(changes: SpectralChanges = {}): SpectralSpec {
  return spectral({
    sampleRate: 22_050,
    windowSamples: 2048,
    hopSamples: 512,
    bands: 128,
    mel: 'slaney',
    equalAreas: true,
    log: DECIBELS,
    centered: true,
    ...changes,
  });
}

/** librosa.feature.mfcc: 20 orthonormal coefficients of librosaLogMel. */
export function librosaMfcc(changes: SpectralChanges = {}): SpectralSpec {
  return librosaLogMel({ dct: { coefficients: 20, norm: 'ortho', lifter: 0 }, ...changes });
}

/**
 * torchaudio.transforms.MelSpectrogram and a natural logarithm over 1e-6: HTK's mel, equal peaks; by default the hop is
 * half a window.
 */
export function torchaudioLogMel(changes: SpectralChanges = {}): SpectralSpec {
  const { windowSamples = 400 } = changes;
  return spectral({
    windowSamples,
    hopSamples: Math.floor(windowSamples / 2),
    bands: 128,
    log: { scale: 1, offset: 1e-6, floor: 1e-30 },
    centered: true,
    ...changes,
  });
}

/** torchaudio.transforms.MFCC: 40 orthonormal coefficients of 128 bands in decibels, without `top_db`. */
export function torchaudioMfcc(changes: SpectralChanges = {}): SpectralSpec {
  return torchaudioLogMel({ log: DECIBELS, dct: { coefficients: 40, norm: 'ortho', lifter: 0 }, ...changes });
}

/**
 * Kaldi's compute-fbank-feats (torchaudio.compliance.kaldi.fbank of samples times 32768): Povey's window, pre-emphasis,
 * bands over mel, no dither.
 */
export function kaldiFbank(changes: SpectralChanges = {}): SpectralSpec {
  const { sampleRate = 16_000 } = changes;
  const spec = spectral({
    sampleRate,
    windowSamples: Math.floor(sampleRate * 0.025),
    hopSamples: Math.floor(sampleRate * 0.01),
    window: 'povey',
    scale: 32_768,
    removeMean: true,
    preemphasis: 0.97,
    bands: 23,
    minHz: 20,
    triangles: 'mel',
    log: { scale: 1, offset: 0, floor: 1.1920928955078125e-7 },
    ...changes,
  });
  return { ...spec, bins: changes.bins ?? [0, spec.fftSize / 2 - 1] };
}

/** Kaldi's compute-mfcc-feats without energy: 13 coefficients, lifter 22. */
export function kaldiMfcc(changes: SpectralChanges = {}): SpectralSpec {
  return kaldiFbank({ dct: { coefficients: 13, norm: 'ortho', lifter: 22 }, ...changes });
}

/** Windows of unchanged samples. */
export function rawWindow(changes: Partial<Omit<RawSpec, 'kind'>> = {}): RawSpec {
  const { sampleRate = 16_000, windowSamples = 512 } = changes;
  return {
    kind: 'raw',
    sampleRate,
    windowSamples,
    hopSamples: changes.hopSamples ?? windowSamples,
    scale: changes.scale ?? 1,
  };
}

/**
 * Windows for Silero VAD from version 5 on: 32 ms of new samples behind the last 4 ms of the previous ones, that is,
 * 576 samples at 16 kHz of which 64 are old, or 288 at 8 kHz of which 32 are old.
 */
export function sileroVad(changes: Partial<Omit<RawSpec, 'kind'>> = {}): RawSpec {
  const { sampleRate = 16_000 } = changes;
  const hopSamples = Math.round(sampleRate * 0.032);
  return rawWindow({ windowSamples: hopSamples + Math.round(sampleRate * 0.004), hopSamples, ...changes });
}

/** Numbers of a front end that differ from its defaults. Their types are checked with the whole front end. */
export type FrontEndChanges = Readonly<Record<string, unknown>>;

/** By the names that `sluice convert --front-end` takes. */
export const FRONT_ENDS: Readonly<Record<string, (changes?: FrontEndChanges) => FrontEndSpec>> = {
  'tensorflow-mfcc': tensorflowMfcc,
  'librosa-log-mel': librosaLogMel,
  'librosa-mfcc': librosaMfcc,
  'torchaudio-log-mel': torchaudioLogMel,
  'torchaudio-mfcc': torchaudioMfcc,
  'kaldi-fbank': kaldiFbank,
  'kaldi-mfcc': kaldiMfcc,
  raw: rawWindow,
  'silero-vad': sileroVad,
};

/** 10 log10(max(x, 1e-10)) */
const DECIBELS = { scale: 10 / Math.LN10, offset: 0, floor: 1e-10 };

/** Power of a periodic Hann window in HTK bands up to half of the sample rate, with the given differences. */
function spectral(told: SpectralChanges): SpectralSpec {
  const { sampleRate = 16_000, windowSamples = 400 } = told;
  const fftSize = told.fftSize ?? 2 ** Math.max(4, Math.ceil(Math.log2(windowSamples)));
  return {
    kind: 'spectral',
    sampleRate,
    windowSamples,
    hopSamples: Math.round(windowSamples / 2),
    fftSize,
    window: 'hann',
    scale: 1,
    removeMean: false,
    preemphasis: 0,
    spectrum: 'power',
    bands: 40,
    minHz: 0,
    maxHz: sampleRate / 2,
    mel: 'htk',
    triangles: 'hz',
    equalAreas: false,
    bins: [0, fftSize / 2],
    log: null,
    dct: null,
    centered: false,
    standardize: null,
    ...told,
  };
}
