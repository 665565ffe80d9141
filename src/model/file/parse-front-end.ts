// The front end in a model file, from unknown JSON to a checked FrontEndSpec.
import * as v from 'valibot';
import { type FrontEndSpec, featureCount, type SpectralSpec, WINDOW_KINDS } from '../front-end.js';
import { finite, notNegative, positive, size } from './parse-numbers.js';

const fftSize = v.pipe(
  size,
  v.check((n) => n >= 16 && Number.isInteger(Math.log2(n)), 'must be a power of two from 16'),
);
/** Of front ends in the ways of other libraries, whose default is the window's own size. */
const evenSize = v.pipe(
  size,
  v.check((n) => n >= 16 && n % 2 === 0, 'must be an even number from 16'),
  v.maxValue(1 << 16),
);
const windows = { sampleRate: size, windowSamples: size, hopSamples: size };
/** Of vectors: rows may come once a day. */
const rate = v.pipe(v.number(), v.minValue(1e-6), v.maxValue(1_000_000));
const bin = v.pipe(v.number(), v.integer(), v.minValue(0));

export const FrontEndSchema = v.variant('kind', [
  v.object({
    kind: v.literal('log-mel'),
    ...windows,
    windowSamples: v.pipe(
      size,
      v.check((samples) => samples % 4 === 0, 'must be a multiple of 4'),
    ),
    fftSize,
    bands: size,
    minHz: notNegative,
    maxHz: positive,
    floor: positive,
    mean: v.array(finite),
    deviation: v.array(positive),
  }),
  v.object({
    kind: v.literal('spectral'),
    ...windows,
    fftSize: evenSize,
    window: v.picklist(WINDOW_KINDS),
    scale: positive,
    removeMean: v.boolean(),
    preemphasis: v.pipe(finite, v.minValue(-1), v.maxValue(1)),
    spectrum: v.picklist(['power', 'magnitude']),
    bands: size,
    minHz: notNegative,
    maxHz: positive,
    mel: v.picklist(['htk', 'slaney']),
    triangles: v.picklist(['hz', 'mel']),
    equalAreas: v.boolean(),
    bins: v.tuple([bin, bin]),
    log: v.nullable(v.object({ scale: positive, offset: notNegative, floor: positive })),
    dct: v.nullable(v.object({ coefficients: size, norm: v.picklist(['ortho', 'tensorflow']), lifter: notNegative })),
    centered: v.boolean(),
    standardize: v.nullable(
      v.variant('kind', [
        v.object({ kind: v.literal('stored'), mean: v.array(finite), deviation: v.array(positive) }),
        v.object({ kind: v.literal('running'), timeConstantMs: positive, floor: positive }),
      ]),
    ),
  }),
  v.object({ kind: v.literal('raw'), ...windows, sampleRate: rate, scale: positive }),
]);

/** Throws RangeError, in one clause, if the numbers do not fit together. */
export function checkFrontEnd(spec: FrontEndSpec): void {
  if (spec.kind === 'raw') return;
  const { fftSize, windowSamples, minHz, maxHz, sampleRate } = spec;
  if (fftSize < windowSamples) throw new RangeError(`'fftSize' ${fftSize} is below 'windowSamples' ${windowSamples}`);
  if (minHz >= maxHz || maxHz > sampleRate / 2)
    throw new RangeError(
      `bands from ${minHz} to ${maxHz} Hz must increase and end at most at half the sample rate ${sampleRate}`,
    );
  const features = featureCount(spec);
  const stored = spec.kind === 'log-mel' ? spec : spec.standardize?.kind === 'stored' ? spec.standardize : null;
  if (stored && (stored.mean.length !== features || stored.deviation.length !== features))
    throw new RangeError(`'mean' and 'deviation' must hold ${features} numbers`);
  if (spec.kind === 'spectral') checkSpectral(spec);
}

function checkSpectral({ bins, fftSize, dct, bands }: SpectralSpec): void {
  if (bins[0] > bins[1] || bins[1] > fftSize / 2)
    throw new RangeError(`'bins' must increase and end at most at ${fftSize / 2}: received ${bins[0]} to ${bins[1]}`);
  if (dct && dct.coefficients > bands)
    throw new RangeError(`a cosine transform of ${bands} bands has no ${dct.coefficients} coefficients`);
}
