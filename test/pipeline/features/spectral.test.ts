// Front ends of other libraries: the kernel against their definitions, and against the numbers of those libraries'
// formulas in numpy.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type FrontEndSpec, featureCount, lookAheadMs, type SpectralSpec } from '#src/model/front-end.js';
import {
  FRONT_ENDS,
  kaldiFbank,
  kaldiMfcc,
  librosaLogMel,
  librosaMfcc,
  rawWindow,
  tensorflowMfcc,
  torchaudioLogMel,
  torchaudioMfcc,
} from '#src/model/named-front-ends.js';
import { readKernel } from '#src/node/kernel-file.js';
import { createExtractor, loadExtractor } from '#src/pipeline/features/extractors.js';
import { runningNorm, spectralFeatures } from '#src/pipeline/features/spectral-reference.js';
import { Kernel, vectorBytes } from '#src/pipeline/kernel-access/kernel.js';
import { randomFloats } from '../../support/random.js';

const kernel = Kernel.create(await readKernel());
await loadExtractor(librosaLogMel());

/** A front end that runs: windows in, features out, its state kept. */
function atWork(spec: FrontEndSpec): (window: ArrayLike<number>) => number[] {
  const extractor = createExtractor(kernel, spec);
  const samplesAt = kernel.allocate(vectorBytes(spec.windowSamples));
  const featuresAt = kernel.allocate(vectorBytes(extractor.size + 4));
  const stateAt = kernel.allocate(extractor.stateBytes);
  return (window) => {
    kernel.floats(samplesAt, spec.windowSamples).set(window);
    extractor.extract(samplesAt, featuresAt, stateAt);
    return [...kernel.floats(featuresAt, extractor.size)];
  };
}

function expectNear(values: readonly number[], expected: readonly number[], most: number): void {
  expect(values).toHaveLength(expected.length);
  const worst = values.reduce((sum, value, i) => Math.max(sum, Math.abs(value - (expected[i] as number))), 0);
  expect(worst).toBeLessThan(most);
}

const small = { sampleRate: 16_000, bands: 40, maxHz: 8000 };
const { signal, features } = JSON.parse(
  await readFile(new URL('../../fixtures/front-ends/front-ends.json', import.meta.url), 'utf8'),
) as { signal: number[]; features: Record<string, number[][]> };

describe('the front end of', () => {
  const librosa = { ...small, windowSamples: 512, hopSamples: 256 };
  const torchaudio = { windowSamples: 400, hopSamples: 200, bands: 64 };
  const specs: readonly (readonly [string, SpectralSpec])[] = [
    [
      'tensorflow-mfcc',
      tensorflowMfcc({ windowSamples: 640, hopSamples: 640, dct: { coefficients: 10, norm: 'tensorflow', lifter: 0 } }),
    ],
    ['librosa-log-mel', librosaLogMel(librosa)],
    ['librosa-mfcc', librosaMfcc(librosa)],
    ['torchaudio-log-mel', torchaudioLogMel(torchaudio)],
    ['torchaudio-mfcc', torchaudioMfcc({ ...torchaudio, dct: { coefficients: 13, norm: 'ortho', lifter: 0 } })],
    ['kaldi-fbank', kaldiFbank()],
    ['kaldi-mfcc', kaldiMfcc()],
  ];

  it.each(specs)('%s gives what its formulas give in numpy', (name, spec) => {
    const extract = atWork(spec);
    features[name]?.forEach((expected, t) => {
      const window = signal.slice(t * spec.hopSamples, t * spec.hopSamples + spec.windowSamples);
      expectNear(extract(window), expected, 3e-3 * Math.max(1, (spec.log?.scale ?? 1) / 4));
    });
  });

  it.each(specs)('%s agrees with its definition, on noise', (_, spec) => {
    const extract = atWork(spec);
    for (let seed = 0; seed < 3; seed++) {
      const window = randomFloats(spec.windowSamples, seed, 0.3);
      expectNear(extract(window), spectralFeatures(window, spec), 2e-3 * Math.max(1, (spec.log?.scale ?? 1) / 4));
    }
  });
});

describe('a spectral front end', () => {
  const spec = torchaudioLogMel({ windowSamples: 250, hopSamples: 100, bands: 21 });

  it.each(['hann', 'hann-symmetric', 'hamming', 'hamming-symmetric', 'povey', 'rectangular'] as const)(
    'has the window %s, of a length that fills no vector',
    (window) => {
      const odd = { ...spec, window, windowSamples: 251 };
      const samples = randomFloats(251, 4, 0.5);
      expectNear(atWork(odd)(samples), spectralFeatures(samples, odd), 2e-3);
    },
  );

  it.each([250, 252, 400, 402, 882])('transforms %i samples, which are no power of two', (fftSize) => {
    const any = { ...spec, fftSize, bins: [0, fftSize / 2] } as const;
    const samples = randomFloats(250, 6, 0.5);
    expectNear(atWork(any)(samples), spectralFeatures(samples, any), 2e-3);
  });

  it('standardizes with stored statistics', () => {
    const mean = Array.from(randomFloats(21, 1, 3));
    const deviation = Array.from(randomFloats(21, 2), (x) => Math.abs(x) + 0.5);
    const stored = { ...spec, standardize: { kind: 'stored', mean, deviation } } as const;
    const samples = randomFloats(250, 5, 0.5);
    expectNear(atWork(stored)(samples), spectralFeatures(samples, stored), 4e-3);
  });

  it('standardizes with the statistics of the stream so far', () => {
    const running = { ...spec, standardize: { kind: 'running', timeConstantMs: 100, floor: 1e-3 } } as const;
    const extract = atWork(running);
    const plain = atWork(spec);
    const hopMs = 6.25;
    let state = { t: 0, mean: new Array<number>(21).fill(0), variance: new Array<number>(21).fill(0) };
    for (let t = 0; t < 40; t++) {
      const samples = randomFloats(250, 100 + t, 0.1 + (t % 7) / 10);
      const after = runningNorm(plain(samples), state, hopMs / (hopMs + 100), 1e-3);
      expectNear(extract(samples), after.y, 1e-3);
      state = after.state;
    }
  });

  it('gives how much later than its centre a centred frame is complete', () => {
    expect(lookAheadMs(spec)).toBe((250 * 500) / 16_000);
    expect(lookAheadMs(kaldiFbank())).toBe(0);
  });
});

describe('raw windows', () => {
  it('are the samples, times a scale', () => {
    const samples = randomFloats(37, 3);
    expect(atWork(rawWindow({ windowSamples: 37 }))(samples)).toEqual([...samples]);
    expect(atWork(rawWindow({ windowSamples: 37, scale: 2 }))(samples)).toEqual(Array.from(samples, (x) => 2 * x));
  });
});

describe('front ends by name', () => {
  it('can all be made, and give the size of their features', () => {
    for (const make of Object.values(FRONT_ENDS)) {
      const spec = make();
      expect(createExtractor(kernel, spec).size).toBe(featureCount(spec));
    }
  });
});
