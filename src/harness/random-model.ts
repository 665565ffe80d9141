// A model with seeded random weights and the cost of a real one.
import { isRecurrent, tensorShapes } from '../model/flow.js';
import type { GruLayer, Layer, Tensor } from '../model/layers.js';
import type { Model } from '../model/model.js';
import { Random } from '../random.js';

const SAMPLE_RATE = 16_000;

/** Log-mel bands at 16 kHz every 20 ms, one GRU layer, and as many scores as the default model has. */
export function randomModel(bands: number, hiddenSize: number, seed = 1): Model {
  const labels = Array.from({ length: 17 }, (_, i) => (i === 0 ? 'none' : `phrase-${i}`));
  const layers: Layer[] = [
    { kind: 'gru', name: 'gru', inputSize: bands, hiddenSize, layers: 1 },
    { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: labels.length, activation: 'softmax' },
  ];
  return {
    format: 1,
    name: `random-${bands}-${hiddenSize}`,
    frontEnd: {
      kind: 'log-mel',
      sampleRate: SAMPLE_RATE,
      windowSamples: 512,
      hopSamples: 320,
      fftSize: 512,
      bands,
      minHz: 60,
      maxHz: 7600,
      floor: 1e-6,
      mean: Array<number>(bands).fill(-4),
      deviation: Array<number>(bands).fill(3),
    },
    layers,
    labels,
    detector: { smoothingMs: 60, enter: {}, exit: {}, minDurationMs: 40, refractoryMs: 500 },
    provenance: { description: 'random weights', seed },
    tensors: randomTensors(layers, seed),
  };
}

/** Weights of the size that training begins with: uniform within 1 / sqrt(hidden), of other layers 1 / sqrt(inputs). */
export function randomTensors(layers: readonly Layer[], seed: number): Map<string, Tensor> {
  const random = new Random(seed);
  const tensors = new Map<string, Tensor>();
  for (const layer of layers) {
    for (const [name, shape] of tensorShapes(layer)) {
      const length = shape.reduce((a, b) => a * b, 1);
      const scale = 1 / Math.sqrt(isRecurrent(layer) ? layer.hiddenSize : length / (shape[0] as number));
      tensors.set(name, { shape, values: Float32Array.from({ length }, () => random.between(-scale, scale)) });
    }
  }
  return tensors;
}

/** A single GRU layer, named `gru`. */
export function gruLayer(inputSize: number, hiddenSize: number): GruLayer {
  return { kind: 'gru', name: 'gru', inputSize, hiddenSize, layers: 1 };
}
