// A network at work on the kernel, step after step.

import type { Layer, Tensors } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, vectorBytes } from '#src/pipeline/kernel-access/kernel.js';
import { WasmNetwork, WasmWeights } from '#src/pipeline/network/wasm.js';

const module = await readKernel();

/** What a network gives from rest for each of these inputs. */
export function runLayers(
  layers: readonly Layer[],
  tensors: Tensors,
  inputs: readonly ArrayLike<number>[],
): number[][] {
  const kernel = Kernel.create(module);
  const weights = new WasmWeights(kernel, layers, tensors);
  const inputAt = kernel.allocate(vectorBytes(weights.inputSize));
  const stateAt = kernel.allocate(weights.stateBytes);
  const network = new WasmNetwork(weights, inputAt, stateAt);
  return inputs.map((input) => {
    kernel.floats(inputAt, weights.inputSize).set(input);
    network.step();
    return [...kernel.floats(stateAt + weights.scoresOffset, weights.outputSize)];
  });
}
