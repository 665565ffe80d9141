// The states of a stack of GRU layers, step after step, and how far two such lists are apart.
import { expect } from 'vitest';
import { tensorShapes } from '#src/model/flow.js';
import type { GruLayer, Layer, Tensor, Tensors } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel, vectorBytes } from '#src/pipeline/kernel-access/kernel.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';

const module = await readKernel();

/** The state of a stack's last layer after every step on the kernel, (steps, hidden). */
export function kernelStates(layer: GruLayer, tensors: Tensors, inputs: Float32Array): number[] {
  const kernel = Kernel.create(module);
  // A network must end with scores: a dense layer of zeros that changes nothing.
  const end: Layer = { kind: 'dense', name: 'end', inputSize: layer.hiddenSize, outputSize: 1, activation: 'none' };
  const none = [...tensorShapes(end)].map(([name, shape]) => {
    return [name, { shape, values: new Float32Array(shape.reduce((a, b) => a * b)) }] as const;
  });
  const backend = new WasmBackend(kernel, [layer, end], new Map<string, Tensor>([...tensors, ...none]));
  const inputAt = kernel.allocate(vectorBytes(layer.inputSize));
  const { stateBytes, hiddenOffset, hiddenSize } = backend.shape;
  const stateAt = kernel.allocate(stateBytes);
  const network = backend.network(inputAt, stateAt);
  const states: number[] = [];
  for (let from = 0; from < inputs.length; from += layer.inputSize) {
    kernel.floats(inputAt, layer.inputSize).set(inputs.subarray(from, from + layer.inputSize));
    network.step();
    states.push(...kernel.floats(stateAt + hiddenOffset, hiddenSize));
  }
  return states;
}

/** The largest difference of two rows of equal length; NaN where one is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] as number))), 0);
}
