// The resampler measured on tones, through the live framer: the pass band passes, the stop band does not,
// and nothing drifts.
import { beforeAll, describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { FRAMER_NUMBERS, Framer, type FramerShape } from '#src/pipeline/frames/framer.js';
import { resampledAt } from '#src/pipeline/frames/reference.js';
import { resampleAll } from '#src/pipeline/frames/resample-all.js';
import { ResamplerDesign } from '#src/pipeline/frames/resampler.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { randomFloats } from '../../support/random.js';

const MODEL_RATE = 16_000;
/** 44056 Hz to 16000 Hz has 2000 places: the one pair here whose filters are interpolated. */
const RATES = [8000, 11_025, 22_050, 44_056, 44_100, 48_000, 96_000];
/** A window as long as the hop: the windows together are the output. */
const SIDE_BY_SIDE: FramerShape = { windowSamples: 160, hopSamples: 160 };
/** A hop of a second with a window of its last 10 ms: so an hour is over soon. */
const SECONDS: FramerShape = { windowSamples: 160, hopSamples: 16_000 };
const SIZE = 0.9;
/**
 * A recording uses the nearest of 512 filters where a stream has the exact one: it is off by at most half a 512th of a
 * sample.
 */
const RECORDING_DB = -55;

let kernel: Kernel;

beforeAll(async () => {
  kernel = Kernel.create(await readKernel());
});

describe.each(RATES)('from %i Hz to 16000 Hz', (rate) => {
  const nyquist = Math.min(rate, MODEL_RATE) / 2;

  it.each([0.01, 0.1, 0.35, 0.6, 0.8, 0.89])(
    'keeps the place and the size of a tone at %f of the pass band',
    (share) => {
      const hz = nyquist * share;
      const out = resampled(tone(hz, rate, 0.5), rate);
      const { size, turns, restDb } = measured(out, hz);
      expect(Math.abs(decibels(size / SIZE))).toBeLessThan(0.1);
      expect(Math.abs(turns)).toBeLessThan(1e-5);
      expect(restDb).toBeLessThan(-80); // images of the input and noise of the arithmetic
    },
  );

  it('keeps a constant', () => {
    const out = resampled(new Float32Array(rate / 2).fill(SIZE), rate).subarray(2000, 6000);
    for (const sample of out) expect(Math.abs(sample - SIZE)).toBeLessThan(1e-5);
  });

  const above = [1.001, 1.05, 1.3, 1.7, 1.99, 2.5, 4.1, 5.9]
    .map((share) => nyquist * share)
    .filter((hz) => hz < rate / 2);
  it.each(above)('removes a tone of %f Hz, which the output cannot hold', (hz) => {
    const out = resampled(tone(hz, rate, 0.5), rate).subarray(2000, 6000);
    expect(decibels(loudness(out) / (SIZE / Math.SQRT2))).toBeLessThan(-80);
  });

  it('equals one direct sum over the input', () => {
    const sound = randomFloats(rate / 4, rate);
    const out = resampled(sound, rate);
    const { taps } = new ResamplerDesign(kernel, rate, MODEL_RATE);
    const filter = { inputRate: rate, outputRate: MODEL_RATE, taps, passBand: 0.9, stopBandDb: 90 };
    for (let m = 0; m < out.length; m += m < 200 ? 1 : 37) {
      expect(Math.abs((out[m] as number) - resampledAt(sound, m, filter))).toBeLessThan(1e-5);
    }
  });

  it('takes the samples of an hour in an hour, plus those under the filter', () => {
    const design = new ResamplerDesign(kernel, rate, MODEL_RATE);
    const framer = framerOf(SECONDS, design);
    let taken = 0;
    for (let second = 1; second <= 3600; second++) {
      taken += framer.samplesNeeded;
      framer.advance();
      // the last output of a second lies one place before its end; half of the filter lies behind it
      const last = Math.floor(((second * MODEL_RATE - 1) * design.step) / design.whole);
      expect(taken).toBe(last + 1 + design.delaySamples);
    }
    expect(Math.abs(taken - 3600 * rate)).toBeLessThanOrEqual(design.delaySamples + 1 + rate / MODEL_RATE);
  });

  it('takes the same in hops of 10 ms', () => {
    const design = new ResamplerDesign(kernel, rate, MODEL_RATE);
    const framer = framerOf(SIDE_BY_SIDE, design);
    let taken = 0;
    for (let hop = 1; hop <= 1000; hop++) {
      taken += framer.samplesNeeded;
      framer.advance();
      expect(taken).toBe(Math.floor(((hop * 160 - 1) * design.step) / design.whole) + 1 + design.delaySamples);
    }
  });

  it('keeps a tone in its place after an hour', () => {
    const hz = 0.7 * nyquist;
    const framer = framerOf(SECONDS, new ResamplerDesign(kernel, rate, MODEL_RATE));
    let taken = 0;
    for (let second = 1; second <= 3600; second++) {
      const needed = framer.samplesNeeded;
      if (second >= 3599) framer.input.set(tone(hz, rate, needed / rate, taken));
      taken += needed;
      framer.advance();
    }
    const from = 3600 * MODEL_RATE - SECONDS.windowSamples;
    const window = kernel.floats(framer.windowAt, SECONDS.windowSamples);
    for (let i = 0; i < window.length; i++)
      expect(Math.abs(window[i]! - sample(hz, MODEL_RATE, from + i))).toBeLessThan(2e-3);
  });

  it('gives a whole recording the samples of a live stream', () => {
    const sound = tone(0.3 * nyquist, rate, 0.25);
    const live = resampled(sound, rate);
    const all = resampleAll(sound, rate, MODEL_RATE);
    expect(all.length).toBe(Math.floor((sound.length * MODEL_RATE) / rate));
    expect(live.length).toBeGreaterThan(3000);
    const off = live.map((sample, i) => sample - all[i]!);
    expect(decibels(loudness(off) / loudness(live))).toBeLessThan(RECORDING_DB);
  });
});

describe('resampleAll()', () => {
  it('returns the same array where the rates are equal', () => {
    const sound = tone(440, MODEL_RATE, 0.1);
    expect(resampleAll(sound, MODEL_RATE, MODEL_RATE)).toBe(sound);
  });

  it('assumes silence before and after, and gives no samples for none', () => {
    const out = resampleAll(new Float32Array(4800).fill(1), 48_000, MODEL_RATE);
    expect(out).toHaveLength(1600);
    expect(out[0]).toBeCloseTo(0.5, 0);
    expect(out[800]).toBeCloseTo(1, 5);
    expect(resampleAll(new Float32Array(0), 48_000, MODEL_RATE)).toHaveLength(0);
  });
});

function framerOf(shape: FramerShape, design: ResamplerDesign): Framer {
  const at = kernel.allocate(Framer.bytes(design, shape));
  return new Framer(kernel, design, shape, at, new Float64Array(FRAMER_NUMBERS));
}

/** The output of a live framer, in hops of 160. */
function resampled(sound: Float32Array, rate: number): Float32Array {
  const framer = framerOf(SIDE_BY_SIDE, new ResamplerDesign(kernel, rate, MODEL_RATE));
  const out: number[] = [];
  let at = 0;
  while (at + framer.samplesNeeded <= sound.length) {
    const from = at;
    at += framer.samplesNeeded;
    framer.input.set(sound.subarray(from, at));
    framer.advance();
    out.push(...kernel.floats(framer.windowAt, SIDE_BY_SIDE.windowSamples));
  }
  return Float32Array.from(out);
}

/** Sample `i` of a tone at a rate. Whole turns are removed first, so that it is exact after an hour too. */
function sample(hz: number, rate: number, i: number): number {
  return SIZE * Math.sin(2 * Math.PI * (((i * hz) / rate) % 1));
}

function tone(hz: number, rate: number, seconds: number, from = 0): Float32Array {
  return Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => sample(hz, rate, from + i));
}

/**
 * The tone in the middle of an output by least squares: its size, its distance from its place, and the rest of the
 * output.
 */
function measured(out: Float32Array, hz: number): { size: number; turns: number; restDb: number } {
  const [from, to] = [2000, 6000];
  let [ss, sc, cc, ys, yc] = [0, 0, 0, 0, 0];
  const angle = (i: number) => 2 * Math.PI * ((i * hz) / MODEL_RATE);
  for (let i = from; i < to; i++) {
    const [s, c, y] = [Math.sin(angle(i)), Math.cos(angle(i)), out[i]!];
    ss += s * s;
    sc += s * c;
    cc += c * c;
    ys += y * s;
    yc += y * c;
  }
  const whole = ss * cc - sc * sc;
  const sine = (ys * cc - yc * sc) / whole;
  const cosine = (yc * ss - ys * sc) / whole;
  const rest = out
    .slice(from, to)
    .map((y, i) => y - sine * Math.sin(angle(from + i)) - cosine * Math.cos(angle(from + i)));
  const size = Math.hypot(sine, cosine);
  return {
    size,
    turns: Math.atan2(cosine, sine) / (2 * Math.PI),
    restDb: decibels(loudness(rest) / (size / Math.SQRT2)),
  };
}

function loudness(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, y) => sum + y * y, 0) / samples.length);
}

function decibels(ratio: number): number {
  return 20 * Math.log10(ratio);
}
