// A model of sensor rows with seeded random weights: one step per row, the cost of a real model, labels that fire now
// and then.
import type { Layer, Tensor } from '../model/layers.js';
import type { Model } from '../model/model.js';
import { randomTensors } from './random-model.js';

export interface VectorModelOptions {
  /** Values a row. */
  readonly channels: number;
  readonly hidden: number;
  /** The rows of a second, a whole number. */
  readonly rowsPerSecond: number;
  /** @default 1 */
  readonly seed?: number;
  /** Larger weights say more. @default 1 */
  readonly scale?: number;
}

const LABELS = ['normal', 'odd', 'broken'] as const;

/**
 * Rows of `channels` values, one GRU layer, three scores. Its source has `rowsPerSecond * channels` samples a second.
 */
export function vectorModel({ channels, hidden, rowsPerSecond, seed = 1, scale = 1 }: VectorModelOptions): Model {
  const layers: Layer[] = [
    { kind: 'gru', name: 'gru', inputSize: channels, hiddenSize: hidden, layers: 1 },
    { kind: 'dense', name: 'fc', inputSize: hidden, outputSize: LABELS.length, activation: 'softmax' },
  ];
  return {
    format: 1,
    name: `rows-${channels}-${hidden}`,
    frontEnd: {
      kind: 'raw',
      sampleRate: rowsPerSecond * channels,
      windowSamples: channels,
      hopSamples: channels,
      scale: 1,
    },
    layers,
    labels: LABELS,
    detector: {
      smoothingMs: 0,
      enter: { odd: 0.4, broken: 0.4 },
      exit: { odd: 0.36, broken: 0.36 },
      minDurationMs: 0,
      refractoryMs: 0,
    },
    provenance: { description: 'random weights', seed },
    tensors: scaled(randomTensors(layers, seed), scale),
  };
}

function scaled(tensors: Map<string, Tensor>, scale: number): Map<string, Tensor> {
  return new Map(
    [...tensors].map(([name, { shape, values }]) => [name, { shape, values: values.map((x) => x * scale) }]),
  );
}
