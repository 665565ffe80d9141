// Shapes that no tensor has, in every format: each is a SluiceError that names the tensor. An empty tensor may claim any
// size beside its zero, so those are tried most.
import { describe, expect, it } from 'vitest';
import { readNetwork } from '#src/convert/network.js';
import { readNpy } from '#src/convert/npy.js';
import { SluiceError } from '#src/errors.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import { readSafetensors } from '#src/model/file/safetensors.js';
import { shapeProblem } from '#src/model/file/shape.js';
import { bytesField, message, numberField } from '#src/model/onnx/protobuf.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { readPyTorch } from '#src/model/pytorch/read.js';
import { torchFile } from '../../support/pickled.js';
import { tinyModel } from '../../support/tiny-model.js';
import { container } from './broken-file.js';

const LARGE = 2 ** 60;
const BAD: readonly (readonly [string, readonly number[]])[] = [
  ['a zero beside 2^60', [0, LARGE]],
  ['2^60 beside a zero', [LARGE, 0]],
  ['sizes whose product is beyond 2^53', [2 ** 30, 2 ** 30, 0]],
  ['a product that overflows 64 bits to 0', [2 ** 32, 2 ** 32]],
  ['a zero beside 2^31 + 1', [0, 2 ** 31 + 1]],
  ['a negative size', [-1, 4]],
  ['two negative sizes', [-2, -2]],
  ['17 dimensions', new Array(17).fill(1)],
];

/** How each format says it, and who reads it. */
const FORMATS: Readonly<Record<string, (shape: readonly number[]) => unknown>> = {
  safetensors: (shape) => readSafetensors(container({ gru: { dtype: 'F32', shape, data_offsets: [0, 0] } })),
  PyTorch: (shape) => readPyTorch(torchFile(new Map([['gru', shape]]))),
  'an ONNX initializer': (shape) => readOnnx(onnx(bytesField(5, tensor('gru', shape)))),
  'an ONNX value': (shape) => readOnnx(onnx(bytesField(11, value('gru', shape)))),
};

describe.each(Object.entries(FORMATS))('a shape in %s', (format, read) => {
  it.each(BAD)('is refused with its name: %s', (_, shape) => {
    // an ONNX value of size -1 is one of a size that is open
    if (format === 'an ONNX value' && shape.some((size) => size < 0)) return void read(shape);
    expectRefusal(() => read(shape), 'MODEL_CORRUPT', /'gru' has (the shape \[|17 dimensions)/);
  });

  it('may be of an empty tensor, or of a number alone', () => {
    for (const shape of [[0], [0, 4], [3, 0, 5]]) expect(() => read(shape)).not.toThrow(/shape/);
  });
});

describe('shapes elsewhere', () => {
  it('are refused in .npy files', () => {
    for (const shape of ['(0, 1152921504606846976)', '(99999999999999999999,)', '(4294967296, 4294967296)']) {
      const text = `{'descr': '<f4', 'fortran_order': True, 'shape': ${shape}, }\n`;
      const bytes = Buffer.concat([
        Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0]),
        Buffer.from(text),
      ]);
      expectRefusal(() => readNpy(bytes, 'x.npy'), 'DATA_UNUSABLE', /^Cannot read x\.npy: it has the shape/);
    }
  });

  it('are refused in the constants of an ONNX model', () => {
    const attribute = message(bytesField(1, 'value'), bytesField(5, tensor('', [0, LARGE])), numberField(20, 4));
    const node = message(bytesField(2, 'c'), bytesField(4, 'Constant'), bytesField(5, attribute));
    expectRefusal(() => readOnnx(onnx(bytesField(1, node))), 'MODEL_CORRUPT', /a tensor has the shape \[0,1152921/);
  });

  it('are refused in the states of an ONNX model within our model file, alone and together', () => {
    const model = tinyModel();
    const states = (shapes: readonly (readonly number[])[]) => ({
      ...model,
      layers: [],
      tensors: new Map(),
      onnx: {
        bytes: Uint8Array.of(1, 2, 3, 4),
        signature: {
          input: { name: 'x', shape: [1, 10], time: null },
          output: 'y',
          states: shapes.map((shape, i) => ({ input: `a${i}`, output: `b${i}`, shape })),
          fixed: [],
        },
      },
    });
    for (const shapes of [[new Array(16).fill(1e6)], new Array(5).fill([1024, 1024])]) {
      const bytes = writeModel(states(shapes) as never);
      expectRefusal(() => readModel(bytes), 'MODEL_UNREADABLE', /must hold at most 4194304 numbers/);
    }
  });

  it('that claim a huge product are told, not allocated, when a model is converted', async () => {
    const bytes = torchFile(new Map([['gru.weight_ih_l0', [2 ** 20, 2 ** 20]]]), { zeros: 1 });
    await expect(readNetwork(bytes, {} as never, {} as never)).rejects.toThrow(/'gru\.weight_ih_l0' has the shape/);
  });
});

describe('shapeProblem()', () => {
  it('lets through every shape that a network has, and nothing that is no whole number', () => {
    for (const shape of [[], [1], [3, 4, 5], [2 ** 31], [0, 2 ** 31], new Array(16).fill(1)])
      expect(shapeProblem(shape)).toBe(null);
    for (const size of [1.5, Number.NaN, Number.POSITIVE_INFINITY, '3', null, {}, 2 ** 31 + 1])
      expect(shapeProblem([size])).toMatch(/^has the shape \[/);
  });
});

function expectRefusal(act: () => unknown, code: string, sentence: RegExp): void {
  let error: unknown;
  try {
    act();
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(SluiceError);
  expect((error as SluiceError).code).toBe(code);
  expect((error as SluiceError).message).toMatch(sentence);
}

function onnx(...parts: readonly Uint8Array[]): Uint8Array {
  return message(bytesField(7, message(...parts)), bytesField(8, message(numberField(2, 13))));
}

function tensor(name: string, shape: readonly number[]): Uint8Array {
  const sizes = shape.map((size) => numberField(1, size));
  return message(...sizes, numberField(2, 1), bytesField(8, name), bytesField(9, new Uint8Array(0)));
}

function value(name: string, shape: readonly number[]): Uint8Array {
  const sizes = message(...shape.map((size) => bytesField(1, numberField(1, size))));
  return message(bytesField(1, name), bytesField(2, bytesField(1, message(numberField(1, 1), bytesField(2, sizes)))));
}
