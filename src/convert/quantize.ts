// A model with its weights in 8 bits, and what that changes.

import { SluiceError } from '../errors.js';
import { inputSizeOf } from '../model/flow.js';
import type { Model } from '../model/model.js';
import { quantizeNetwork } from '../model/quantized.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { runNetwork } from '../pipeline/network/run-network.js';
import { WasmBackend } from '../pipeline/network/wasm.js';
import { Random } from '../random.js';

export interface Quantized {
  readonly model: Model;
  /** Of a score, over FRAMES frames of seeded noise, from rest. */
  readonly difference: { readonly largest: number; readonly mean: number };
}

const FRAMES = 500;
const GOLDEN = 16;

/**
 * The golden vector of the result is its own. Throws SluiceError MODEL_UNREADABLE for a model that runs on
 * onnxruntime-web.
 */
export function quantizeModel(module: WebAssembly.Module, model: Model): Quantized {
  if (model.onnx) {
    throw new SluiceError(
      'MODEL_UNREADABLE',
      `Cannot quantize the model '${model.name}': it runs on onnxruntime-web, which takes it as it is: quantize the ONNX file itself`,
    );
  }
  const { layers } = model;
  const tensors = quantizeNetwork(layers, model.tensors);
  const run = (of: Model['tensors'], inputs: Float32Array) => {
    const kernel = Kernel.create(module);
    return runNetwork(kernel, new WasmBackend(kernel, layers, of), inputs);
  };
  const inputSize = inputSizeOf(layers);
  const random = new Random(1);
  const inputs = Float32Array.from({ length: FRAMES * inputSize }, () => random.between(-2, 2));
  const [before, after] = [run(model.tensors, inputs), run(tensors, inputs)];
  const differences = before.map((score, i) => Math.abs(score - (after[i] as number)));
  const golden = inputs.subarray(0, GOLDEN * inputSize);
  tensors.set('golden.inputs', { shape: [GOLDEN, inputSize], values: golden });
  tensors.set('golden.outputs', {
    shape: [GOLDEN, after.length / FRAMES],
    values: after.slice(0, (GOLDEN * after.length) / FRAMES),
  });
  return {
    model: { ...model, name: `${model.name}-int8`, tensors },
    difference: {
      largest: differences.reduce((a, b) => Math.max(a, b), 0),
      mean: differences.reduce((a, b) => a + b, 0) / differences.length,
    },
  };
}
