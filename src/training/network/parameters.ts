// All weights of a network in one array, so that the optimizer, the gradient's norm and the exchange between threads
// are simple loops.

import { isRecurrent, tensorShapes } from '../../model/flow.js';
import type { DenseLayer, RecurrentLayer, Tensor } from '../../model/layers.js';
import { padded } from '../../pipeline/kernel-access/kernel.js';
import type { Random } from '../../random.js';

/** A tensor's place in the array. Dense rows are padded to whole vectors of four. */
export interface ParameterPlace {
  readonly name: string;
  readonly shape: readonly number[];
  readonly at: number;
  readonly length: number;
}

/** What can be trained: recurrent layers in their common form, then a dense one. */
export type TrainedLayer = RecurrentLayer | DenseLayer;

export interface ParameterPlan {
  readonly layers: readonly TrainedLayer[];
  readonly places: ReadonlyMap<string, ParameterPlace>;
  readonly length: number;
}

export function planParameters(layers: readonly TrainedLayer[]): ParameterPlan {
  const places = new Map<string, ParameterPlace>();
  let at = 0;
  for (const layer of layers) {
    checkSize(layer);
    checkForm(layer);
    for (const [name, shape] of tensorShapes(layer)) {
      const rows = layer.kind === 'dense' ? padded(shape[0] as number) : (shape[0] as number);
      const length = padded(rows * (shape[1] ?? 1));
      places.set(name, { name, shape, at, length });
      at += length;
    }
  }
  return { layers, places, length: at };
}

/** PyTorch's initialisation: uniform in +-1 / sqrt(hidden) for a GRU, +-1 / sqrt(inputs) for a dense layer. */
export function initialParameters(plan: ParameterPlan, random: Random): Float32Array {
  const out = new Float32Array(plan.length);
  for (const layer of plan.layers) {
    const bound = 1 / Math.sqrt(layer.kind === 'dense' ? layer.inputSize : layer.hiddenSize);
    for (const name of tensorShapes(layer).keys()) {
      const { at, shape } = plan.places.get(name) as ParameterPlace;
      const count = shape.reduce((a, b) => a * b, 1);
      for (let i = 0; i < count; i++) out[at + i] = random.between(-bound, bound);
    }
  }
  return out;
}

/** The array as named tensors. */
export function toTensors(plan: ParameterPlan, parameters: Float32Array): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  for (const { name, shape, at } of plan.places.values()) {
    const count = shape.reduce((a, b) => a * b, 1);
    tensors.set(name, { shape, values: parameters.slice(at, at + count) });
  }
  return tensors;
}

/** Throws RangeError for a cell that is not in its common form, the only one that can be trained. */
function checkForm(layer: TrainedLayer): void {
  const { kind, name, inputSize, hiddenSize, layers, from: _, ...more } = layer as RecurrentLayer;
  if (!isRecurrent(layer) || Object.keys(more).length === 0) return;
  throw new RangeError(
    `Cannot train: layer '${name}' must be a plain ${kind}: received ${Object.keys(more)} for ${inputSize} to ${layers} × ${hiddenSize}`,
  );
}

function checkSize(layer: TrainedLayer): void {
  const size = layer.kind === 'dense' ? layer.inputSize : layer.hiddenSize;
  if (size % 4 !== 0 || layer.inputSize % 4 !== 0) {
    throw new RangeError(
      `Cannot train: sizes of layer '${layer.name}' must be multiples of 4: received ${layer.inputSize} and ${size}`,
    );
  }
}
