// The kernel's GRU against onnxruntime-web, against PyTorch's own numbers, and against the TypeScript twin.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Kernel } from '#src/engine/kernel.js';
import { type Layer, type Tensor, tensorShapes } from '#src/engine/network/layers.js';
import { ReferenceNetwork } from '#src/engine/network/reference.js';
import { WasmWeights } from '#src/engine/network/wasm.js';
import { Program, runNetwork } from '#src/engine/program.js';
import { gruLayer, randomTensors } from '#src/harness/random-model.js';
import { kernelStepper, onnxStepper } from '#src/harness/steppers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { randomFloats } from '../../support/random.js';
import { tinyModel, randomTensors as wildTensors } from '../../support/tiny-model.js';

const module = await readKernel();

describe('the GRU step', () => {
  it.each([
    [10, 20],
    [40, 96],
    [64, 128],
    [7, 13],
    [128, 256],
  ])(
    '%d -> %d agrees with onnxruntime-web on random weights to 1e-5, step after step',
    async (inputSize, hiddenSize) => {
      const layer = gruLayer(inputSize, hiddenSize);
      const tensors = randomTensors([layer], inputSize);
      const inputs = Array.from({ length: 16 }, (_, i) => randomFloats(inputSize, i, 2));
      const ours = kernelStepper(Kernel.create(module), layer, tensors, inputs);
      const theirs = await onnxStepper(layer, tensors, inputs);
      for (let step = 0; step < 40; step++) {
        await ours.run(1);
        await theirs.run(1);
        expect(Math.abs(ours.sink - theirs.sink)).toBeLessThan(1e-5);
      }
      await theirs.close();
    },
  );

  it('agrees with PyTorch: two layers, a dense layer and softmax over six steps', async () => {
    const text = await readFile(new URL('./pytorch-gru.json', import.meta.url), 'utf8');
    const fixture = JSON.parse(text) as { tensors: Record<string, number[]>; inputs: number[]; outputs: number[] };
    const layers: Layer[] = [
      { kind: 'gru', name: 'gru', inputSize: 3, hiddenSize: 5, layers: 2 },
      { kind: 'dense', name: 'fc', inputSize: 5, outputSize: 4, activation: 'softmax' },
    ];
    const tensors = new Map<string, Tensor>();
    for (const layer of layers) {
      for (const [name, shape] of tensorShapes(layer)) {
        tensors.set(name, { shape, values: Float32Array.from(fixture.tensors[name] as number[]) });
      }
    }
    const outputs = runNetwork(
      new WasmWeights(Kernel.create(module), layers, tensors),
      Float32Array.from(fixture.inputs),
    );
    expect(outputs).toHaveLength(fixture.outputs.length);
    outputs.forEach((output, i) => {
      expect(Math.abs(output - (fixture.outputs[i] as number))).toBeLessThan(2e-6);
    });
  });

  it.each(Array.from({ length: 65 }, (_, i) => 2 * i + 1))(
    'agrees with its twin at a hidden size of %d',
    (hiddenSize) => {
      const inputSize = 1 + ((hiddenSize * 7) % 50);
      const layers: Layer[] = [
        { kind: 'gru', name: 'gru', inputSize, hiddenSize, layers: 2 },
        { kind: 'dense', name: 'fc', inputSize: hiddenSize, outputSize: 5, activation: 'softmax' },
      ];
      const tensors = wildTensors(layers, hiddenSize, 1 / Math.sqrt(hiddenSize));
      const inputs = randomFloats(4 * inputSize, 9, 2);
      const outputs = runNetwork(new WasmWeights(Kernel.create(module), layers, tensors), inputs);
      const twin = new ReferenceNetwork(layers, tensors);
      for (let step = 0; step < 4; step++) {
        twin.input = Array.from(inputs.subarray(step * inputSize, (step + 1) * inputSize));
        twin.step();
        twin.scores.forEach((score, i) => {
          expect(Math.abs(score - (outputs[step * 5 + i] as number))).toBeLessThan(1e-5);
        });
      }
    },
  );
});

describe('the golden vector', () => {
  const model = tinyModel();
  const kernel = Kernel.create(module);
  const inputs = randomFloats(6 * 10, 4, 2);
  const outputs = runNetwork(new WasmWeights(kernel, model.layers, model.tensors), inputs);
  const golden = (tensors: ReadonlyMap<string, Tensor>) =>
    new Map([
      ...tensors,
      ['golden.inputs', { shape: [6, 10], values: inputs }],
      ['golden.outputs', { shape: [6, 4], values: outputs }],
    ] as const);

  it('lets a model through whose answers come out', () => {
    expect(() => new Program(kernel, { ...model, tensors: golden(model.tensors) })).not.toThrow();
  });

  it('refuses gates in another order', () => {
    const swapped = new Map(model.tensors);
    for (const name of ['gru.weight_ih_l0', 'gru.weight_hh_l0', 'gru.bias_ih_l0', 'gru.bias_hh_l0']) {
      const { shape, values } = swapped.get(name) as Tensor;
      const gate = values.length / 3;
      const other = Float32Array.from(values);
      other.set(values.subarray(gate, 2 * gate), 0);
      other.set(values.subarray(0, gate), gate);
      swapped.set(name, { shape, values: other });
    }
    const wrong = { ...model, tensors: golden(swapped) };
    expect(() => new Program(kernel, wrong)).toThrow(expect.objectContaining({ code: 'MODEL_MISMATCH' }));
  });

  it('refuses one that does not fit the model', () => {
    const tensors = new Map(golden(model.tensors));
    tensors.set('golden.outputs', { shape: [5, 4], values: outputs.slice(0, 20) });
    expect(() => new Program(kernel, { ...model, tensors })).toThrow(
      expect.objectContaining({ code: 'MODEL_MISMATCH' }),
    );
  });
});
