// A model at a rate that it was not trained at: the plan, and what it is worth.
import { describe, expect, it } from 'vitest';
import { OfflineEffect } from '#src/effects/offline.js';
import { interpolation, planRate } from '#src/effects/rate.js';
import { effectsKernel, madeEffect } from '../support/made-effect.js';

const options = { modelRate: 48_000, soundRate: 48_000, oversample: 1, otherRate: 'correct' } as const;

describe('planRate()', () => {
  it('takes the state of one step ago at the rate of the model, and of as many as it oversamples', () => {
    expect(planRate(options)).toMatchObject({ factor: 1, delay: 1, lag: 1, weights: [1], told: [] });
    expect(planRate({ ...options, oversample: 4 })).toMatchObject({ factor: 4, lag: 4, weights: [1] });
  });

  it('takes a state between others at a higher rate, and says so', () => {
    const plan = planRate({ ...options, modelRate: 44_100 });
    expect(plan.delay).toBeCloseTo(48 / 44.1, 12);
    expect(plan.weights.length).toBe(4);
    expect(plan.told).toEqual(['the model is of 44100 Hz, the sound has 48000 Hz: it is corrected']);
  });

  it('oversamples at a lower rate, where there is no earlier state yet, and says so', () => {
    const plan = planRate({ ...options, soundRate: 44_100 });
    expect(plan.factor).toBe(2);
    expect(plan.delay).toBeCloseTo(88.2 / 48, 12);
    expect(plan.told[0]).toMatch(/it is oversampled 2 times, because it cannot be corrected below its rate/);
  });

  it('does as it is told: refuses another rate, or runs the model as it is', () => {
    const other = { ...options, soundRate: 96_000 };
    expect(() => planRate({ ...other, otherRate: 'refuse' })).toThrow(
      expect.objectContaining({
        code: 'MODEL_MISMATCH',
        message: expect.stringMatching(/of 48000 Hz, the sound has 96000 Hz/),
      }),
    );
    expect(planRate({ ...other, otherRate: 'ignore' })).toMatchObject({ lag: 1, weights: [1] });
    expect(planRate({ ...other, modelRate: null, otherRate: 'refuse' })).toMatchObject({ lag: 1 });
  });

  it('refuses rates that are too far apart', () => {
    expect(() => planRate({ ...options, soundRate: 8000 })).toThrow(/less than a quarter/);
    expect(() => planRate({ ...options, modelRate: 1000, oversample: 4 })).toThrow(/32 times/);
  });
});

describe('interpolation()', () => {
  it.each([1.0885, 1.5, 1.99, 2.3, 5.75])('is exact for a cubic at %f steps', (delay) => {
    const cubic = (t: number) => 3 - 2 * t + 0.5 * t ** 2 - 0.25 * t ** 3;
    const { lag, weights } = interpolation(delay, 3);
    expect(weights.reduce((sum, weight, k) => sum + weight * cubic(lag + k), 0)).toBeCloseTo(cubic(delay), 9);
    expect(lag).toBeGreaterThanOrEqual(1);
  });

  it('is a single state at a whole number of steps', () => {
    expect(interpolation(3, 3)).toEqual({ lag: 3, weights: [1] });
  });
});

describe('a corrected model', () => {
  /** Sines below 2 kHz, which every rate here can hold. */
  const sound = (rate: number) =>
    Float32Array.from({ length: rate }, (_, i) => {
      const t = i / rate;
      return (
        0.4 * Math.sin(2 * Math.PI * 220 * t) +
        0.3 * Math.sin(2 * Math.PI * 1330 * t + 1) +
        0.2 * Math.sin(2 * Math.PI * 57 * t)
      );
    });

  /** Error-to-signal ratio against the model at its own rate, at the times that both have: every hundredth of a second. */
  function errorAt(soundRate: number, otherRate: 'correct' | 'ignore', modelRate = 44_100): number {
    const model = madeEffect({ kind: 'lstm', hidden: 16, changes: { sampleRate: modelRate } });
    const own = new OfflineEffect(effectsKernel, model, { sampleRate: modelRate });
    const other = new OfflineEffect(effectsKernel, model, { sampleRate: soundRate, otherRate });
    const a = own.process([sound(modelRate)])[0] as Float32Array;
    const b = other.process([sound(soundRate)])[0] as Float32Array;
    const mean = a.reduce((sum, v) => sum + v, 0) / a.length;
    let [error, power] = [0, 0];
    for (let k = 10; k < 95; k++) {
      const wanted = a[(modelRate / 100) * k] as number;
      // where it is later than the input, the later sample is the one of this time
      const given = b[(soundRate / 100) * k + other.latencySamples] as number;
      error += (wanted - given) ** 2;
      power += (wanted - mean) ** 2;
    }
    return error / power;
  }

  it.each([48_000, 88_200, 96_000, 176_400, 192_000])('sounds at %i Hz as at 44100 Hz', (rate) => {
    const corrected = errorAt(rate, 'correct');
    expect(corrected).toBeLessThan(1e-3);
    expect(corrected).toBeLessThan(errorAt(rate, 'ignore') / 10);
  });

  it('of 48000 Hz sounds at 44100 Hz as at its own rate, oversampled', () => {
    expect(errorAt(44_100, 'correct', 48_000)).toBeLessThan(1e-3);
    expect(errorAt(44_100, 'correct', 48_000)).toBeLessThan(errorAt(44_100, 'ignore', 48_000) / 10);
  });
});
