// Triangular bands over the bins of a spectrum, as librosa, torchaudio, TensorFlow and Kaldi make them.
import { exp, ln } from '../../exact.js';
import type { SpectralSpec } from '../../model/front-end.js';
import { padded } from '../kernel-access/kernel.js';

type BandSpec = Pick<
  SpectralSpec,
  'sampleRate' | 'fftSize' | 'bands' | 'minHz' | 'maxHz' | 'mel' | 'triangles' | 'equalAreas' | 'bins'
>;

/**
 * `spans`: for each band its first bin and its number of bins, rounded up to 4; `weights`: all weights, band after
 * band. The kernel's bandSums takes both.
 */
export function bandWeights(spec: BandSpec): { spans: Int32Array; weights: Float32Array } {
  const { sampleRate, fftSize, bands, minHz, maxHz, bins } = spec;
  const scale = spec.mel === 'htk' ? HTK : SLANEY;
  const [low, high] = [scale.toMel(minHz), scale.toMel(maxHz)];
  const corners = Array.from({ length: bands + 2 }, (_, i) => low + ((high - low) * i) / (bands + 1));
  const hz = corners.map(scale.toHz);
  const spans = new Int32Array(2 * bands);
  const weights: number[] = [];
  for (let band = 0; band < bands; band++) {
    const [from, peak, to] = (spec.triangles === 'hz' ? hz : corners).slice(band, band + 3) as [number, number, number];
    const height = spec.equalAreas ? 2 / ((hz[band + 2] as number) - (hz[band] as number)) : 1;
    const at = (bin: number) => {
      const f = (bin * sampleRate) / fftSize;
      const x = spec.triangles === 'hz' ? f : scale.toMel(f);
      return bin < bins[0] || bin > bins[1]
        ? 0
        : height * Math.max(0, Math.min((x - from) / (peak - from), (to - x) / (to - peak)));
    };
    const inside = Array.from({ length: fftSize / 2 + 1 }, (_, bin) => bin).filter((bin) => at(bin) > 0);
    const first = inside[0] ?? 0;
    const count = padded((inside.at(-1) ?? 0) - first + 1);
    spans.set([first, count], 2 * band);
    for (let bin = first; bin < first + count; bin++) weights.push(bin <= fftSize / 2 ? at(bin) : 0);
  }
  return { spans, weights: Float32Array.from(weights) };
}

const HTK = {
  toMel: (f: number) => 1127 * ln(1 + f / 700),
  toHz: (mel: number) => 700 * (exp(mel / 1127) - 1),
};

/** Slaney's Auditory Toolbox: 15 mels up to 1 kHz, and from there 27 for each factor of 6.4. */
const STEP = ln(6.4) / 27;
const SLANEY = {
  toMel: (f: number) => (f < 1000 ? (f * 3) / 200 : 15 + ln(f / 1000) / STEP),
  toHz: (mel: number) => (mel < 15 ? (mel * 200) / 3 : 1000 * exp((mel - 15) * STEP)),
};
