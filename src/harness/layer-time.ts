// How long a step of some layers takes on the live kernel.

import type { Layer, Tensors } from '../model/layers.js';
import { Kernel, vectorBytes } from '../pipeline/kernel-access/kernel.js';
import { WasmBackend } from '../pipeline/network/wasm.js';

const RUNS = 31;

/** The median over RUNS runs of `steps` steps each, µs a step, after as many to warm up. */
export function timeLayers(
  module: WebAssembly.Module,
  layers: readonly Layer[],
  tensors: Tensors,
  steps = 2000,
): number {
  const kernel = Kernel.create(module);
  const backend = new WasmBackend(kernel, layers, tensors);
  const { inputSize, stateBytes } = backend.shape;
  const network = backend.network(kernel.allocate(vectorBytes(inputSize)), kernel.allocate(stateBytes));
  const run = () => {
    const startMs = performance.now();
    for (let i = 0; i < steps; i++) network.step();
    return ((performance.now() - startMs) * 1000) / steps;
  };
  for (let i = 0; i < RUNS; i++) run();
  const times = Array.from({ length: RUNS }, run).sort((a, b) => a - b);
  return times[RUNS >> 1] as number;
}
