// From trained weights to a model: named tensors in the precision of the file, a golden vector, a description.

import { plainDetector } from '../model/detector-settings.js';
import { fromHalf, toHalf } from '../model/file/half.js';
import type { Precision } from '../model/file/safetensors.js';
import type { Layer, Tensor } from '../model/layers.js';
import type { Model, Provenance } from '../model/model.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { runNetwork } from '../pipeline/network/run-network.js';
import { WasmBackend } from '../pipeline/network/wasm.js';
import { Random } from '../random.js';
import { planParameters, toTensors } from './network/parameters.js';
import type { TrainingPlan } from './plan.js';

const GOLDEN_STEPS = 8;

/**
 * `precision`: weights are rounded as the file will store them, so that measurements are of the model that is shipped.
 */
export function makeModel(
  module: WebAssembly.Module,
  plan: TrainingPlan,
  parameters: Float32Array,
  name: string,
  precision: Precision,
  provenance: Provenance = {},
): Model {
  const tensors = toTensors(planParameters(plan.layers), parameters);
  if (precision === 'F16') {
    for (const { values } of tensors.values()) {
      for (let i = 0; i < values.length; i++) values[i] = fromHalf(toHalf(values[i] as number));
    }
  }
  addGolden(module, plan.layers, tensors, plan.seed);
  return {
    format: 1,
    name,
    frontEnd: plan.frontEnd,
    layers: plan.layers,
    labels: plan.labels,
    detector: plainDetector(plan.labels),
    onGap: 'zeros', // best for keywords, as `bench gaps` measured
    provenance,
    tensors,
  };
}

/** Inputs, and what the network makes of them, by which a reader checks its own arithmetic. */
export function addGolden(
  module: WebAssembly.Module,
  layers: readonly Layer[],
  tensors: Map<string, Tensor>,
  seed: number,
): void {
  const kernel = Kernel.create(module);
  const backend = new WasmBackend(kernel, layers, tensors);
  const { inputSize, outputSize } = backend.shape;
  const random = new Random(seed, 1);
  const inputs = Float32Array.from({ length: GOLDEN_STEPS * inputSize }, () => random.between(-2, 2));
  tensors.set('golden.inputs', { shape: [GOLDEN_STEPS, inputSize], values: inputs });
  tensors.set('golden.outputs', { shape: [GOLDEN_STEPS, outputSize], values: runNetwork(kernel, backend, inputs) });
}
