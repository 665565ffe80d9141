// A network alone over given inputs.
import { describe, expect, it } from 'vitest';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import type { NetworkBackend } from '#src/pipeline/network/network.js';
import { runNetwork, runNetworkAsync } from '#src/pipeline/network/run-network.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { randomFloats } from '../../support/random.js';
import { tinyModel } from '../../support/tiny-model.js';

const module = await readKernel();
const model = tinyModel({ layers: 2 });
const inputs = randomFloats(20, 1);

function open(): { readonly kernel: Kernel; readonly backend: WasmBackend } {
  const kernel = Kernel.create(module);
  return { kernel, backend: new WasmBackend(kernel, model.layers, model.tensors) };
}

describe('runNetwork()', () => {
  it('gives its memory back, and starts at rest every time', () => {
    const { kernel, backend } = open();
    const first = runNetwork(kernel, backend, inputs);
    const { memoryBytes } = kernel;
    for (let i = 0; i < 1000; i++) runNetwork(kernel, backend, inputs);
    expect(kernel.memoryBytes).toBe(memoryBytes);
    expect(runNetwork(kernel, backend, inputs)).toEqual(first);
  });

  it('refuses an asynchronous backend', () => {
    const { kernel, backend } = open();
    expect(() => runNetwork(kernel, asynchronous(backend), inputs)).toThrow(TypeError);
  });
});

describe('runNetworkAsync()', () => {
  it('waits for every step of an asynchronous backend, and gives the bits of runNetwork()', async () => {
    const { kernel, backend } = open();
    const expected = runNetwork(kernel, backend, inputs);
    expect(await runNetworkAsync(kernel, asynchronous(backend), inputs)).toEqual(expected);
    expect(await runNetworkAsync(kernel, backend, inputs)).toEqual(expected);
  });
});

/** The backend with steps that are made a task later. */
function asynchronous(backend: NetworkBackend): NetworkBackend {
  return {
    shape: backend.shape,
    isAsync: true,
    network(inputAt, stateAt) {
      const network = backend.network(inputAt, stateAt);
      const step = async () => {
        await new Promise((resolve) => setTimeout(resolve));
        network.step();
      };
      return { step, reset: () => network.reset() };
    },
    batch: () => null,
  };
}
