// The linear readout: what it learns, and that it stays stable over many rows.
import { describe, expect, it } from 'vitest';
import { LinearReadout } from '#src/forecast/readout.js';
import { normal } from './support.js';

describe('LinearReadout', () => {
  it('learns two targets at once', () => {
    const state = new Float64Array(LinearReadout.numbers(3, 2));
    const readout = new LinearReadout(3, 2, { forgetting: 1, prior: 1e-3 }, state);
    const next = normal(2);
    for (let i = 0; i < 200; i++) {
      const x = Float64Array.of(next(), next(), 1);
      const truth = [2 * (x[0] as number) - 1, (x[1] as number) - 3 * (x[0] as number)];
      readout.learn(
        x,
        truth.map((value, t) => value - readout.predict(x, t)),
      );
    }
    const x = Float64Array.of(0.5, -1, 1);
    expect(readout.predict(x, 0)).toBeCloseTo(0, 3);
    expect(readout.predict(x, 1)).toBeCloseTo(-2.5, 3);
  });

  it('stays finite where inputs bring nothing new', () => {
    const state = new Float64Array(LinearReadout.numbers(3, 1));
    const readout = new LinearReadout(3, 1, { forgetting: 0.999, prior: 1 }, state);
    const x = Float64Array.of(1, 0, 0);
    for (let i = 0; i < 100_000; i++) readout.learn(x, [2 - readout.predict(x, 0)]);
    expect(state.every(Number.isFinite)).toBe(true);
    expect(readout.predict(x, 0)).toBeCloseTo(2, 6);
  });

  it('stays symmetric and right for 100,000 rows: rounding errors do not grow', () => {
    const inputs = 6;
    const state = new Float64Array(LinearReadout.numbers(inputs, 1));
    const readout = new LinearReadout(inputs, 1, { forgetting: 0.999, prior: 1 }, state);
    const [next, noise] = [normal(31), normal(32)];
    const truth = Float64Array.from({ length: inputs }, (_, i) => i - 2.5);
    const x = new Float64Array(inputs);
    for (let row = 0; row < 100_000; row++) {
      for (let i = 0; i < inputs; i++) x[i] = i === 0 ? 1 : next() + 0.5 * (x[i - 1] as number);
      const value = truth.reduce((sum, weight, i) => sum + weight * (x[i] as number), 0.1 * noise());
      readout.learn(x, [value - readout.predict(x, 0)]);
    }
    const p = (i: number, j: number) => state[inputs + i * inputs + j] as number;
    for (let i = 0; i < inputs; i++) {
      expect(Math.abs((state[i] as number) - (truth[i] as number))).toBeLessThan(0.02);
      expect(p(i, i)).toBeGreaterThan(0);
      expect(p(i, i)).toBeLessThan(0.01); // of 1000 rows or so
      for (let j = 0; j < i; j++) expect(p(i, j)).toBe(p(j, i));
    }
  });

  it('sets its uncertainty to the prior, and keeps the weights, where rounding made it impossible', () => {
    const state = new Float64Array(LinearReadout.numbers(2, 1));
    const readout = new LinearReadout(2, 1, { forgetting: 0.999, prior: 1 }, state);
    state.set([3, 4, -5, 0, 0, -5]);
    const x = Float64Array.of(1, 1);
    readout.learn(x, [1]);
    expect([...state]).toEqual([3, 4, 1, 0, 0, 1]);
    for (let i = 0; i < 100; i++) readout.learn(x, [9 - readout.predict(x, 0)]);
    expect(readout.predict(x, 0)).toBeCloseTo(9, 1);
  });
});
