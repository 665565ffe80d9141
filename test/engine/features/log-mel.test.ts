// The front end against its definition, in double precision.
import { describe, expect, it } from 'vitest';
import { LogMel, type LogMelSpec } from '#src/engine/features/log-mel.js';
import { logMelFeatures, melTriangles, powerSpectrum } from '#src/engine/features/reference.js';
import { Kernel } from '#src/engine/kernel.js';
import { readKernel } from '#src/node/kernel-file.js';
import { plainFrontEnd } from '#src/training/plan.js';
import { randomFloats, randomSound } from '../../support/random.js';

const module = await readKernel();
const standard: LogMelSpec = {
  ...plainFrontEnd(16_000, 20, 32, 40),
  mean: Array.from({ length: 40 }, (_, i) => -5 + i / 20),
  deviation: Array.from({ length: 40 }, (_, i) => 2 + i / 40),
};

function extract(spec: LogMelSpec, samples: Float32Array): Float32Array {
  const kernel = Kernel.create(module);
  const frontEnd = new LogMel(kernel, spec);
  const out = kernel.place(new Float32Array(spec.bands));
  frontEnd.extract(kernel.place(samples), out);
  return kernel.floats(out, spec.bands).slice();
}

describe('the power spectrum', () => {
  it.each([16, 32, 64, 128, 256, 512, 1024, 2048])('of %d samples is that of the Fourier transform', (size) => {
    const kernel = Kernel.create(module);
    const { functions } = kernel;
    const spec = { ...plainFrontEnd(16_000, 10, 1, 4), windowSamples: size, fftSize: size };
    // through the front end's own tables: a band that covers one bin alone would hide errors elsewhere, so look at the spectrum itself
    const frame = randomFloats(size, size);
    const power = kernel.allocate((size / 2 + 16) * 4);
    const tables = kernel.place(twiddles(size / 2));
    functions.fftPower(kernel.place(frame), power, tables, kernel.allocate(2 * size * 4), size / 2);
    const exact = powerSpectrum(frame);
    const loudest = Math.max(...exact);
    kernel.floats(power, spec.fftSize / 2 + 1).forEach((value, bin) => {
      expect(Math.abs(value - (exact[bin] as number)) / loudest).toBeLessThan(1e-6);
    });
  });
});

describe('LogMel', () => {
  it.each([
    ['the default front end', standard],
    ['25 ms windows, zero-padded', plainFrontEnd(16_000, 10, 25, 32)],
    ['40 ms windows in an FFT of 1024', plainFrontEnd(16_000, 40, 40, 20)],
    ['44.1 kHz', plainFrontEnd(44_100, 10, 25, 64)],
  ])('agrees with its definition: %s', (_, spec) => {
    for (const [seed, level] of [
      [1, 1],
      [2, 0.1],
      [3, 1e-3],
    ] as const) {
      const samples = randomSound(spec.windowSamples, spec.sampleRate, seed).map((sample) => sample * level);
      const exact = logMelFeatures(samples, spec);
      extract(spec, samples).forEach((feature, band) => {
        expect(Math.abs(feature - (exact[band] as number)), `band ${band}`).toBeLessThan(2e-4);
      });
    }
  });

  it('hears silence as its floor', () => {
    const features = extract(plainFrontEnd(16_000, 20, 32, 8), new Float32Array(512));
    for (const feature of features) expect(feature).toBeCloseTo(Math.log(1e-6), 5);
  });

  it.each([300, 1000, 3000])('puts a tone of %d Hz into the band whose peak is nearest', (hz) => {
    const spec = plainFrontEnd(16_000, 20, 32, 24);
    const tone = Float32Array.from({ length: 512 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 16_000));
    const features = Array.from(extract(spec, tone));
    const loudest = features.indexOf(Math.max(...features));
    const triangles = melTriangles(spec).map((weights) => weights[Math.round(hz / 31.25)] as number);
    expect(triangles[loudest]).toBeGreaterThan(0.3);
  });

  it('warps its bands for training: all frequencies times the factor', () => {
    const kernel = Kernel.create(module);
    const spec = plainFrontEnd(16_000, 20, 32, 24);
    const tone = (hz: number) =>
      Float32Array.from({ length: 512 }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 16_000));
    const loudest = (warp: number, hz: number) => {
      const out = kernel.place(new Float32Array(24));
      new LogMel(kernel, spec, warp).extract(kernel.place(tone(hz)), out);
      const features = Array.from(kernel.floats(out, 24));
      return features.indexOf(Math.max(...features));
    };
    expect(loudest(1.2, 2400)).toBe(loudest(1, 2000));
  });
});

/** The tables of fftPower, by Math: see src/kernel/fft.ts. */
function twiddles(n: number): Float32Array {
  const out = new Float32Array(n + 2 * (n / 2 + 4));
  for (let k = 0; k < n / 2; k++) {
    out[k] = Math.cos((2 * Math.PI * k) / n);
    out[n / 2 + k] = Math.sin((2 * Math.PI * k) / n);
  }
  for (let k = 0; k <= n / 2; k++) {
    out[n + k] = Math.cos((Math.PI * k) / n);
    out[n + n / 2 + 4 + k] = Math.sin((Math.PI * k) / n);
  }
  return out;
}
