// A small GRU with random seeded weights: no knowledge, all the machinery. Its labels fire often, so detections can be
// tested too.

import { writeModel } from '#src/model/file/model-file.js';
import { tensorShapes } from '#src/model/flow.js';
import type { LogMelSpec } from '#src/model/front-end.js';
import type { Layer, Tensor } from '#src/model/layers.js';
import type { Model } from '#src/model/model.js';
import { randomFloats } from './random.js';

export interface TinyModelOptions {
  readonly hidden?: number;
  readonly layers?: number;
  readonly seed?: number;
  readonly sampleRate?: number;
  readonly labels?: readonly string[];
}

/** A model whose front end is known to be of this kind. */
export type LogMelModel = Model & { readonly frontEnd: LogMelSpec };

export function tinyModel(options: TinyModelOptions = {}): LogMelModel {
  const { hidden = 12, layers = 1, seed = 7, sampleRate = 16_000, labels = ['none', 'red', 'green', 'blue'] } = options;
  const bands = 10;
  const shape: Layer[] = [
    { kind: 'gru', name: 'gru', inputSize: bands, hiddenSize: hidden, layers },
    { kind: 'dense', name: 'fc', inputSize: hidden, outputSize: labels.length, activation: 'softmax' },
  ];
  const words = labels.slice(1);
  return {
    format: 1,
    name: 'tiny',
    frontEnd: {
      kind: 'log-mel',
      sampleRate,
      windowSamples: Math.round(sampleRate / 160) * 4,
      hopSamples: Math.round(sampleRate / 100),
      fftSize: 512,
      bands,
      minHz: 60,
      maxHz: sampleRate / 2.2,
      floor: 1e-6,
      mean: Array.from({ length: bands }, () => -2),
      deviation: Array.from({ length: bands }, () => 3),
    },
    layers: shape,
    labels,
    detector: {
      smoothingMs: 20,
      enter: Object.fromEntries(words.map((word) => [word, 0.4])),
      exit: Object.fromEntries(words.map((word) => [word, 0.35])),
      minDurationMs: 20,
      refractoryMs: 100,
    },
    provenance: { description: 'random weights for tests', seed },
    tensors: randomTensors(shape, seed),
  };
}

export function tinyModelBytes(options: TinyModelOptions = {}): Uint8Array {
  return writeModel(tinyModel(options));
}

/** Weights large enough that the scores move a lot. */
export function randomTensors(layers: readonly Layer[], seed: number, scale = 1): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  let next = seed;
  for (const layer of layers) {
    for (const [name, shape] of tensorShapes(layer)) {
      const length = shape.reduce((a, b) => a * b, 1);
      const size = scale * (layer.kind === 'dense' ? 2 : 1);
      tensors.set(name, { shape, values: randomFloats(length, next++, size) });
    }
  }
  return tensors;
}
