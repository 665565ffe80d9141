// Which backend runs a model, and when it must be loaded first.
import { describe, expect, it } from 'vitest';
import type { Model, OnnxNetwork } from '#src/model/model.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { backendOf, openBackend } from '#src/pipeline/network/backends.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { Program } from '#src/pipeline/program.js';
import { tinyModel } from '../../support/tiny-model.js';

const module = await readKernel();
const model = tinyModel();
const input = { name: 'x', shape: [1, 10] };
const broken: OnnxNetwork = {
  bytes: Uint8Array.of(1, 2, 3),
  signature: { input, output: 'y', states: [], fixed: [] },
} as unknown as OnnxNetwork;
const onnx: Model = { ...model, layers: [], onnx: broken };

describe('openBackend()', () => {
  it('runs a model of our own layers on the kernel, at once', () => {
    expect(backendOf(model)).toBe('wasm');
    const backend = openBackend(Kernel.create(module), model);
    expect(backend).toBeInstanceOf(WasmBackend);
    expect(backend).toMatchObject({ isAsync: false });
  });

  it('runs an ONNX graph on onnxruntime-web, which must be loaded first', async () => {
    expect(backendOf(onnx)).toBe('onnxruntime-web');
    const load = openBackend(Kernel.create(module), onnx);
    expect(load).toBeTypeOf('function');
    await expect((load as () => Promise<unknown>)()).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  });
});

describe('Program', () => {
  it('opens at once where the backend is there, and later where it must be loaded', async () => {
    expect(Program.open(Kernel.create(module), model)).toBeInstanceOf(Program);
    const opening = Program.open(Kernel.create(module), onnx);
    expect(opening).toBeInstanceOf(Promise);
    await expect(opening).rejects.toMatchObject({ code: 'MODEL_UNREADABLE' });
  });

  it('cannot be made at once from a model whose backend must be loaded', () => {
    expect(() => new Program(Kernel.create(module), onnx)).toThrow('it runs on onnxruntime-web');
  });

  it('keeps nothing in memory where it cannot be opened', () => {
    const kernel = Kernel.create(module);
    const { memoryBytes } = kernel;
    const lacking = { ...model, tensors: new Map([...model.tensors].filter(([name]) => name !== 'fc.bias')) };
    for (let i = 0; i < 200; i++) expect(() => Program.open(kernel, lacking)).toThrow("'fc.bias' is missing");
    expect(kernel.memoryBytes - memoryBytes).toBeLessThanOrEqual(2 * 65_536);
  });
});
