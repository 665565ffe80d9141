// The log-mel front end against its definition, in double precision.
import { describe, expect, it } from 'vitest';
import type { LogMelSpec } from '#src/model/front-end.js';
import { readKernel } from '#src/node/kernel-file.js';
import { LogMel, melFilters } from '#src/pipeline/features/log-mel.js';
import { logMelFeatures, melTriangles } from '#src/pipeline/features/reference.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
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

describe('the mel filters', () => {
  it.each([
    ['the default front end', standard],
    ['40 ms windows in an FFT of 1024', plainFrontEnd(16_000, 40, 40, 20)],
    ['44.1 kHz', plainFrontEnd(44_100, 10, 25, 64)],
    ['bands up to half the sample rate, the lowest from 0 Hz', { ...standard, minHz: 0, maxHz: 8000 }],
    ['more bands than there are bins for', { ...plainFrontEnd(16_000, 10, 1, 30), windowSamples: 16, fftSize: 64 }],
  ])('are the triangles of the formula, each weight of every bin: %s', (_, spec) => {
    const { spans, weights } = melFilters(spec);
    const bins = spec.fftSize / 2 + 1;
    let at = 0;
    melTriangles(spec).forEach((triangle, band) => {
      const [first, count] = [spans[2 * band] as number, spans[2 * band + 1] as number];
      expect(count % 4).toBe(0);
      const row = new Array<number>(bins + 4).fill(0);
      for (let i = 0; i < count; i++) row[first + i] = weights[at++] as number;
      expect(row.slice(bins)).toEqual([0, 0, 0, 0]); // the kernel reads past the spectrum's end, and must not hear it
      expect(largestDifference(row.slice(0, bins), triangle)).toBeLessThan(1e-6);
    });
    expect(at).toBe(weights.length);
  });

  /**
   * [band, bin, weight] for 40 bands from 60 to 7600 Hz, by numpy 1.24 from 2595 log10(1 + f / 700), which is another
   * way to write the scale.
   */
  it.each([
    [0, 2, 0.0547852],
    [0, 3, 0.7396003],
    [1, 4, 0.4003755],
    [7, 14, 0],
    [7, 15, 0.3739483],
    [20, 57, 0.2856843],
    [20, 60, 0.9257493],
    [39, 222, 0.5662456],
    [39, 232, 0.7444754],
    [39, 242, 0.0797652],
    [39, 244, 0],
  ])('weigh in band %d bin %d as others do', (band, bin, weight) => {
    const spec = { ...plainFrontEnd(16_000, 20, 32, 40), minHz: 60, maxHz: 7600 };
    const { spans, weights } = melFilters(spec);
    let at = bin - (spans[2 * band] as number);
    for (let below = 0; below < band; below++) at += spans[2 * below + 1] as number;
    expect(weights[at] ?? 0).toBeCloseTo(weight, 6);
    expect(melTriangles(spec)[band]?.[bin]).toBeCloseTo(weight, 6);
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

  it('gives its floor for silence', () => {
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

  it('gives for a tone on a bin what a Hann window gives: A N / 4 in it, half of that in both neighbours', () => {
    const [size, bin, level] = [512, 64, 0.5];
    const spec = plainFrontEnd(16_000, 20, 32, 40);
    const tone = Float32Array.from({ length: size }, (_, i) => level * Math.cos((2 * Math.PI * bin * i) / size));
    const peak = ((level * size) / 4) ** 2;
    const features = extract(spec, tone);
    melTriangles(spec).forEach((weights, band) => {
      const [below, at, above] = weights.slice(bin - 1, bin + 2) as [number, number, number];
      const power = at * peak + ((below + above) * peak) / 4;
      if (power > 0) expect(features[band]).toBeCloseTo(Math.log(power), 4);
      else expect(features[band]).toBeLessThan(Math.log(peak) - 18);
    });
  });

  it('treats a sound whose power overflows as the loudest one, on every machine', () => {
    const spec = plainFrontEnd(16_000, 20, 32, 8);
    const loudest = Math.log(3.4028234663852886e38);
    for (const level of [1e17, 1e19, 1e25, 3.4e38]) {
      for (const feature of extract(spec, randomFloats(512, 3, level))) {
        expect(feature).toBeGreaterThan(80);
        expect(feature).toBeLessThan(loudest + 1e-5);
      }
    }
    for (const feature of extract(spec, randomFloats(512, 3, 1e25))) expect(feature).toBeCloseTo(loudest, 4);
  });

  it('has no state: the same window gives the same bits after any other', () => {
    const kernel = Kernel.create(module);
    const frontEnd = new LogMel(kernel, standard);
    const [quiet, out] = [kernel.place(randomFloats(512, 1, 0.01)), kernel.allocate(160)];
    frontEnd.extract(quiet, out);
    const first = kernel.floats(out, 40).slice();
    frontEnd.extract(kernel.place(randomFloats(512, 2, 1e30)), out);
    frontEnd.extract(quiet, out);
    expect(kernel.floats(out, 40)).toEqual(first);
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

function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] as number))), 0);
}
