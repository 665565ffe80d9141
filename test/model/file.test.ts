// The model file: what is written comes back; whatever is damaged or made to deceive is told in one sentence and never believed.
import { describe, expect, it } from 'vitest';
import type { Tensor } from '#src/engine/network/layers.js';
import { SluiceError } from '#src/errors.js';
import { crc32 } from '#src/model/crc32.js';
import { readModel, writeModel } from '#src/model/file.js';
import type { Model } from '#src/model/model.js';
import { randomTensors, tinyModel } from '../support/tiny-model.js';

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

describe('readModel(): descriptions that do not fit', () => {
  const model = small();
  const without = (name: string) => new Map([...model.tensors].filter(([key]) => key !== name));
  const frontEnd = (part: Partial<Model['frontEnd']>) => ({ ...model, frontEnd: { ...model.frontEnd, ...part } });
  const [gru, dense] = model.layers as [Model['layers'][0], Model['layers'][0]];

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a missing tensor', { ...model, tensors: without('fc.bias') }, /tensor 'fc.bias' is missing/],
    ['a wrong shape', { ...model, tensors: reshaped(model) }, /'fc.weight' must be of shape \[2,1\]: received \[1,2\]/],
    ['a label too many', { ...model, labels: ['none', 'a', 'b'] }, /3 labels for 2 scores/],
    ['one label', { ...model, labels: ['none'] }, /'labels'/],
    ['labels that are no text', { ...model, labels: ['none', 7] }, /'labels\.1'/],
    ['another format', { ...model, format: 2 }, /'format'.*1.*2/],
    ['no name', { ...model, name: undefined }, /'name'/],
    ['NaN, which JSON writes as null', frontEnd({ floor: Number.NaN }), /'frontEnd.floor'/],
    ['a mean of NaN', frontEnd({ mean: [0, Number.NaN] }), /'frontEnd.mean.1'/],
    ['means for other bands', frontEnd({ mean: [0] }), /must hold 2 numbers/],
    ['a deviation of zero', frontEnd({ deviation: [1, 0] }), /'frontEnd.deviation.1'/],
    ['a window above the transform', frontEnd({ windowSamples: 32 }), /'fftSize' 16 is below 'windowSamples' 32/],
    ['a transform that is no power of two', frontEnd({ fftSize: 24 }), /'frontEnd.fftSize'/],
    ['no hop', frontEnd({ hopSamples: 0 }), /'frontEnd.hopSamples'/],
    ['no layers', { ...model, layers: [] }, /'layers'/],
    ['an unknown layer', { ...model, layers: [{ ...gru, kind: 'lstm' }, dense] }, /'layers\.0\.kind'/],
    ['layers in the wrong order', { ...model, layers: [dense, gru] }, /'fc' takes 1 inputs, but 2 come/],
    ['no dense layer at the end', { ...model, layers: [gru] }, /the last layer must be dense/],
    [
      'a clip threshold of one',
      { ...model, detector: { ...model.detector, clipThreshold: 1 } },
      /'detector.clipThreshold'/,
    ],
  ])('names %s in one sentence', (_, broken, sentence) => {
    const failure = failureOf(writeModel(broken as unknown as Model));
    expect(failure).toMatchObject({ code: 'MODEL_UNREADABLE', message: expect.stringMatching(sentence) });
    expect(failure?.message).toMatch(/^Cannot read the model: [^\n]+$/);
  });

  it('refuses a description that is no JSON, or holds NaN or an endless number', () => {
    const text = JSON.stringify({ ...model, tensors: undefined });
    const floor = (value: string) => text.replace('"floor":0.000001', `"floor":${value}`);
    expect(message(described(text))).toMatch(/tensor .* is missing/); // all else is well
    expect(message(described(text.slice(1)))).toMatch(/its description is no JSON/);
    expect(message(described(floor('NaN')))).toMatch(/its description is no JSON/);
    expect(message(described(floor('1e999')))).toMatch(/'frontEnd.floor'/);
    expect(message(described(floor('1e-6')))).toMatch(/tensor .* is missing/);
    expect(message(described('null'))).toMatch(/'description'/);
  });

  it('says it in one line though a name in the file has several', () => {
    const [gruLayer] = model.layers;
    const odd = { ...model, layers: [{ ...gruLayer, name: 'two\r\nlines', inputSize: 9 }] } as unknown as Model;
    expect(message(writeModel(odd))).toBe("Cannot read the model: layer 'two lines' takes 9 inputs, but 2 come");
    const long = { ...model, layers: [{ ...gruLayer, name: 'x'.repeat(10_000) }] } as unknown as Model;
    expect(message(writeModel(long)).length).toBeLessThan(300);
  });
});

describe('readModel(): files that are something else, or made to deceive', () => {
  const f32 = (from: number, to: number, shape: unknown = [(to - from) / 4]) => ({
    dtype: 'F32',
    shape,
    data_offsets: [from, to],
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /0 bytes are no safetensors file/],
    ['text', new TextEncoder().encode('{"this": "is JSON, but no model"}'), /does not begin like a safetensors file/],
    ['a header length of 2^63', headed(2n ** 63n, '{}'), /does not begin like/],
    ['a header length of 2^64 - 1', headed(2n ** 64n - 1n, '{}'), /does not begin like/],
    ['a header length of 2^53 + 1', headed(2n ** 53n + 1n, '{}'), /does not begin like/],
    ['a header length beyond the file', headed(3n, '{}'), /cut short: its header needs 3 bytes, 2 are there/],
    ['a header length of zero', headed(0n, '{}'), /no JSON/],
    ['a header that is a list', container('[]'), /does not begin like/],
    ['a header that is not closed', container('{"a":'), /no JSON/],
    ['a header that is no UTF-8', headed(4n, Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)), /no JSON/],
    ['safetensors of another kind', container({ a: f32(0, 8) }, 8), /without 'sluice' metadata/],
    ['metadata that are a list', container({ __metadata__: ['sluice'] }), /without 'sluice' metadata/],
    [
      'metadata with a prototype',
      container('{"__metadata__":{"__proto__":{"sluice":"{}"}}}'),
      /without 'sluice' metadata/,
    ],
    ['a description without a checksum', container({ __metadata__: { sluice: '{}' } }), /says none/],
    ['a tensor named __proto__', container('{"__proto__":{"dtype":"F32"}}'), /tensor '__proto__' has the shape/],
    ['an entry that is null', container({ a: null }), /tensor 'a' has no description/],
    ['an entry that is a number', container({ a: 4 }), /tensor 'a' has no description/],
    [
      'another number format',
      container({ a: { ...f32(0, 8), dtype: 'BF16' } }, 8),
      /must be F32 or F16: received BF16/,
    ],
    ['a format that is no text', container({ a: { ...f32(0, 8), dtype: { toString: 1 } } }, 8), /must be F32 or F16/],
    ['a negative size', container({ a: f32(0, 8, [-2]) }, 8), /has the shape/],
    ['a size that is no whole number', container({ a: f32(0, 8, [0.5, 4]) }, 8), /has the shape/],
    ['sizes whose product is endless', container({ a: f32(0, 8, [2 ** 53 - 1, 2 ** 53 - 1]) }, 8), /needs .* bytes/],
    ['a shape nested without end', container(nested()), /has the shape/],
    ['a negative offset', container({ a: f32(-8, 0, [2]) }, 8), /has the place/],
    ['offsets the wrong way round', container({ a: f32(8, 0, [2]) }, 8), /needs 8 bytes/],
    ['three offsets', container({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8, 8] } }, 8), /has the place/],
    ['offsets beyond the file', container({ a: f32(0, 16) }, 8), /ends at byte 16 of 8: the file is cut short/],
    ['overlapping tensors', container({ a: f32(0, 8), b: f32(4, 12) }, 12), /'b' starts at byte 4, not 8/],
    ['two tensors in one place', container({ a: f32(0, 8), b: f32(0, 8) }, 8), /starts at byte 0, not 8/],
    ['a hole', container({ a: f32(0, 8), b: f32(12, 16) }, 16), /'b' starts at byte 12, not 8/],
    ['a hole at the start', container({ a: f32(4, 8) }, 8), /'a' starts at byte 4, not 0/],
    ['two tensors of one name', container(twice(f32(0, 8), f32(8, 16)), 16), /'a' starts at byte 8, not 0/],
    ['a name with a line break', container({ 'a\nb': null }), /has no description/],
  ])('refuses %s', (_, bytes, sentence) => {
    const failure = failureOf(bytes);
    expect(failure?.message).toMatch(sentence);
    expect(failure?.message).toMatch(/^[^\n]{1,300}$/);
    expect(refusal(bytes)).toBeNull();
  });

  it('reads no files of random bytes behind a fitting length', () => {
    for (let seed = 0; seed < 200; seed++) {
      const body = new Uint8Array(randomTensors(small().layers, seed).get('gru.weight_ih_l0')!.values.slice().buffer);
      body[0] = 0x7b;
      expect(refusal(headed(BigInt(body.length), body))).toBeNull();
    }
  });
});

/** A model of 19 weights, so that every byte of its file can be tried. */
function small(): Model {
  const { detector, provenance } = tinyModel({ labels: ['none', 'a'] });
  const layers: Model['layers'] = [
    { kind: 'gru', name: 'gru', inputSize: 2, hiddenSize: 1, layers: 1 },
    { kind: 'dense', name: 'fc', inputSize: 1, outputSize: 2, activation: 'softmax' },
  ];
  return {
    format: 1,
    name: 'small',
    frontEnd: {
      kind: 'log-mel',
      sampleRate: 1000,
      windowSamples: 16,
      hopSamples: 8,
      fftSize: 16,
      bands: 2,
      minHz: 0,
      maxHz: 500,
      floor: 1e-6,
      mean: [0, 0],
      deviation: [1, 1],
    },
    layers,
    labels: ['none', 'a'],
    detector,
    provenance,
    tensors: randomTensors(layers, 1),
  };
}

/** Numbers that a careless copy would change. */
function withOddNumbers(model: Model): Model {
  const { shape, values } = model.tensors.get('fc.bias')!;
  const odd = values.slice();
  odd.set([-0, 1e-45, Number.NaN, -3.4e38]);
  return { ...model, tensors: new Map([...model.tensors, ['fc.bias', { shape, values: odd }]]) };
}

function reshaped(model: Model): Map<string, Tensor> {
  return new Map([...model.tensors, ['fc.weight', { shape: [1, 2], values: new Float32Array(2) }]]);
}

/** A file with this description, no tensors and a checksum that fits. */
function described(sluice: string): Uint8Array {
  const text = new TextEncoder();
  const checksum = crc32(text.encode(sluice), text.encode('[]')).toString(16).padStart(8, '0');
  return container({ __metadata__: { sluice, crc32: checksum } });
}

/** A file with this header and so many bytes of data. */
function container(header: string | Record<string, unknown>, dataBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const body = new Uint8Array(text.length + dataBytes);
  body.set(text);
  return headed(BigInt(text.length), body);
}

function headed(length: bigint, body: string | Uint8Array): Uint8Array {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const out = new Uint8Array(8 + bytes.length);
  new DataView(out.buffer).setBigUint64(0, length, true);
  out.set(bytes, 8);
  return out;
}

function nested(): string {
  const depth = 200_000;
  return `{"a":{"dtype":"F32","data_offsets":[0,0],"shape":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
}

function twice(one: unknown, other: unknown): string {
  return `{"a":${JSON.stringify(one)},"a":${JSON.stringify(other)}}`;
}

function headerLength(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
}

function bits(values: Float32Array | undefined): number[] {
  return values ? [...new Uint32Array(values.slice().buffer)] : [];
}

/** Null where the file is refused as it should be; else what happened. */
function refusal(bytes: Uint8Array): string | null {
  try {
    readModel(bytes);
    return 'was read';
  } catch (error) {
    if (!(error instanceof SluiceError)) return `threw ${String(error)}`;
    return error.code === 'MODEL_UNREADABLE' || error.code === 'MODEL_CORRUPT' ? null : `threw ${error.code}`;
  }
}

function failureOf(bytes: Uint8Array): Error | null {
  try {
    readModel(bytes);
    return null;
  } catch (error) {
    return error as Error;
  }
}

function message(bytes: Uint8Array): string {
  return failureOf(bytes)?.message ?? 'was read';
}
