// Every function of the kernel has a twin in plain TypeScript, and does what it does, at sizes that fill no vector too.
// Functions write to their place, rounded up to whole vectors, and nowhere else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { affine, gruStep, lstmStep, rnnStep } from '#src/model/cells.js';
import { activate } from '#src/model/gate-activation.js';
import { quantizeVector } from '#src/model/quantized.js';
import { readTrainingKernel } from '#src/node/kernel-file.js';
import { hannWindowed, logMel, powerSpectrum } from '#src/pipeline/features/reference.js';
import { bandSums, emphasized, logAbove, runningNorm } from '#src/pipeline/features/spectral-reference.js';
import { dot, resampledAt, sanitized } from '#src/pipeline/frames/reference.js';
import { padded } from '#src/pipeline/kernel-access/kernel.js';
import { packRows, padGates } from '#src/pipeline/kernel-access/pack.js';
import { COMBINE, gather, layerNorm, sigmoid, softmax } from '#src/pipeline/network/reference.js';
import { BASES } from '#src/pipeline/network/wasm/batch.js';
import { placeProduct } from '#src/pipeline/network/wasm/product.js';
import { createTrainingKernel, type TrainingKernel } from '#src/training/network/training-kernel.js';
import { randomFloats } from '../support/random.js';
import {
  addRows,
  gemm,
  gruForward,
  lstmForward,
  maskRows,
  rnnForward,
  softmaxRows,
  transpose,
} from '../training/reference.js';

const module = await readTrainingKernel();
const kernel = createTrainingKernel(module);
const { functions } = kernel;
const CANARY = 12345.678;

/**
 * The way back has finite differences instead (test/training/gradients.test.ts); its sums and steps stand in
 * products.test.ts. `dotsAtOnce` asks the machine.
 */
type WayBack = 'dotsAtOnce' | 'gruBackward' | 'lstmBackward' | 'rnnBackward' | 'sumRows' | 'sumSquares' | 'adam';

const TWINS: Record<Exclude<keyof TrainingKernel['functions'], WayBack>, (...args: never[]) => unknown> = {
  expInto: Math.exp,
  logInto: Math.log,
  sigmoidInto: sigmoid,
  tanhInto: Math.tanh,
  softmaxInto: softmax,
  dot,
  sanitize: sanitized,
  unhealthy: () => undefined, // test/pipeline/health.test.ts
  fftPower: powerSpectrum,
  fftPowerAny: powerSpectrum,
  windowed: hannWindowed,
  logMel,
  bandSums,
  logAbove,
  emphasize: emphasized,
  runningNorm,
  matvec: affine,
  product: affine,
  products: affine, // test/kernel/int8.test.ts, for both kinds of weights and many sequences
  quantize: quantizeVector,
  gruStep,
  // every form of the cells, and every function between: test/pipeline/network/wasm.test.ts
  gruCell: gruStep,
  lstmStep,
  rnnStep,
  activate,
  clip: (x: number, limit: number) => Math.min(limit, Math.max(-limit, x)),
  combine: COMBINE.add,
  scaleRows: (x: number, scale: number, shift: number) => x * scale + shift,
  layerNorm,
  gather,
  move: (x: number) => x,
  resample: resampledAt, // test/pipeline/frames/resampler.test.ts
  gemm,
  gruForward,
  lstmForward,
  rnnForward,
  addRows,
  maskRows,
  softmaxRows,
  transpose,
};

describe('the kernel', () => {
  it('exports only functions with a twin, and backward passes', () => {
    const exports = WebAssembly.Module.exports(module).flatMap(({ kind, name }) => (kind === 'function' ? [name] : []));
    const known = [
      ...Object.keys(TWINS),
      'dotsAtOnce',
      'gruBackward',
      'lstmBackward',
      'rnnBackward',
      'sumRows',
      'sumSquares',
      'adam',
    ];
    expect(exports.sort()).toEqual(known.sort());
  });
});

const size = fc.integer({ min: 1, max: 130 });
const seed = fc.integer({ min: 0, max: 1e6 });
const runs = { seed: 4, numRuns: 80 };

describe('functions over arrays', () => {
  it.each([
    { name: 'expInto' as const, scale: 20, relative: true },
    { name: 'logInto' as const, scale: 1e6, relative: false },
    { name: 'sigmoidInto' as const, scale: 20, relative: false },
    { name: 'tanhInto' as const, scale: 6, relative: false },
  ])('$name is its twin for 1 to 130 floats', ({ name, scale, relative }) => {
    const twin = TWINS[name] as (x: number) => number;
    fc.assert(
      fc.property(size, seed, (n, from) => {
        const x = randomFloats(n, from, scale).map((value) => (name === 'logInto' ? Math.abs(value) + 1e-6 : value));
        const y = room(n);
        functions[name](kernel.place(x), y.at, n);
        y.values().forEach((value, i) => {
          const exact = twin(x[i] as number);
          expect(Math.abs(value - exact)).toBeLessThan(relative ? 2e-7 * exact : 2e-7 * Math.max(1, Math.abs(exact)));
        });
        y.expectNothingBeyond();
      }),
      runs,
    );
  });

  it('softmaxInto is its twin, sums to 1, and does not change if all logits are shifted', () => {
    fc.assert(
      fc.property(size, seed, (n, from) => {
        const x = randomFloats(n, from, 30).map(Math.round); // whole numbers: moving them is exact
        const [y, moved] = [room(n), room(n)];
        functions.softmaxInto(kernel.place(x), y.at, n);
        functions.softmaxInto(kernel.place(x.map((value) => value + 1000)), moved.at, n);
        near(y.values(), softmax(Array.from(x)), 2e-7);
        expect(moved.values()).toEqual(y.values());
        expect(Math.abs(y.values().reduce((a, b) => a + b, 0) - 1)).toBeLessThan(1e-5);
        y.expectNothingBeyond();
      }),
      runs,
    );
  });
});

describe('products', () => {
  it('matvec is its twin for 1 to 130 rows and columns', () => {
    fc.assert(
      fc.property(size, size, seed, (rows, cols, from) => {
        const [w, b, x] = [randomFloats(rows * cols, from), randomFloats(rows, from + 1), randomFloats(cols, from + 2)];
        const y = room(rows);
        const [wAt, bAt] = [kernel.place(packRows(w, 1, rows, cols)), kernel.place(padGates(b, 1, rows))];
        functions.matvec(wAt, bAt, kernel.place(x), y.at, padded(rows), cols);
        near(y.values(), affine(w, b, Array.from(x)), 1e-4);
        y.expectNothingBeyond();
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it('gemm is its twin for any rows and any depth, A read along rows or columns', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 12 }), size, seed, (m, quads, k, from) => {
        const n = 4 * quads;
        const [a, b, c] = [matrix(m, k, from), matrix(k, n, from + 1), matrix(m, n, from + 2)];
        const exact = gemm(a, b, c).flat();
        for (const turned of [false, true]) {
          const aAt = kernel.place((turned ? transpose(a) : a).flat());
          const [bAt, cAt] = [kernel.place(b.flat()), room(m * n, c.flat())];
          functions.gemm(aAt, turned ? 4 : 4 * k, turned ? 4 * m : 4, bAt, 4 * n, cAt.at, 4 * n, m, n, k);
          near(cAt.values(), exact, 1e-4);
          cAt.expectNothingBeyond();
        }
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it('transpose, addRows, maskRows and softmaxRows are their twins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), seed, (rows, quads, from) => {
        const n = 4 * quads;
        const x = matrix(rows, n, from, 3);
        const [b] = matrix(1, n, from + 1) as [number[]];
        const [turned, added, masked] = [room(rows * n), room(rows * n), room(rows * n)];
        const [xAt, bAt] = [kernel.place(x.flat()), kernel.place(b)];
        functions.transpose(xAt, turned.at, rows, n, rows);
        functions.addRows(bAt, added.at, rows, n);
        functions.maskRows(xAt, bAt, masked.at, rows, n);
        near(turned.values(), transpose(x).flat(), 0);
        near(added.values(), addRows(b, rows).flat(), 0);
        near(masked.values(), maskRows(x, b).flat(), 1e-6);
        for (const out of [turned, added, masked]) out.expectNothingBeyond();
        const labels = n - (from % 4); // what pads a row does not count
        const scores = room(rows * n);
        functions.softmaxRows(xAt, scores.at, rows, labels, n);
        const twin = softmaxRows(x.map((row) => row.slice(0, labels)));
        twin.forEach((row, i) => {
          near(scores.values().slice(i * n, i * n + labels), row, 2e-7);
        });
      }),
      { ...runs, numRuns: 40 },
    );
  });
});

describe('the GRU', () => {
  it('gruStep is its twin for hidden sizes that are whole vectors', () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 12 }), seed, (inputSize, quads, from) => {
        const { x, h, weights, step } = cell(inputSize, 4 * quads, from);
        near(step(), gruStep({}, weights, x, h), 1e-5);
      }),
      { ...runs, numRuns: 40 },
    );
  });

  it('gruForward is its twin, and keeps what the backward pass needs', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), seed, (sequences, quads, from) => {
        const hidden = 4 * quads;
        const [gi, gh, h] = [
          matrix(sequences, 3 * hidden, from, 3),
          matrix(sequences, 3 * hidden, from + 1, 3),
          matrix(sequences, hidden, from + 2),
        ];
        const [out, saved] = [room(sequences * hidden), room(sequences * 4 * hidden)];
        const [giAt, ghAt, hAt] = [gi, gh, h].map((rows) => kernel.place(rows.flat())) as [number, number, number];
        functions.gruForward(giAt, ghAt, hAt, out.at, saved.at, sequences, hidden);
        const twin = gruForward(gi, gh, h);
        near(out.values(), twin.out.flat(), 1e-6);
        near(saved.values(), twin.saved.flat(), 1e-6);
        for (const each of [out, saved]) each.expectNothingBeyond();
      }),
      { ...runs, numRuns: 40 },
    );
  });
});

describe('the LSTM and the plain cell', () => {
  it('lstmForward and rnnForward are their twins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), seed, (sequences, quads, from) => {
        const hidden = 4 * quads;
        const [gi, gh] = [matrix(sequences, 4 * hidden, from, 3), matrix(sequences, 4 * hidden, from + 1, 3)];
        const c = matrix(sequences, hidden, from + 2, 2);
        const [h, next, plain] = [room(sequences * hidden), room(sequences * hidden), room(sequences * 4 * hidden)];
        const saved = room(sequences * 5 * hidden);
        const [giAt, ghAt, cAt] = [gi, gh, c].map((rows) => kernel.place(rows.flat())) as [number, number, number];
        functions.lstmForward(giAt, ghAt, cAt, next.at, h.at, saved.at, sequences, hidden);
        functions.rnnForward(giAt, ghAt, plain.at, sequences, 4 * hidden);
        const twin = lstmForward(gi, gh, c);
        near(h.values(), twin.h.flat(), 1e-6);
        near(next.values(), twin.c.flat(), 2e-6);
        near(saved.values(), twin.saved.flat(), 1e-6);
        near(plain.values(), rnnForward(gi, gh).flat(), 1e-6);
        for (const each of [h, next, plain, saved]) each.expectNothingBeyond();
      }),
      { ...runs, numRuns: 40 },
    );
  });
});

/** A GRU cell with random weights, at random rest. */
interface Cell {
  readonly x: number[];
  readonly h: number[];
  readonly weights: { wIh: Float32Array; wHh: Float32Array; bIh: Float32Array; bHh: Float32Array };
  /** The state after a step of the kernel. */
  step(): Float32Array;
}

function cell(inputSize: number, hidden: number, from: number): Cell {
  const scale = 2 / Math.sqrt(hidden);
  const weights = {
    wIh: randomFloats(3 * hidden * inputSize, from, scale),
    wHh: randomFloats(3 * hidden * hidden, from + 1, scale),
    bIh: randomFloats(3 * hidden, from + 2, scale),
    bHh: randomFloats(3 * hidden, from + 3, scale),
  };
  const [x, h] = [randomFloats(inputSize, from + 4, 2), randomFloats(hidden, from + 5)];
  return {
    x: Array.from(x),
    h: Array.from(h),
    weights,
    step() {
      const product = (w: Float32Array, b: Float32Array, cols: number) =>
        placeProduct(kernel, { shape: [3 * hidden, cols], values: w }, b, { gates: 3, units: hidden, cols }, 0);
      const [ih, hh] = [product(weights.wIh, weights.bIh, inputSize), product(weights.wHh, weights.bHh, hidden)];
      const state = room(hidden, Array.from(h));
      const scratch = room(6 * hidden);
      const sequences = kernel.allocate(16);
      kernel.integers(sequences, 2).set([kernel.place(x), state.at]);
      functions.gruStep(sequences, 1, BASES.input, 0, 0, ih, hh, scratch.at, hidden);
      for (const each of [state, scratch]) each.expectNothingBeyond();
      return state.values();
    },
  };
}

/** Room for n floats in whole vectors, with something behind that must stay. */
function room(n: number, values: ArrayLike<number> = []) {
  const at = kernel.allocate(4 * padded(n) + 16);
  kernel.floats(at, padded(n)).fill(-99);
  kernel.floats(at, values.length).set(values);
  kernel.floats(at + 4 * padded(n), 4).fill(CANARY);
  return {
    at,
    values: () => kernel.floats(at, n).slice(),
    expectNothingBeyond() {
      expect([...kernel.floats(at + 4 * padded(n), 4)]).toEqual(new Array(4).fill(Math.fround(CANARY)));
    },
  };
}

function near(values: ArrayLike<number>, exact: readonly number[], most: number): void {
  expect(values.length).toBe(exact.length);
  for (let i = 0; i < exact.length; i++) {
    expect(Math.abs((values[i] as number) - (exact[i] as number))).toBeLessThanOrEqual(most);
  }
}

function matrix(rows: number, cols: number, from: number, scale = 1): number[][] {
  return rowsOf(randomFloats(rows * cols, from, scale), cols);
}

function rowsOf(values: Float32Array, cols: number): number[][] {
  return Array.from({ length: values.length / cols }, (_, i) => Array.from(values.subarray(i * cols, (i + 1) * cols)));
}
