// The model file: what is written comes back; whatever is damaged is noticed.
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { tinyModel } from '../../support/tiny-model.js';
import { failureOf, message, refusal, small } from './broken-file.js';

describe('writeModel() and readModel()', () => {
  it('give every bit of a single precision model back', () => {
    const model = withOddNumbers(tinyModel({ layers: 2 }));
    const { tensors, ...rest } = readModel(writeModel(model));
    const { tensors: written, ...description } = model;
    expect(rest).toEqual(description);
    expect([...tensors.keys()].sort()).toEqual([...written.keys()].sort());
    for (const [name, tensor] of written) {
      expect(tensors.get(name)?.shape).toEqual(tensor.shape);
      expect(bits(tensors.get(name)?.values)).toEqual(bits(tensor.values));
    }
  });

  it('keep weights within half precision if asked, and the golden vector whole', () => {
    const model = tinyModel();
    const golden = { shape: [1, 10], values: model.tensors.get('gru.weight_ih_l0')!.values.slice(0, 10) };
    const tensors = new Map([...model.tensors, ['golden.inputs', golden]]);
    const read = readModel(writeModel({ ...model, tensors }, 'F16'));
    expect(bits(read.tensors.get('golden.inputs')?.values)).toEqual(bits(golden.values));
    for (const [name, { values }] of model.tensors) {
      const worst = values.map((value, i) => Math.abs(value - read.tensors.get(name)!.values[i]!) / Math.abs(value));
      expect(Math.max(...worst)).toBeLessThanOrEqual(2 ** -11);
      expect(Math.max(...worst)).toBeGreaterThan(0);
    }
  });

  it('work on a part of a larger buffer, at any address', () => {
    const bytes = writeModel(small());
    const larger = new Uint8Array(bytes.length + 3);
    larger.set(bytes, 3);
    expect(readModel(larger.subarray(3))).toEqual(readModel(bytes));
  });

  it('lay the data at a multiple of 8 bytes, as the format asks', () => {
    for (const name of ['a', 'ab', 'abc', 'é', 'a "quoted" name']) {
      const bytes = writeModel({ ...small(), name });
      expect(headerLength(bytes) % 8).toBe(0);
      expect(readModel(bytes).name).toBe(name);
    }
  });
});

describe('readModel(): damage', () => {
  it.each(['F32', 'F16'] as const)('notices every changed bit and byte of a file (%s)', (precision) => {
    const bytes = writeModel(small(), precision);
    const unnoticed: string[] = [];
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
        const changed = bytes.slice();
        changed[at] = bytes[at]! ^ flip;
        const failure = refusal(changed);
        if (failure !== null) unnoticed.push(`byte ${at} ^ ${flip}: ${failure}`);
      }
    }
    expect(unnoticed).toEqual([]);
  });

  it('refuses a file cut short at any length, and one with bytes behind', () => {
    const bytes = writeModel(small());
    const believed: string[] = [];
    for (let length = 0; length < bytes.length; length++) {
      const failure = refusal(bytes.subarray(0, length));
      if (failure !== null) believed.push(`${length} bytes: ${failure}`);
    }
    expect(believed).toEqual([]);
    expect(message(Uint8Array.of(...bytes, 0))).toMatch(/1 bytes follow the last tensor/);
  });

  it('says of a file cut short that it is cut short', () => {
    const bytes = writeModel(small());
    expect(failureOf(bytes.subarray(0, bytes.length - 1))).toMatchObject({ code: 'MODEL_CORRUPT' });
    expect(message(bytes.subarray(0, bytes.length - 1))).toMatch(/cut short/);
    expect(message(bytes.subarray(0, 100))).toMatch(/cut short/);
  });

  it('says of changed weights that they changed', () => {
    const bytes = writeModel(small());
    bytes[bytes.length - 1]! ^= 1;
    expect(failureOf(bytes)).toMatchObject({ code: 'MODEL_CORRUPT', message: expect.stringMatching(/have changed/) });
  });
});

/** Numbers that a careless copy would change. */
function withOddNumbers(model: Model): Model {
  const { shape, values } = model.tensors.get('fc.bias')!;
  const odd = values.slice();
  odd.set([-0, 1e-45, Number.NaN, -3.4e38]);
  return { ...model, tensors: new Map([...model.tensors, ['fc.bias', { shape, values: odd }]]) };
}

function headerLength(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
}

function bits(values: Float32Array | undefined): number[] {
  return values ? [...new Uint32Array(values.slice().buffer)] : [];
}
