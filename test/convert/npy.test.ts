// Arrays of numpy, and examples made of them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExample, readingsOf } from '#src/convert/example.js';
import { readNpy } from '#src/convert/npy.js';
import { SluiceError } from '#src/errors.js';
import { npyBytes } from '../support/npy.js';

describe('readNpy()', () => {
  it('gives the numbers of any shape, precision and byte order, row after row', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('f4' as const, 'f8' as const),
        fc.boolean(),
        fc.boolean(),
        (shape, type, big, fortran) => {
          const count = shape.reduce((a, b) => a * b, 1);
          const values = Array.from({ length: count }, (_, i) => i / 2);
          const { shape: read, values: given } = readNpy(npyBytes(shape, values, { type, big, fortran }), 'x.npy');
          expect(read).toEqual(shape);
          if (!fortran) {
            expect([...given]).toEqual(values);
            return;
          }
          // columns one after the other: the first index runs fastest
          const place = (at: readonly number[]) => at.reduceRight((sum, i, d) => sum * (shape[d] as number) + i, 0);
          const at = new Array<number>(shape.length).fill(0);
          for (const value of given) {
            expect(value).toBe(place(at) / 2);
            for (let d = shape.length - 1; d >= 0 && ++at[d]! === shape[d]; d--) at[d] = 0;
          }
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it('says what is wrong with a file in one sentence, wherever it is cut', () => {
    const whole = npyBytes([2, 3], [1, 2, 3, 4, 5, 6]);
    for (let length = 0; length < whole.length; length++)
      expect(() => readNpy(whole.slice(0, length), 'x.npy')).toThrow(SluiceError);
    const text = new TextDecoder('latin1').decode(whole).replace("'<f4'", "'|O8'");
    const objects = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    expect(() => readNpy(objects, 'x.npy')).toThrow("it holds numbers of the type 'O8': save it as float32");
  });
});

describe('readingsOf()', () => {
  const array = (...shape: number[]) => ({
    shape,
    values: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i),
  });

  it.each([
    [array(5, 4), array(5, 3), ['[frames, inputs]'], 5],
    [array(5, 4), array(3), ['[frames, inputs]'], 1],
    [array(1, 5, 4), array(1, 5, 3), ['[sequences, frames, inputs]'], 5],
    [array(5, 1, 4), array(5, 1, 3), ['[frames, sequences, inputs]'], 5],
    [array(2, 5, 4), array(2, 3), ['[sequences, frames, inputs]'], 2],
    [array(2, 5, 4), array(2, 5, 3), ['[sequences, frames, inputs]', '[frames, sequences, inputs]'], 10],
  ])('takes %j and %j', (x, y, ways, answers) => {
    const readings = readingsOf({ x, y }, 4, 3);
    expect(readings.map((reading) => reading.as)).toEqual(ways);
    const told = readings[0]?.sequences.flatMap(({ outputs }) => outputs.filter((row) => row !== null));
    expect(told).toHaveLength(answers);
  });

  it('refuses what fits no network of these sizes, and numbers that are none', () => {
    expect(() => readingsOf({ x: array(5, 4), y: array(4, 3) }, 4, 3)).toThrow(
      'x must be [frames, 4] and y [frames, 3], or one row of 3 for the last frame: received x [5,4] and y [4,3]',
    );
    const y = { shape: [1, 3], values: Float64Array.of(1, Number.NaN, 3) };
    expect(() => readingsOf({ x: array(1, 4), y }, 4, 3)).toThrow('it holds numbers that are not finite');
  });
});

describe('readExample()', () => {
  const json = (value: unknown) => [{ name: 'e.json', bytes: new TextEncoder().encode(JSON.stringify(value)) }];

  it.each([
    [{ x: [[1, 2]] }, /'y' must be a list of rows of numbers/],
    [{ x: [[1, 2], [1]], y: [[1]] }, /'x' must be a list of rows of numbers, all of one length/],
    [{ x: [['a']], y: [[1]] }, /'x' must be/],
    [[1], /'x' must be/],
  ])('refuses %j', (value, sentence) => {
    expect(() => readExample(json(value))).toThrow(sentence);
  });

  it('asks for the second of two arrays', () => {
    expect(() => readExample([{ name: 'x.npy', bytes: npyBytes([1, 1], [1]) }])).toThrow(
      'give two files, --example x.npy y.npy',
    );
  });
});
