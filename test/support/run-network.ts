// A network at work on the kernel, step after step.

import type { Layer, Tensors } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, vectorBytes } from '#src/pipeline/kernel-access/kernel.js';
import { runNetwork } from '#src/pipeline/network/run-network.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';

const module = await readKernel();

/** What a network gives from rest for inputs (steps, inputSize): (steps, outputSize). */
export function runFlat(layers: readonly Layer[], tensors: Tensors, inputs: Float32Array): Float32Array {
  const kernel = Kernel.create(module);
  return runNetwork(kernel, new WasmBackend(kernel, layers, tensors), inputs);
}

/** What a network gives from rest for each of these inputs. */
export function runLayers(
  layers: readonly Layer[],
  tensors: Tensors,
  inputs: readonly ArrayLike<number>[],
): number[][] {
  const kernel = Kernel.create(module);
  const backend = new WasmBackend(kernel, layers, tensors);
  const { inputSize, outputSize, stateBytes, scoresOffset } = backend.shape;
  const inputAt = kernel.allocate(vectorBytes(inputSize));
  const stateAt = kernel.allocate(stateBytes);
  const network = backend.network(inputAt, stateAt);
  return inputs.map((input) => {
    kernel.floats(inputAt, inputSize).set(input);
    network.step();
    return [...kernel.floats(stateAt + scoresOffset, outputSize)];
  });
}
