// The kernel's elementary functions against the exact ones. The bounds are those that src/kernel/math.ts states.
import { describe, expect, it } from 'vitest';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { createTrainingKernel } from '#src/training/network/training-kernel.js';
import { randomFloats } from '../support/random.js';

const kernel = createTrainingKernel(await readTrainingKernel());
const { functions } = kernel;
type Unary = 'sigmoidInto' | 'tanhInto' | 'expInto' | 'logInto';

/** What the kernel makes of an array of floats. */
function apply(name: Unary, x: Float32Array): Float32Array {
  const from = kernel.place(x);
  const to = kernel.place(new Float32Array(x.length));
  functions[name](from, to, x.length);
  return kernel.floats(to, x.length).slice();
}

const grid = Float32Array.from({ length: 200_000 }, (_, i) => (i - 100_000) / 4000); // -25 to 25
const wild = randomFloats(20_000, 3, 90);
const extremes = Float32Array.from([
  0,
  -0,
  1e-30,
  -1e-30,
  1e-7,
  88,
  -88,
  1e4,
  -1e4,
  3.4e38,
  -3.4e38,
  Infinity,
  -Infinity,
]);

describe.each(['sigmoidInto', 'tanhInto'] as const)('%s', (name) => {
  it('gives a number the same bits at every position, within pairs of vectors and after them', () => {
    const values = Float32Array.from([...extremes, NaN, ...wild.subarray(0, 200)]);
    const alone = [...values].map((value) => bitsOf(apply(name, Float32Array.of(value)))[0] as number);
    for (let n = 1; n <= values.length; n += 3)
      expect(bitsOf(apply(name, values.slice(0, n)))).toEqual(alone.slice(0, n));
  });
});

/** NaN has many. */
function bitsOf(values: Float32Array): number[] {
  return [...new Int32Array(values.map((x) => (Number.isNaN(x) ? NaN : x)).buffer)];
}

describe.each([
  { name: 'sigmoidInto' as const, exact: (x: number) => 1 / (1 + Math.exp(-x)) },
  { name: 'tanhInto' as const, exact: Math.tanh },
])('$name', ({ name, exact }) => {
  it.each([
    ['a dense grid', grid],
    ['random values', wild],
    ['extremes', extremes],
  ])('is within 2e-7 of exact on %s', (_, x) => {
    const y = apply(name, x);
    let worst = 0;
    for (let i = 0; i < x.length; i++) worst = Math.max(worst, Math.abs((y[i] as number) - exact(x[i] as number)));
    expect(worst).toBeLessThanOrEqual(2e-7);
  });
});

it('sigmoid stays between 0 and 1 and tanh between -1 and 1, so that states stay bounded', () => {
  for (const x of [grid, wild, extremes]) {
    expect(apply('sigmoidInto', x).every((y) => y >= 0 && y <= 1)).toBe(true);
    expect(apply('tanhInto', x).every((y) => y >= -1 && y <= 1)).toBe(true);
  }
});

describe('expInto', () => {
  it('has a relative error below 1.2e-7 for |x| up to 87', () => {
    const x = randomFloats(50_000, 4, 87);
    const y = apply('expInto', x);
    let worst = 0;
    for (let i = 0; i < x.length; i++)
      worst = Math.max(worst, Math.abs((y[i] as number) / Math.exp(x[i] as number) - 1));
    expect(worst).toBeLessThan(1.2e-7);
  });

  it('is clamped for larger |x|: never infinite, never zero', () => {
    const [least, most] = apply('expInto', Float32Array.of(-87, 87, 0, 0));
    const y = apply('expInto', Float32Array.of(-88, -1e4, -Infinity, 88, 1e4, Infinity, 0, -0));
    expect(Array.from(y)).toEqual([least, least, least, most, most, most, 1, 1]);
  });
});

describe('logInto', () => {
  const normal = randomFloats(50_000, 5, 87).map((power) => Math.exp(power));
  const aroundOne = randomFloats(50_000, 6, 0.01).map((distance) => 1 + distance);

  it('has a relative error below 2e-7 away from 1', () => {
    const y = apply('logInto', normal);
    let worst = 0;
    normal.forEach((x, i) => {
      if (Math.abs(x - 1) > 0.01) worst = Math.max(worst, Math.abs((y[i] as number) / Math.log(x) - 1));
    });
    expect(worst).toBeLessThan(2e-7);
  });

  it('has an absolute error below 1e-7 near 1, where it is 0', () => {
    const y = apply('logInto', aroundOne);
    let worst = 0;
    aroundOne.forEach((x, i) => {
      worst = Math.max(worst, Math.abs((y[i] as number) - Math.log(x)));
    });
    expect(worst).toBeLessThan(1e-7);
    expect(apply('logInto', Float32Array.of(1, 1, 1, 1))).toEqual(Float32Array.of(0, 0, 0, 0));
  });
});

describe('softmaxInto', () => {
  it.each(Array.from({ length: 40 }, (_, i) => i + 1))(
    'is right for %d labels, and what follows them does not matter',
    (n) => {
      const x = new Float32Array(n + 4).fill(1e9);
      x.set(randomFloats(n, n, 12));
      const from = kernel.place(x);
      const to = kernel.place(new Float32Array(n + 4));
      functions.softmaxInto(from, to, n);
      const y = kernel.floats(to, n);
      const logits = Array.from(x.subarray(0, n));
      const max = Math.max(...logits);
      const sum = logits.reduce((total, logit) => total + Math.exp(logit - max), 0);
      logits.forEach((logit, i) => {
        expect(Math.abs((y[i] as number) - Math.exp(logit - max) / sum)).toBeLessThan(1e-6);
      });
      expect(y.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    },
  );
});
