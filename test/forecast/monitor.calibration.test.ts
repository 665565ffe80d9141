// What a likelihood and a severity mean: the same on every sensor, whatever its unit, its noise and how long its noise
// lasts.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verdict } from '#src/forecast/verdict.js';
import { readKernel } from '#src/node/kernel-file.js';
import { random } from '../support/random.js';
import { daily, normal, watch } from './support.js';

let module: WebAssembly.Module;
const ROWS = 12_000;
const SETTLED = 1000;

beforeAll(async () => {
  module = await readKernel();
});

/** A generator of each kind of noise. */
const noises: Readonly<Record<string, (seed: number) => () => number>> = {
  normal,
  'normal, in millions': (seed) => scaled(normal(seed), 1e6),
  'normal, in millionths': (seed) => scaled(normal(seed), 1e-6),
  'a course of the day': (seed) => {
    const next = normal(seed);
    let i = 0;
    return () => daily(i++, next());
  },
  uniform: random,
  exponential: (seed) => {
    const next = random(seed);
    return () => -Math.log(1 - next());
  },
  'log-normal': (seed) => {
    const next = normal(seed);
    return () => Math.exp(next());
  },
  "Student's t of 3 degrees": (seed) => {
    const next = normal(seed);
    return () => next() / Math.sqrt((next() ** 2 + next() ** 2 + next() ** 2) / 3);
  },
  'autoregressive, 0.9': (seed) => autoregressive(seed, 0.9),
  'autoregressive, 0.99': (seed) => autoregressive(seed, 0.99),
  'noise on a wave far from 0': (seed) => wave(seed, 1),
  'a wave far from 0 with little noise': (seed) => wave(seed, 0.05),
  quantised: (seed) => {
    const next = normal(seed);
    return () => Math.round(2 * next()) / 2;
  },
  'two levels by day': (seed) => {
    const next = normal(seed);
    let i = 0;
    return () => (i++ % 288 < 96 ? 80 : 20) + 2 * next();
  },
  'held for up to 40 rows': (seed) => {
    const [next, length] = [normal(seed), random(seed + 1)];
    let [value, left] = [0, 0];
    return () => {
      if (left-- > 0) return value;
      left = Math.floor(40 * length());
      value = next();
      return value;
    };
  },
  counts: (seed) => {
    const next = random(seed);
    return () => Array.from({ length: 30 }, next).filter((x) => x < 0.1).length;
  },
};

function scaled(next: () => number, unit: number): () => number {
  return () => unit * next();
}

function wave(seed: number, noise: number): () => number {
  const next = normal(seed);
  let i = 0;
  return () => 50 + noise * next() + Math.sin(i++ / 5);
}

function autoregressive(seed: number, keeps: number): () => number {
  const next = normal(seed);
  let value = 0;
  return () => {
    value = keeps * value + next();
    return value;
  };
}

describe('a verdict on noise', () => {
  it.each(Object.entries(noises))('%s: one row in ten, a hundred, a thousand is as unlikely as it says', (_, make) => {
    const next = make(5);
    const late = watch(
      module,
      Array.from({ length: ROWS }, () => [next()]),
    ).slice(SETTLED);
    holds(late);
  });

  it.each([3, 8])('means the same for %i channels together', (channels) => {
    const each = Array.from({ length: channels }, (_, c) => normal(20 + c));
    const rows = Array.from({ length: ROWS }, () => each.map((next) => next()));
    holds(watch(module, rows).slice(SETTLED));
  });
});

/** Shares of rows, as exact as 11,000 rows can show. */
function holds(verdicts: readonly Verdict[]): void {
  const likelier = (than: number) => verdicts.filter(({ likelihood }) => likelihood > than).length / verdicts.length;
  const graver = (than: number) => verdicts.filter(({ severity }) => severity >= than).length / verdicts.length;
  expect(likelier(0.9)).toBeGreaterThan(0.05);
  expect(likelier(0.9)).toBeLessThan(0.17);
  expect(likelier(0.99)).toBeGreaterThan(0.002);
  expect(likelier(0.99)).toBeLessThan(0.02);
  // What comes while an alarm lasts is not learnt from, so the rarest rows are some more than they should be.
  expect(likelier(0.999)).toBeLessThan(0.005);
  expect(graver(1)).toBeGreaterThan(0.03);
  expect(graver(1)).toBeLessThan(0.2);
  expect(graver(2)).toBeLessThan(0.025);
  expect(graver(3)).toBeLessThan(0.007);
}
