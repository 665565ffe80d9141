// Files that are no model, or made to deceive: no header, offset or name is believed before it is checked.
import { describe, expect, it } from 'vitest';
import { randomTensors } from '../../support/tiny-model.js';
import { container, failureOf, headed, refusal, small } from './broken-file.js';

describe('readModel(): files that are something else, or made to deceive', () => {
  const f32 = (from: number, to: number, shape: unknown = [(to - from) / 4]) => ({
    dtype: 'F32',
    shape,
    data_offsets: [from, to],
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing', new Uint8Array(0), /0 bytes are not a safetensors file/],
    ['text', new TextEncoder().encode('{"this": "is JSON, but no model"}'), /does not begin like a safetensors file/],
    ['a header length of 2^63', headed(2n ** 63n, '{}'), /does not begin like/],
    ['a header length of 2^64 - 1', headed(2n ** 64n - 1n, '{}'), /does not begin like/],
    ['a header length of 2^53 + 1', headed(2n ** 53n + 1n, '{}'), /does not begin like/],
    ['a header length beyond the file', headed(3n, '{}'), /cut short: its header needs 3 bytes, 2 are there/],
    ['a header length of zero', headed(0n, '{}'), /not JSON/],
    ['a header that is a list', container('[]'), /does not begin like/],
    ['a header that is not closed', container('{"a":'), /not JSON/],
    ['a header that is not UTF-8', headed(4n, Uint8Array.of(0x7b, 0xff, 0xfe, 0x7d)), /not JSON/],
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
      container({ a: { ...f32(0, 8), dtype: 'F8_E4M3' } }, 8),
      /must be of a type of F64, F32, .*: received F8_E4M3/,
    ],
    ['a format that is no text', container({ a: { ...f32(0, 8), dtype: { toString: 1 } } }, 8), /must be of a type of/],
    ['a negative size', container({ a: f32(0, 8, [-2]) }, 8), /has the shape/],
    ['a size that is no whole number', container({ a: f32(0, 8, [0.5, 4]) }, 8), /has the shape/],
    [
      'sizes whose product is endless',
      container({ a: f32(0, 8, [2 ** 53 - 1, 2 ** 53 - 1]) }, 8),
      /at most 2\^31 numbers/,
    ],
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

function nested(): string {
  const depth = 200_000;
  return `{"a":{"dtype":"F32","data_offsets":[0,0],"shape":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
}

function twice(one: unknown, other: unknown): string {
  return `{"a":${JSON.stringify(one)},"a":${JSON.stringify(other)}}`;
}
