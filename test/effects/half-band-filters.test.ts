// What the documents say of the half-band filters, measured: of their coefficients, and of the kernel.
import { describe, expect, it } from 'vitest';
import { FIRST_FILTER, SECOND_FILTER } from '#src/effects/half-band-filters.js';
import { OfflineEffect } from '#src/effects/offline.js';
import type { Layer } from '#src/model/layers.js';
import { effectsKernel, madeEffect, sine } from '../support/made-effect.js';

/** Magnitude at a frequency, as a share of the rate at which the coefficients run. */
function response(filter: Float32Array, frequency: number): number {
  const middle = filter.length - 1; // index of the coefficient 1/2 among all 2 n - 1
  let sum = 0.5;
  filter.forEach((value, i) => {
    sum += value * Math.cos(2 * Math.PI * frequency * (2 * i - middle));
  });
  return Math.abs(sum);
}

const decibels = (magnitude: number) => 20 * Math.log10(magnitude);

function extremes(filter: Float32Array, from: number, to: number): { least: number; most: number } {
  const all = Array.from({ length: 2000 }, (_, i) => decibels(response(filter, from + ((to - from) * i) / 1999)));
  return { least: Math.min(...all), most: Math.max(...all) };
}

describe('the half-band filters', () => {
  it('from 1 to 2 times the rate pass to 5/12 of it within 0.0001 dB and stop aliases by 107 dB from 7/12 on', () => {
    const pass = extremes(FIRST_FILTER, 0, 5 / 24);
    expect(Math.max(pass.most, -pass.least)).toBeLessThan(0.0001);
    expect(extremes(FIRST_FILTER, 7 / 24, 0.5).most).toBeLessThan(-107);
  });

  it('from 2 to 4 times the rate pass as far within 0.00001 dB and stop aliases by 124 dB', () => {
    const pass = extremes(SECOND_FILTER, 0, 5 / 48);
    expect(Math.max(pass.most, -pass.least)).toBeLessThan(0.00001);
    expect(extremes(SECOND_FILTER, 19 / 48, 0.5).most).toBeLessThan(-124);
  });
});

describe('oversampling', () => {
  /** y = tanh(8 x), whose harmonics alias at the rate of the sound. */
  const layers: readonly Layer[] = [
    { kind: 'dense', name: 'drive', inputSize: 1, outputSize: 1, activation: 'none' },
    { kind: 'activation', name: 'clip', size: 1, function: { kind: 'tanh', alpha: 0, beta: 0 } },
  ];
  const tensors = new Map([
    ['drive.weight', { shape: [1, 1], values: Float32Array.of(8) }],
    ['drive.bias', { shape: [1], values: Float32Array.of(0) }],
  ]);
  const clipper = madeEffect({ changes: { layers, tensors } });
  const RATE = 48_000;
  const HZ = 5900; // its harmonics from the fifth on lie above half of the rate

  /** Level of what lies at no harmonic below half of the rate, dB below the tone. */
  function aliasesBelow(oversample: 1 | 2 | 4): number {
    const effect = new OfflineEffect(effectsKernel, clipper, { sampleRate: RATE, oversample });
    const out = (effect.process([sine(2 * RATE, HZ, RATE, 0.5)])[0] as Float32Array).subarray(RATE);
    let rest = out.reduce((sum, v) => sum + v * v, 0) / RATE;
    let tone = 0;
    for (let hz = HZ; hz < RATE / 2; hz += HZ) {
      const power = powerAt(out, hz);
      rest -= power;
      if (hz === HZ) tone = power;
    }
    return 10 * Math.log10(tone / rest);
  }

  /** Over one second, so that whole numbers of hertz are orthogonal. */
  function powerAt(samples: Float32Array, hz: number): number {
    let [re, im] = [0, 0];
    samples.forEach((v, i) => {
      re += v * Math.cos((2 * Math.PI * hz * i) / RATE);
      im += v * Math.sin((2 * Math.PI * hz * i) / RATE);
    });
    return (2 * (re * re + im * im)) / samples.length ** 2;
  }

  it('lowers the aliases of a hard clipper with every doubling', () => {
    const [one, two, four] = ([1, 2, 4] as const).map(aliasesBelow) as [number, number, number];
    expect(one).toBeLessThan(20);
    expect(two).toBeGreaterThan(one + 8);
    expect(four).toBeGreaterThan(two + 8);
  });
});
