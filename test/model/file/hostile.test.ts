// Files of every format that are changed at random end in a result or a SluiceError: never in another error, a hang, or
// code that runs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endless } from '#src/convert/endless.js';
import { SluiceError } from '#src/errors.js';
import { checkLayers } from '#src/model/file/parse-layers.js';
import { readSafetensors, writeSafetensors } from '#src/model/file/safetensors.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { signatureOf } from '#src/model/onnx/signature.js';
import { stepModel } from '#src/model/onnx/step/step-model.js';
import { CannotStep } from '#src/model/onnx/step/value.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import { unpickle } from '#src/model/pytorch/pickle.js';
import { readStateDict } from '#src/model/pytorch/read.js';
import { fixtureBytes } from '../../support/fixtures.js';

const safetensors = writeSafetensors(
  readStateDict(await fixtureBytes('crnn.pt')),
  () => 'F32',
  () => ({ note: 'a state dict' }),
);

const formats = [
  { name: 'ONNX', valid: await fixtureBytes('crnn.onnx'), read: readOnnx },
  { name: 'ONNX, with loops of names', valid: await fixtureBytes('gru-cell-step.onnx'), read: readOnnx },
  { name: 'ONNX, walked', valid: await fixtureBytes('separable.onnx'), read: walk, runs: 1500 },
  { name: 'ONNX, a cell taken apart, walked', valid: await fixtureBytes('gru-cell-step.onnx'), read: walk, runs: 1500 },
  { name: 'PyTorch', valid: await fixtureBytes('crnn.pt'), read: readStateDict },
  { name: 'PyTorch, a checkpoint', valid: await fixtureBytes('checkpoint.pt'), read: readStateDict },
  { name: 'safetensors', valid: safetensors, read: readSafetensors },
];

/** Reads a model and makes a step model of it; what cannot be stepped is refused too. */
function walk(bytes: Uint8Array): void {
  const model = readOnnx(bytes);
  try {
    stepModel(model, signatureOf(model.graph));
  } catch (error) {
    throw error instanceof CannotStep ? new SluiceError('MODEL_UNREADABLE', error.message) : error;
  }
}

/**
 * A few bytes changed, a part cut out, a part put in twice, or the end cut off. Most changes fall into the first 600
 * bytes, where lengths are.
 */
const change = fc.oneof(
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('set' as const), at: fc.nat(600), byte: fc.nat(255) }),
  fc.record({ kind: fc.constant('large' as const), at: fc.nat() }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('twice' as const), at: fc.nat(), length: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('end' as const), at: fc.nat() }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(valid: Uint8Array, changes: readonly Change[]): Uint8Array {
  let bytes: Uint8Array = valid.slice();
  for (const { at, ...one } of changes) {
    const place = bytes.length === 0 ? 0 : at % bytes.length;
    if (one.kind === 'set') bytes[place] = one.byte;
    if (one.kind === 'large') bytes.fill(255, place, place + 9);
    if (one.kind === 'end') bytes = bytes.slice(0, place);
    if (one.kind === 'cut') bytes = joined(bytes.subarray(0, place), bytes.subarray(place + one.length));
    if (one.kind === 'twice') bytes = joined(bytes.subarray(0, place + one.length), bytes.subarray(place));
  }
  return bytes;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}

describe.each(formats)('a file of $name', ({ valid, read, runs = 10_000 }) => {
  it(`changed in ${runs} ways is read or refused`, () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        try {
          read(changed(valid, changes));
        } catch (error) {
          expect(error, JSON.stringify(changes)).toBeInstanceOf(SluiceError);
          refused++;
        }
      }),
      { seed: 3, numRuns: runs },
    );
    expect(refused).toBeGreaterThan(runs / 10);
  });

  it('cut off anywhere is refused', () => {
    for (let length = 0; length < valid.length; length += Math.ceil(valid.length / 400)) {
      expect(() => read(valid.slice(0, length)), `${length} bytes`).toThrow(SluiceError);
    }
  });
});

const GROWN = /is more than it can need/;

describe('a file that claims more than it holds', () => {
  const claims: readonly (readonly [string, (bytes: Uint8Array) => unknown, Uint8Array])[] = [
    ['ONNX of 10 bytes with a graph of 10 GB', readOnnx, Uint8Array.of(0x3a, 0x80, 0xc8, 0xaf, 0xa0, 0x25, 0, 0, 0, 0)],
    [
      'safetensors of 10 bytes with a header of 10 GB',
      readSafetensors,
      Uint8Array.of(0, 0xe4, 0x0b, 0x54, 2, 0, 0, 0, 0x7b, 0x7d),
    ],
    ['a tensor of 10 GB in an ONNX model', readOnnx, onnxTensor([100_000, 100_000])],
    ['a tensor of no size at all many times over', readOnnx, onnxTensor([2 ** 40, 0, 2 ** 40])],
  ];

  it.each(claims)('%s is dealt with at once', (_, read, bytes) => {
    const before = process.memoryUsage().arrayBuffers;
    try {
      read(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(SluiceError);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100e6);
  });
});

describe('a small file that would grow', () => {
  const grows: readonly (readonly [string, (bytes: Uint8Array) => unknown, Uint8Array, RegExp])[] = [
    [
      'a constant of gigabytes',
      walk,
      onnxOf([
        ['ConstantOfShape', ['large'], 'c'],
        ['Add', ['x', 'c'], 'y'],
      ]),
      GROWN,
    ],
    ['a signal repeated a million times', walk, onnxOf([['Expand', ['x', 'large'], 'y']]), GROWN],
    ['a signal doubled thirty times', walk, onnxOf(doubled(30)), GROWN],
    [
      'a million picks of one number',
      walk,
      onnxOf([
        ['ConstantOfShape', ['large'], 'i'],
        ['Gather', ['x', 'i'], 'y'],
      ]),
      GROWN,
    ],
    ['padding of gigabytes', walk, onnxOf([['Pad', ['x', 'pads'], 'y']]), GROWN],
    ['a chain of ten thousand layers', walk, onnxOf(chain(9000)), /more than 2000 layers/],
    ['more operators than any network has', walk, onnxOf(chain(10_001)), /more than 10000 operators/],
    ['a name that is a list of lists of lists', (bytes) => unpickle(bytes), laughs(40), /asks for a name that is none/],
  ];

  it.each(grows)('%s is refused within a second and 100 MB', (_, read, bytes, sentence) => {
    expect(bytes.length).toBeLessThan(1e6);
    const before = process.memoryUsage();
    const began = performance.now();
    expect(() => read(bytes)).toThrow(sentence);
    const after = process.memoryUsage();
    expect(performance.now() - began).toBeLessThan(1000);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(100e6);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(100e6);
  });

  it('a model of a few lines whose layers claim gigabytes is refused', () => {
    const layers = Array.from({ length: 5000 }, (_, i) => {
      const size = 1_000_000;
      return { kind: 'activation', name: `a${i}`, size, function: { kind: 'relu', alpha: 0, beta: 0 } } as const;
    });
    expect(() => checkLayers(layers, 1_000_000, new Map())).toThrow(/layers hold 5000000000 numbers/);
  });

  it('a loop that may never end is not given to the second engine', () => {
    const loop = (most: readonly [string, number][]) => readOnnx(onnxOf([['Loop', ['n', '', 'x'], 'y']], most)).graph;
    expect(endless(loop([['n', 2 ** 40]]))).toMatch(/operator Loop may take more than 10000 turns/);
    expect(endless(loop([]))).toMatch(/operator Loop/);
    expect(endless(loop([['n', 100]]))).toBeNull();
  });
});

/** Nodes by operator, inputs and output, over x (1, 1, 13); `large` is a shape of 16 million numbers. */
function onnxOf(
  nodes: readonly (readonly [string, readonly string[], string])[],
  numbers: readonly (readonly [string, number])[] = [],
) {
  const whole = (values: readonly number[]) => ({
    type: 'int64',
    shape: [values.length],
    values: Float64Array.from(values),
  });
  return writeOnnx({
    opset: 13,
    producer: 'test',
    graph: {
      name: 'small',
      nodes: nodes.map(([op, inputs, output]) => ({
        name: output,
        op,
        domain: '',
        inputs: [...inputs],
        outputs: [output],
        attributes: new Map(op === 'Concat' ? [['axis', { kind: 'int', value: 2 } as const]] : []),
      })),
      initializers: new Map([
        ['large', whole([1, 1_230_769, 13])],
        ['pads', whole([0, 0, 0, 0, 0, 1e7])],
        ...numbers.map(([name, value]) => [name, whole([value])] as const),
      ]),
      inputs: [{ name: 'x', type: 'float', shape: [1, 1, 13] }],
      outputs: [{ name: 'y', type: 'float', shape: null }],
    },
  });
}

function doubled(times: number) {
  return Array.from({ length: times }, (_, i) => {
    const from = i === 0 ? 'x' : `c${i}`;
    return ['Concat', [from, from], i === times - 1 ? 'y' : `c${i + 1}`] as const;
  });
}

function chain(length: number) {
  return Array.from({ length }, (_, i) => {
    return ['Relu', [i === 0 ? 'x' : `c${i}`], i === length - 1 ? 'y' : `c${i + 1}`] as const;
  });
}

/** A pickle of lists, each of which holds the one before it twice, that asks for the last as the name of a module. */
function laughs(depth: number): Uint8Array {
  const text = (value: string) => [0x8c, value.length, ...new TextEncoder().encode(value)];
  const bytes = [0x80, 4, 0x5d, 0x71, 0, 0x28, ...text('aaaa'), ...text('aaaa'), 0x65];
  for (let i = 1; i <= depth; i++) bytes.push(0x5d, 0x71, i, 0x28, 0x68, i - 1, 0x68, i - 1, 0x65);
  return Uint8Array.from([...bytes, 0x68, depth, ...text('a'), 0x93, 0x2e]);
}

/** A model with one initializer of this shape and no numbers. */
function onnxTensor(shape: readonly number[]): Uint8Array {
  const varint = (value: number): number[] =>
    value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
  const field = (number: number, bytes: readonly number[]) => [
    ...varint(number * 8 + 2),
    ...varint(bytes.length),
    ...bytes,
  ];
  const tensor = [...shape.flatMap((size) => [8, ...varint(size)]), 16, 1, ...field(9, [])];
  return Uint8Array.from([...field(7, field(5, tensor)), ...field(8, [16, 14])]);
}
