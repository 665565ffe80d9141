// The kernel's power spectrum against the discrete Fourier transform as it is defined.
import { describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { powerSpectrum } from '#src/pipeline/features/reference.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { randomFloats } from '../support/random.js';

const module = await readKernel();
const complexSizes = [8, 16, 32, 64, 128, 256, 512, 1024];

/** |X_k|^2, k = 0..n, of 2n floats. */
function fftPower(frame: Float32Array): Float32Array {
  const kernel = Kernel.create(module);
  const n = frame.length / 2;
  const power = kernel.allocate((n + 1) * 4);
  const work = kernel.allocate(4 * n * 4);
  kernel.functions.fftPower(kernel.place(frame), power, kernel.place(twiddles(n)), work, n);
  return kernel.floats(power, n + 1).slice();
}

describe.each(complexSizes)('the power spectrum by a complex FFT of %d', (n) => {
  it('equals that of the discrete Fourier transform', () => {
    const frame = randomFloats(2 * n, n);
    const exact = powerSpectrum(frame);
    const loudest = Math.max(...exact);
    fftPower(frame).forEach((power, k) => {
      expect(Math.abs(power - (exact[k] as number)) / loudest, `bin ${k}`).toBeLessThan(1e-6);
    });
  });

  it('holds the energy of the frame (Parseval)', () => {
    const frame = randomFloats(2 * n, n + 1);
    const power = Array.from(fftPower(frame), (value, k) => (k === 0 || k === n ? value : 2 * value));
    const energy = frame.reduce((sum, sample) => sum + sample * sample, 0);
    expect(power.reduce((a, b) => a + b, 0) / (2 * n) / energy).toBeCloseTo(1, 5);
  });

  it('is flat for a click at any position', () => {
    for (const at of [0, 1, n - 1, n, 2 * n - 1]) {
      const click = new Float32Array(2 * n);
      click[at] = 1;
      for (const power of fftPower(click)) expect(Math.abs(power - 1)).toBeLessThan(1e-5);
    }
  });

  it('has the energy of a tone in its bin only', () => {
    for (const bin of [0, 1, n / 2, n - 1, n]) {
      const tone = Float32Array.from({ length: 2 * n }, (_, i) => Math.cos((Math.PI * ((i * bin) % (2 * n))) / n));
      const expected = bin === 0 || bin === n ? 4 * n * n : n * n;
      fftPower(tone).forEach((power, k) => {
        expect(Math.abs(power / expected - (k === bin ? 1 : 0)), `bin ${k} of a tone in ${bin}`).toBeLessThan(1e-5);
      });
    }
  });
});

/** |X_k|^2 of a frame of any even size. */
function fftPowerAny(frame: Float32Array, factors: readonly number[]): Float32Array {
  const kernel = Kernel.create(module);
  const n = frame.length / 2;
  const power = kernel.allocate((n + 1) * 4);
  const work = kernel.allocate(4 * n * 4 + 16);
  const factorsAt = kernel.allocate(factors.length * 4);
  kernel.integers(factorsAt, factors.length).set(factors);
  const run = Math.floor(n / 2) + 4;
  const tables = new Float32Array(2 * n + 2 * run);
  for (let k = 0; k < n; k++) {
    tables[k] = Math.cos((2 * Math.PI * k) / n);
    tables[n + k] = Math.sin((2 * Math.PI * k) / n);
  }
  for (let k = 0; k <= n / 2; k++) {
    tables[2 * n + k] = Math.cos((Math.PI * k) / n);
    tables[2 * n + run + k] = Math.sin((Math.PI * k) / n);
  }
  kernel.functions.fftPowerAny(kernel.place(frame), power, factorsAt, factors.length, kernel.place(tables), work, n);
  return kernel.floats(power, n + 1).slice();
}

describe.each([
  [18, [3, 3]],
  [22, [11]],
  [30, [3, 5]],
  [240, [4, 2, 3, 5]],
  [400, [4, 2, 5, 5]],
  [402, [3, 67]],
  [480, [4, 4, 3, 5]],
  [882, [3, 3, 7, 7]],
  [1024, [4, 4, 4, 4, 2]],
])('the power spectrum of %d samples by passes of %j', (size, factors) => {
  it('equals that of the discrete Fourier transform', () => {
    const frame = randomFloats(size, size);
    const exact = powerSpectrum(frame);
    const loudest = Math.max(...exact);
    fftPowerAny(frame, factors).forEach((power, k) => {
      expect(Math.abs(power - (exact[k] as number)) / loudest, `bin ${k}`).toBeLessThan(2e-6);
    });
  });

  it('has the energy of a tone in its bin only', () => {
    for (const bin of [0, 1, Math.floor(size / 4), size / 2]) {
      const tone = Float32Array.from({ length: size }, (_, i) => Math.cos((2 * Math.PI * ((i * bin) % size)) / size));
      const expected = bin === 0 || bin === size / 2 ? size ** 2 : (size / 2) ** 2;
      fftPowerAny(tone, factors).forEach((power, k) => {
        expect(Math.abs(power / expected - (k === bin ? 1 : 0)), `bin ${k} of a tone in ${bin}`).toBeLessThan(1e-5);
      });
    }
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
