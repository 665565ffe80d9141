// The log-mel front end from its definitions, in plain TypeScript and double precision: tests compare the kernel with
// it. It is slow and never runs live.
import type { LogMelSpec } from '../../model/front-end.js';

/** Twin of fftPower: |X_k|^2, k = 0..n/2, by the definition of the discrete Fourier transform. */
export function powerSpectrum(frame: ArrayLike<number>): number[] {
  const n = frame.length;
  return Array.from({ length: n / 2 + 1 }, (_, k) => {
    let re = 0;
    let im = 0;
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * ((i * k) % n)) / n;
      re += (frame[i] as number) * Math.cos(angle);
      im -= (frame[i] as number) * Math.sin(angle);
    }
    return re * re + im * im;
  });
}

/** Twin of the mel filters: (bands, bins) weights of triangles over Hz. Their corners are evenly spaced in mel. */
export function melTriangles({ sampleRate, fftSize, bands, minHz, maxHz }: LogMelSpec): number[][] {
  const mel = (hz: number) => 1127 * Math.log(1 + hz / 700);
  const hz = (value: number) => 700 * (Math.exp(value / 1127) - 1);
  const corner = (i: number) => hz(mel(minHz) + ((mel(maxHz) - mel(minHz)) * i) / (bands + 1));
  return Array.from({ length: bands }, (_, band) => {
    const [from, peak, to] = [corner(band), corner(band + 1), corner(band + 2)];
    return Array.from({ length: fftSize / 2 + 1 }, (_, bin) => {
      const at = (bin * sampleRate) / fftSize;
      return Math.max(0, Math.min((at - from) / (peak - from), (to - at) / (to - peak)));
    });
  });
}

/** Twin of windowed, with its Hann window: zeros from the window's end to fftSize. */
export function hannWindowed(samples: ArrayLike<number>, { windowSamples, fftSize }: LogMelSpec): number[] {
  const hann = (i: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / windowSamples);
  return Array.from({ length: fftSize }, (_, i) => (i < windowSamples ? (samples[i] as number) * hann(i) : 0));
}

/** Twin of logMel: fftSize / 2 + 1 powers to bands features. */
export function logMel(power: readonly number[], spec: LogMelSpec): number[] {
  const { floor, mean, deviation } = spec;
  return melTriangles(spec).map((weights, band) => {
    const sum = weights.reduce((total, weight, bin) => total + weight * (power[bin] as number), 0);
    return (Math.log(Math.max(sum, floor)) - (mean[band] as number)) / (deviation[band] as number);
  });
}

/** Twin of LogMel.extract: windowSamples samples to bands features. */
export function logMelFeatures(samples: ArrayLike<number>, spec: LogMelSpec): number[] {
  return logMel(powerSpectrum(hannWindowed(samples, spec)), spec);
}
