// Windows are slices of the input, for any hop and any window: here at the model's own rate, so bit
// for bit.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { FRAMER_NUMBERS, Framer, type FramerShape } from '#src/pipeline/frames/framer.js';
import { ResamplerDesign } from '#src/pipeline/frames/resampler.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { randomFloats } from '../../support/random.js';

let kernel: Kernel;

beforeAll(async () => {
  kernel = Kernel.create(await readKernel());
});

const SHAPES: readonly FramerShape[] = [
  { windowSamples: 400, hopSamples: 160 },
  { windowSamples: 400, hopSamples: 200 },
  { windowSamples: 12, hopSamples: 1 },
  { windowSamples: 12, hopSamples: 11 },
  { windowSamples: 160, hopSamples: 160 },
  { windowSamples: 4, hopSamples: 4 },
  { windowSamples: 160, hopSamples: 161 },
  { windowSamples: 16, hopSamples: 100 },
];

describe.each(SHAPES)('Framer with windows of $windowSamples and hops of $hopSamples samples', (shape) => {
  const { windowSamples, hopSamples } = shape;
  const sound = randomFloats(40 * hopSamples + windowSamples, 11);

  it('gives the last window of the samples so far, from the first hop that fills one', () => {
    const framer = framerOf(shape);
    const first = Math.ceil(windowSamples / hopSamples);
    for (let hop = 1; hop <= 40; hop++) {
      const to = hop * hopSamples;
      expect(feed(framer, sound.subarray(to - hopSamples, to))).toBe(hop >= first);
      if (hop >= first) expect(windowOf(framer, shape)).toEqual(sound.slice(to - windowSamples, to));
    }
  });

  it('needs one hop at a time, never more than `mostNeeded`', () => {
    const framer = framerOf(shape);
    expect(framer.samplesNeeded).toBe(hopSamples);
    expect(framer.mostNeeded).toBe(hopSamples);
    expect(framer.input).toHaveLength(hopSamples);
  });

  it('starts over as if nothing had come before', () => {
    const framer = framerOf(shape);
    for (let hop = 0; hop < 7; hop++) feed(framer, sound.subarray(hop * hopSamples, (hop + 1) * hopSamples));
    framer.restart();
    const fresh = framerOf(shape);
    for (let hop = 0; hop < 20; hop++) {
      const samples = sound.subarray(hop * hopSamples, (hop + 1) * hopSamples);
      expect(feed(framer, samples)).toBe(feed(fresh, samples));
      expect(windowOf(framer, shape)).toEqual(windowOf(fresh, shape));
    }
  });

  it('keeps its samples where the memory grows between two hops', () => {
    const framer = framerOf(shape);
    const first = Math.ceil(windowSamples / hopSamples);
    for (let hop = 1; hop <= first + 3; hop++) {
      const { growths } = kernel;
      kernel.allocate(65_536);
      expect(kernel.growths).toBe(growths + 1);
      const to = hop * hopSamples;
      feed(framer, sound.subarray(to - hopSamples, to));
      if (hop >= first) expect(windowOf(framer, shape)).toEqual(sound.slice(to - windowSamples, to));
    }
  });
});

describe('Framer from another rate', () => {
  it.each([8000, 11_025, 44_100, 48_000, 96_000])('never needs more than fits its input (%i Hz)', (rate) => {
    const shape = { windowSamples: 400, hopSamples: 160 };
    const framer = framerOf(shape, new ResamplerDesign(kernel, rate, 16_000));
    const most = framer.mostNeeded;
    expect(framer.input).toHaveLength(most);
    for (let hop = 0; hop < 1000; hop++) {
      expect(framer.samplesNeeded).toBeLessThanOrEqual(most);
      framer.advance();
    }
  });

  it('gives the same samples in windows of any length and hops of any length', () => {
    const design = new ResamplerDesign(kernel, 44_100, 16_000);
    const sound = randomFloats(44_100, 5);
    const whole = stream({ windowSamples: 160, hopSamples: 160 }, design, sound);
    for (const hopSamples of [80, 100, 320, 333]) {
      const windowSamples = 80;
      const framer = framerOf({ windowSamples, hopSamples }, design);
      let at = 0;
      for (let hop = 1; hop * hopSamples <= whole.length; hop++) {
        const from = at;
        at += framer.samplesNeeded;
        feed(framer, sound.subarray(from, at));
        const to = hop * hopSamples;
        expect(windowOf(framer, { windowSamples, hopSamples })).toEqual(whole.slice(to - windowSamples, to));
      }
    }
  });
});

describe('Framer', () => {
  it.each([16_000, 44_100, 8000, 44_056])(
    'gives the same windows whatever is read from it between the hops (%i Hz)',
    (rate) => {
      const design = rate === 16_000 ? null : new ResamplerDesign(kernel, rate, 16_000);
      const shape = { windowSamples: 40, hopSamples: 16 };
      const sound = randomFloats(rate / 20, 7);
      const plain = windows(framerOf(shape, design), sound, []);
      expect(plain.length).toBeGreaterThan(30);
      const questions: Record<string, (framer: Framer) => void> = {
        needed: (framer) => framer.samplesNeeded,
        most: (framer) => framer.mostNeeded,
        input: (framer) => framer.input,
        places: (framer) => [framer.inputAt, framer.windowAt],
        // what another hop left in the input does not matter
        leftovers: (framer) => framer.input.fill(Number.NaN),
        growth: () => kernel.allocate(65_536),
        neighbour: () => windows(framerOf(shape, design), sound.subarray(0, rate / 100), []),
      };
      const asked = fc.array(fc.constantFrom(...Object.keys(questions)), { maxLength: 12 });
      fc.assert(
        fc.property(asked, (names) => {
          const between = names.map((name) => questions[name] as (framer: Framer) => void);
          expect(windows(framerOf(shape, design), sound, between)).toEqual(plain);
        }),
        { seed: 8, numRuns: 15 },
      );
    },
  );

  /** All windows; between the hops one property after the other is read. */
  function windows(
    framer: Framer,
    sound: Float32Array,
    between: readonly ((framer: Framer) => void)[],
  ): Float32Array[] {
    const out: Float32Array[] = [];
    let at = 0;
    for (let hop = 0; at + framer.samplesNeeded <= sound.length; hop++) {
      between[hop % between.length]?.(framer);
      const from = at;
      at += framer.samplesNeeded;
      if (feed(framer, sound.subarray(from, at))) out.push(kernel.floats(framer.windowAt, 40).slice());
    }
    return out;
  }
});

function framerOf(shape: FramerShape, design: ResamplerDesign | null = null): Framer {
  return new Framer(
    kernel,
    design,
    shape,
    kernel.allocate(Framer.bytes(design, shape)),
    new Float64Array(FRAMER_NUMBERS),
  );
}

function feed(framer: Framer, samples: Float32Array): boolean {
  expect(samples).toHaveLength(framer.samplesNeeded);
  framer.input.set(samples);
  return framer.advance();
}

function windowOf(framer: Framer, shape: FramerShape): Float32Array {
  return kernel.floats(framer.windowAt, shape.windowSamples).slice();
}

/** All samples that come out, in order. */
function stream(shape: FramerShape, design: ResamplerDesign, sound: Float32Array): Float32Array {
  const framer = framerOf(shape, design);
  const out: number[] = [];
  let at = 0;
  while (at + framer.samplesNeeded <= sound.length) {
    const from = at;
    at += framer.samplesNeeded;
    feed(framer, sound.subarray(from, at));
    out.push(...windowOf(framer, shape));
  }
  return Float32Array.from(out);
}
