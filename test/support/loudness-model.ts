// A model that calls every loud window speech: a gate whose decisions a test knows beforehand.
import type { Layer } from '#src/model/layers.js';
import type { Model } from '#src/model/model.js';
import { rawWindow } from '#src/model/named-front-ends.js';

/** Loud: one of the last 20 ms of samples is far from 0. */
export function loudnessModel(sampleRate = 16_000): Model {
  const size = Math.round(sampleRate / 50);
  const layers: Layer[] = [
    { kind: 'activation', name: 'square', size, function: { kind: 'square' } },
    { kind: 'dense', name: 'fc', inputSize: size, outputSize: 2, activation: 'softmax' },
  ];
  // ln(p / (1 - p)) = 4000 x mean square - 4: 0.98 at a mean square of 0.002, 0.02 in silence
  const weights = Float32Array.from({ length: 2 * size }, (_, i) => (i < size ? 0 : 4000 / size));
  return {
    format: 1,
    name: 'loudness',
    frontEnd: rawWindow({ sampleRate, windowSamples: size, hopSamples: size }),
    layers,
    labels: ['quiet', 'loud'],
    detector: { smoothingMs: 0, enter: {}, exit: {}, minDurationMs: 0, refractoryMs: 0 },
    provenance: { description: 'for tests' },
    tensors: new Map([
      ['fc.weight', { shape: [2, size], values: weights }],
      ['fc.bias', { shape: [2], values: Float32Array.of(0, -4) }],
    ]),
  };
}
