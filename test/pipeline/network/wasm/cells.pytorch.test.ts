// The kernel's GRU against PyTorch's own numbers. Other gate orders, and the other reset
// convention, do not give them.
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { affine } from '#src/model/cells.js';
import { tensorShapes } from '#src/model/flow.js';
import type { GruLayer, Layer, Tensor, Tensors } from '#src/model/layers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { ReferenceNetwork, sigmoid } from '#src/pipeline/network/reference.js';
import { Program } from '#src/pipeline/program.js';
import { randomFloats } from '../../../support/random.js';
import { runFlat } from '../../../support/run-network.js';
import { tinyModel } from '../../../support/tiny-model.js';
import { kernelStates, largestDifference } from './states.js';

const module = await readKernel();

// The numbers in pytorch-gru.json are PyTorch's own: its key `madeBy` is the program that made them.
describe('two GRU layers of PyTorch', async () => {
  const text = await readFile(new URL('./pytorch-gru.json', import.meta.url), 'utf8');
  const fixture = JSON.parse(text) as Record<'inputs' | 'states' | 'outputs', number[]> & {
    tensors: Record<string, number[]>;
  };
  const gru: GruLayer = { kind: 'gru', name: 'gru', inputSize: 3, hiddenSize: 5, layers: 2 };
  const fc: Layer = { kind: 'dense', name: 'fc', inputSize: 5, outputSize: 4, activation: 'softmax' };
  const tensors = new Map<string, Tensor>();
  for (const [name, shape] of [...tensorShapes(gru), ...tensorShapes(fc)]) {
    tensors.set(name, { shape, values: Float32Array.from(fixture.tensors[name] as number[]) });
  }
  const inputs = Float32Array.from(fixture.inputs);

  it('come out in every unit, and after softmax, to 1e-6', () => {
    expect(largestDifference(kernelStates(gru, tensors, inputs), fixture.states)).toBeLessThan(1e-6);
    const outputs = runFlat([gru, fc], tensors, inputs);
    expect(largestDifference(outputs, fixture.outputs)).toBeLessThan(1e-6);
  });

  it.each([
    ['z, r, n', [1, 0, 2]],
    ['r, n, z', [0, 2, 1]],
    ['n, z, r', [2, 1, 0]],
    ['z, n, r', [1, 2, 0]],
    ['n, r, z', [2, 0, 1]],
  ])('do not come out with gates in the order %s', (_, order) => {
    const other = new Map(tensors);
    for (const name of tensorShapes(gru).keys()) other.set(name, reordered(tensors.get(name) as Tensor, order));
    expect(largestDifference(kernelStates(gru, other, inputs), fixture.states)).toBeGreaterThan(0.01);
  });

  it('do not come out with the reset gate before the recurrent product', () => {
    const one: GruLayer = { ...gru, layers: 1 };
    const first = new ReferenceNetwork([one], tensors);
    first.input = Array.from(inputs.subarray(0, 3));
    first.step();
    const rest = first.scores; // the state before the second step: no longer zero, so the two conventions part
    first.input = Array.from(inputs.subarray(3, 6));
    first.step();
    const after = kernelStates(one, tensors, inputs.subarray(0, 6)).slice(5);
    expect(largestDifference(after, first.scores)).toBeLessThan(1e-6);
    expect(largestDifference(after, resetBefore(first.input, rest, tensors))).toBeGreaterThan(0.01);
  });
});

describe('the golden vector', () => {
  const model = tinyModel();
  const kernel = Kernel.create(module);
  const inputs = randomFloats(6 * 10, 4, 2);
  const outputs = runFlat(model.layers, model.tensors, inputs);
  const golden = (tensors: ReadonlyMap<string, Tensor>) =>
    new Map([
      ...tensors,
      ['golden.inputs', { shape: [6, 10], values: inputs }],
      ['golden.outputs', { shape: [6, 4], values: outputs }],
    ] as const);

  it('accepts a model that gives it', () => {
    expect(() => new Program(kernel, { ...model, tensors: golden(model.tensors) })).not.toThrow();
  });

  it('refuses gates in another order', () => {
    const swapped = new Map(model.tensors);
    for (const name of tensorShapes(model.layers[0] as GruLayer).keys()) {
      swapped.set(name, reordered(model.tensors.get(name) as Tensor, [1, 0, 2]));
    }
    const wrong = { ...model, tensors: golden(swapped) };
    expect(() => new Program(kernel, wrong)).toThrow(expect.objectContaining({ code: 'MODEL_MISMATCH' }));
  });

  it('refuses a vector that does not fit the model', () => {
    const tensors = new Map(golden(model.tensors));
    tensors.set('golden.outputs', { shape: [5, 4], values: outputs.slice(0, 20) });
    expect(() => new Program(kernel, { ...model, tensors })).toThrow(
      expect.objectContaining({ code: 'MODEL_MISMATCH' }),
    );
  });
});

/**
 * h' where the reset gate acts on the state before the product, as in Cho et al.'s first version. PyTorch does it
 * otherwise.
 */
function resetBefore(x: readonly number[], h: readonly number[], tensors: Tensors): number[] {
  const values = (part: string) => (tensors.get(`gru.${part}_l0`) as Tensor).values;
  const n = h.length;
  const gi = affine(values('weight_ih'), values('bias_ih'), x);
  const gh = affine(values('weight_hh'), values('bias_hh'), h);
  const sum = (i: number) => (gi[i] as number) + (gh[i] as number);
  const reset = h.map((before, j) => sigmoid(sum(j)) * before);
  const late = affine(values('weight_hh'), values('bias_hh'), reset);
  return h.map((before, j) => {
    const update = sigmoid(sum(n + j));
    const fresh = Math.tanh((gi[2 * n + j] as number) + (late[2 * n + j] as number));
    return (1 - update) * fresh + update * before;
  });
}

/** A GRU's tensor with its three gates in another order. */
function reordered({ shape, values }: Tensor, order: readonly number[]): Tensor {
  const gate = values.length / 3;
  return {
    shape,
    values: Float32Array.from(
      values,
      (_, i) => values[(order[Math.floor(i / gate)] as number) * gate + (i % gate)] as number,
    ),
  };
}
