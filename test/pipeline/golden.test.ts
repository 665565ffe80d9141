// A model's golden vector shows on every thread that the model computes what it computed where it was trained.
import { beforeAll, describe, expect, it } from 'vitest';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { Tensor } from '#src/model/layers.js';
import type { Model } from '#src/model/model.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { randomFloats } from '../support/random.js';
import { runFlat } from '../support/run-network.js';
import { tinyModel } from '../support/tiny-model.js';

const STEPS = 30;
let module: WebAssembly.Module;
let model: Model;

beforeAll(async () => {
  module = await readKernel();
  const plain = tinyModel({ layers: 2 });
  const inputs = { shape: [STEPS, 10], values: randomFloats(STEPS * 10, 3, 2) };
  const values = runFlat(plain.layers, plain.tensors, inputs.values);
  model = changed(plain, { 'golden.inputs': inputs, 'golden.outputs': { shape: [STEPS, 4], values } });
});

describe('Program', () => {
  it('accepts a model whose golden vector comes out, also from a file, and one without a golden vector', () => {
    expect(refusal(model)).toBeNull();
    expect(refusal(readModel(writeModel(model)))).toBeNull();
    expect(refusal(tinyModel())).toBeNull();
  });

  it('refuses a model with any tensor changed', () => {
    const weights = [...model.tensors.keys()].filter((name) => !name.startsWith('golden.'));
    const accepted = weights.filter((name) => refusal(edited(name, 0, (value) => value + 0.5)) === null);
    expect(weights).toHaveLength(10);
    expect(accepted).toEqual([]);
  });

  it('refuses a model with its gates in another order', () => {
    const { shape, values } = model.tensors.get('gru.weight_hh_l1')!;
    const third = values.length / 3;
    const turned = Float32Array.of(
      ...values.subarray(third, 2 * third),
      ...values.subarray(0, third),
      ...values.subarray(2 * third),
    );
    expect(refusal(changed(model, { 'gru.weight_hh_l1': { shape, values: turned } }))).toMatch(/golden vector/);
  });

  it('refuses outputs that are off anywhere, by little or by NaN, and accepts rounding', () => {
    for (const at of [0, STEPS * 4 - 1]) {
      expect(refusal(edited('golden.outputs', at, (value) => value + 2e-4))).toMatch(/difference of 0\.000200/);
      expect(refusal(edited('golden.outputs', at, () => Number.NaN))).toMatch(/difference of NaN/);
      expect(refusal(edited('golden.outputs', at, (value) => value + 5e-5))).toBeNull();
    }
  });

  it('refuses a network that gives NaN', () => {
    expect(refusal(edited('fc.bias', 0, () => Number.NaN))).toMatch(/difference of NaN/);
  });

  it('refuses half of a golden vector, which would show nothing', () => {
    const without = (name: string) => ({
      ...model,
      tensors: new Map([...model.tensors].filter(([key]) => key !== name)),
    });
    expect(refusal(without('golden.inputs'))).toMatch(/only the outputs are there/);
    expect(refusal(without('golden.outputs'))).toMatch(/only the inputs are there/);
  });

  it('refuses golden vectors of a size that does not fit', () => {
    const { values } = model.tensors.get('golden.inputs')!;
    const short = { shape: [STEPS * 10 - 1], values: values.subarray(1) };
    expect(refusal(changed(model, { 'golden.inputs': short }))).toMatch(/does not fit it/);
    const fewer = { shape: [STEPS - 1, 10], values: values.subarray(10) };
    expect(refusal(changed(model, { 'golden.inputs': fewer }))).toMatch(/\[29,10\] and \[30,4\] does not fit it/);
  });
});

function changed(from: Model, tensors: Readonly<Record<string, Tensor>>): Model {
  return { ...from, tensors: new Map([...from.tensors, ...Object.entries(tensors)]) };
}

/** The model with one number of one tensor replaced. */
function edited(name: string, at: number, edit: (value: number) => number): Model {
  const { shape, values } = model.tensors.get(name)!;
  const copy = values.slice();
  copy[at] = edit(values[at]!);
  return changed(model, { [name]: { shape, values: copy } });
}

/** The message with which a program refuses a model; null where it accepts it. Any other error fails the test. */
function refusal(candidate: Model): string | null {
  try {
    new Program(Kernel.create(module), candidate);
    return null;
  } catch (error) {
    expect(error).toMatchObject({ name: 'SluiceError', code: 'MODEL_MISMATCH' });
    return (error as Error).message;
  }
}
