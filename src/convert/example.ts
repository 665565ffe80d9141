// Example inputs and outputs of an original: what a network that was guessed from a state dict is held to.
import { SluiceError } from '../errors.js';
import { isNpy, type NumberArray, readNpy, unusable } from './npy.js';

/** One run from rest. */
export interface ExampleSequence {
  readonly inputs: readonly Float32Array[];
  /** What the original gave after each frame; null where it is not told. */
  readonly outputs: readonly (Float32Array | null)[];
}

/** Inputs and outputs of an original, as they were saved. */
export interface Example {
  readonly x: NumberArray;
  readonly y: NumberArray;
}

/** A way in which the dimensions of an example can be meant. */
export interface ExampleReading {
  /** `[sequences, frames, features]`, as an error can say it. */
  readonly as: string;
  readonly sequences: readonly ExampleSequence[];
}

/**
 * An example out of one JSON file with `x` and `y`, or out of two .npy files. `files`: names and bytes. Throws
 * SluiceError DATA_UNUSABLE, one sentence.
 */
export function readExample(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Example {
  const [first, second] = files;
  if (first && second) return { x: arrayOf(first), y: arrayOf(second) };
  if (!first) throw new TypeError('Cannot read an example of no files');
  if (isNpy(first.bytes)) throw unusable(first.name, 'it is one array: give two files, --example x.npy y.npy');
  const json = jsonOf(first);
  const { x, y } = typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  return { x: nested(x, first.name, 'x'), y: nested(y, first.name, 'y') };
}

function arrayOf({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): NumberArray {
  return isNpy(bytes) ? readNpy(bytes, name) : nested(jsonOf({ name, bytes }), name, 'it');
}

function jsonOf({ name, bytes }: { readonly name: string; readonly bytes: Uint8Array }): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw unusable(
      name,
      'it is neither JSON nor .npy: save arrays with numpy.save, or as JSON { "x": [[...]], "y": [[...]] }',
    );
  }
}

/** Lists of lists of numbers, all of one shape. */
function nested(value: unknown, from: string, what: string): NumberArray {
  const shape: number[] = [];
  for (let at = value; Array.isArray(at); at = at[0]) shape.push(at.length);
  const flat: unknown[] = Array.isArray(value) ? value.flat(shape.length) : [];
  const count = shape.reduce((a, b) => a * b, 1);
  if (shape.length === 0 || flat.length !== count || !flat.every((one) => typeof one === 'number'))
    throw unusable(
      from,
      `'${what}' must be a list of rows of numbers, all of one length: give { "x": [[...]], "y": [[...]] }`,
    );
  return { shape, values: Float64Array.from(flat as number[]) };
}

/**
 * The ways in which an example can be meant: x as [frames, inputs], [sequences, frames, inputs] or [frames, sequences,
 * inputs]; y with a row for each frame, or for the last of each sequence. Throws SluiceError DATA_UNUSABLE where it
 * fits no network of these sizes.
 */
export function readingsOf({ x, y }: Example, inputSize: number, outputSize: number): ExampleReading[] {
  const readings = layoutsOf(x.shape, inputSize).flatMap((layout) => {
    const outputs = outputsOf(y, layout, outputSize);
    return outputs === null ? [] : [readingOf(x, layout, inputSize, outputs)];
  });
  const usable = readings.filter(({ sequences }) =>
    sequences.some(({ outputs }) => outputs.some((row) => row !== null)),
  );
  if (usable.length === 0)
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot use the example: x must be [frames, ${inputSize}] and y [frames, ${outputSize}], or one row of ${outputSize} for the last frame: received x [${x.shape}] and y [${y.shape}]`,
    );
  if (![...x.values, ...y.values].every(Number.isFinite))
    throw new SluiceError('DATA_UNUSABLE', 'Cannot use the example: it holds numbers that are not finite: give others');
  return usable;
}

interface Layout {
  readonly as: string;
  readonly sequences: number;
  readonly frames: number;
  /** Whether the frames come before the sequences. */
  readonly timeFirst: boolean;
}

function layoutsOf(shape: readonly number[], inputSize: number): Layout[] {
  if (shape.at(-1) !== inputSize && !(inputSize === 1 && shape.length === 1)) return [];
  const [a = 1, b = 1] = shape;
  if (shape.length <= 2) return [{ as: '[frames, inputs]', sequences: 1, frames: a, timeFirst: false }];
  if (shape.length !== 3) return [];
  const batchFirst: Layout = { as: '[sequences, frames, inputs]', sequences: a, frames: b, timeFirst: false };
  const timeFirst: Layout = { as: '[frames, sequences, inputs]', sequences: b, frames: a, timeFirst: true };
  return a === 1 ? [batchFirst] : b === 1 ? [timeFirst] : [batchFirst, timeFirst];
}

type RowAt = (sequence: number, frame: number) => number | null;

/** Where the row of a sequence and a frame stands in y; null where there is none. Null alone: y does not fit. */
function outputsOf(y: NumberArray, { sequences, frames, timeFirst }: Layout, outputSize: number) {
  const flat = y.shape.at(-1) === outputSize ? y.shape.slice(0, -1) : outputSize === 1 ? y.shape : null;
  if (flat === null) return null;
  const sizes = flat.filter((size) => size !== 1);
  const is = (...wanted: number[]) => sizes.join() === wanted.filter((size) => size !== 1).join();
  const each: RowAt = (s, t) => (timeFirst ? t * sequences + s : s * frames + t);
  const last: RowAt = (s, t) => (t === frames - 1 ? s : null);
  const rowAt = is(...(timeFirst ? [frames, sequences] : [sequences, frames])) ? each : is(sequences) ? last : null;
  if (rowAt === null) return null;
  return (s: number, t: number) => {
    const row = rowAt(s, t);
    return row === null ? null : Float32Array.from(y.values.subarray(row * outputSize, (row + 1) * outputSize));
  };
}

function readingOf(
  x: NumberArray,
  { as, sequences, frames, timeFirst }: Layout,
  inputSize: number,
  outputs: (sequence: number, frame: number) => Float32Array | null,
): ExampleReading {
  const times = Array.from({ length: frames }, (_, t) => t);
  return {
    as,
    sequences: Array.from({ length: sequences }, (_, s) => ({
      inputs: times.map((t) => {
        const row = timeFirst ? t * sequences + s : s * frames + t;
        return Float32Array.from(x.values.subarray(row * inputSize, (row + 1) * inputSize));
      }),
      outputs: times.map((t) => outputs(s, t)),
    })),
  };
}
