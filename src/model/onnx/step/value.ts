// A value while a graph is walked: every element is a constant, or such and such a number of what some layer gives.
// What only moves elements about (slices, transposes, concatenations, reshapes, reflections) is then done here and now,
// and leaves at most a list of indices to the live network.

/** Why a graph cannot be stepped by our own kernel: one clause that names the operator. */
export class CannotStep extends Error {}

/** Why a recurrent operator does not go over what was taken for time. */
export class TimeElsewhere extends CannotStep {}

/** Time is among the dimensions, and it is not known which it is. */
export const LOST = -1;

/** Elements lie as ONNX lays them: row after row. */
export interface Value {
  readonly shape: readonly number[];
  /** For each element the source that it is from; -1: a constant. Null: all are constants. */
  readonly sources: Int32Array | null;
  /** For each element its number in its source. */
  readonly indices: Int32Array | null;
  /** For each element its value where it is constant. */
  readonly constants: Float64Array;
  /** Which dimension is time: one frame now, more in a sequence. Null: none. LOST: a reshape has hidden it. */
  readonly time: number | null;
  /** Frames of zeros put before and after in time, to be met by a convolution. */
  readonly timePadding?: readonly [number, number];
}

export function constant(values: ArrayLike<number>, shape: readonly number[]): Value {
  return { shape, sources: null, indices: null, constants: Float64Array.from(values), time: null };
}

/** All of a source, its element i at place `at(i)` of the shape. */
export function wholeSource(
  source: number,
  shape: readonly number[],
  time: number | null = null,
  order?: Int32Array,
): Value {
  const count = sizeOf(shape);
  return {
    shape,
    sources: new Int32Array(count).fill(source),
    indices: order ?? Int32Array.from({ length: count }, (_, i) => i),
    constants: new Float64Array(count),
    time,
  };
}

/** No value of a network that steps in real time is larger; a file that says so is mistaken, or hostile. */
const MOST_ELEMENTS = 1 << 24;

/** Throws CannotStep where a shape is none, or of absurd size. */
export function checkShape(shape: readonly number[]): void {
  const size = sizeOf(shape);
  if (
    !shape.every((length) => Number.isInteger(length) && length >= 0) ||
    !(size <= MOST_ELEMENTS) ||
    shape.length > 16
  )
    throw new CannotStep(`a value has the shape [${shape.slice(0, 16)}]`);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Element e of the result is element `from[e]` of the value; zero where that is negative. */
export function pick(value: Value, shape: readonly number[], from: Int32Array, time: number | null): Value {
  const constants = Float64Array.from(from, (at) => (at < 0 ? 0 : (value.constants[at] as number)));
  const { sources, indices } = value;
  if (sources === null || indices === null) return { shape, sources: null, indices: null, constants, time };
  return {
    shape,
    sources: from.map((at) => (at < 0 ? -1 : (sources[at] as number))),
    indices: from.map((at) => (at < 0 ? 0 : (indices[at] as number))),
    constants,
    time,
    ...(value.timePadding ? { timePadding: value.timePadding } : {}),
  };
}

/** The same elements in another shape. */
export function reshaped(value: Value, shape: readonly number[], time: number | null): Value {
  return { ...value, shape, time };
}

/** Elements of several values side by side along a dimension. */
export function joined(values: readonly Value[], axis: number): Value {
  const [first] = values as readonly [Value];
  const shape = first.shape.map((size, i) =>
    i === axis ? values.reduce((sum, value) => sum + (value.shape[axis] as number), 0) : size,
  );
  checkShape(shape);
  const outer = sizeOf(shape.slice(0, axis));
  const parts = values.map((value) => ({ value, inner: sizeOf(value.shape.slice(axis)) }));
  const count = sizeOf(shape);
  const sources = new Int32Array(count).fill(-1);
  const indices = new Int32Array(count);
  const constants = new Float64Array(count);
  let at = 0;
  for (let o = 0; o < outer; o++) {
    for (const { value, inner } of parts) {
      const [from, to] = [o * inner, (o + 1) * inner];
      constants.set(value.constants.subarray(from, to), at);
      if (value.sources) sources.set(value.sources.subarray(from, to), at);
      if (value.indices) indices.set(value.indices.subarray(from, to), at);
      at += inner;
    }
  }
  const fixed = values.every((value) => value.sources === null);
  return {
    shape,
    sources: fixed ? null : sources,
    indices: fixed ? null : indices,
    constants,
    time: values.find((value) => value.time !== null)?.time ?? null,
  };
}

/** Steps from one element to the next along each dimension. */
export function stridesOf(shape: readonly number[]): number[] {
  const strides: number[] = new Array(shape.length);
  for (let i = shape.length - 1, stride = 1; i >= 0; i--) {
    strides[i] = stride;
    stride *= shape[i] as number;
  }
  return strides;
}

/** For each element of `shape`, in order, what `place` makes of its coordinates. */
export function eachPlace(shape: readonly number[], place: (coordinates: readonly number[]) => number): Int32Array {
  checkShape(shape);
  const coordinates: number[] = new Array(shape.length).fill(0);
  const out = new Int32Array(sizeOf(shape));
  for (let e = 0; e < out.length; e++) {
    out[e] = place(coordinates);
    for (let d = shape.length - 1; d >= 0; d--) {
      coordinates[d] = (coordinates[d] as number) + 1;
      if ((coordinates[d] as number) < (shape[d] as number)) break;
      coordinates[d] = 0;
    }
  }
  return out;
}

/** A dimension, counted from the end where negative. */
export function axisOf(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

export function transposed(value: Value, permutation: readonly number[]): Value {
  const strides = stridesOf(value.shape);
  const shape = permutation.map((axis) => value.shape[axis] as number);
  const from = eachPlace(shape, (at) =>
    permutation.reduce((sum, axis, i) => sum + (at[i] as number) * (strides[axis] as number), 0),
  );
  const time = value.time === null ? null : permutation.indexOf(value.time);
  return pick(value, shape, from, time);
}

/** The shape that two shapes have together, after numpy's rules; null where they do not fit. */
export function broadcastShape(a: readonly number[], b: readonly number[]): number[] | null {
  const rank = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let i = 0; i < rank; i++) {
    const x = a[i - rank + a.length] ?? 1;
    const y = b[i - rank + b.length] ?? 1;
    if (x !== y && x !== 1 && y !== 1) return null;
    shape.push(x === 1 ? y : x);
  }
  return shape;
}

export function broadcast(value: Value, shape: readonly number[]): Value {
  const strides = stridesOf(value.shape);
  const apart = shape.length - value.shape.length;
  const from = eachPlace(shape, (at) =>
    value.shape.reduce(
      (sum, size, i) => sum + (size === 1 ? 0 : (at[i + apart] as number) * (strides[i] as number)),
      0,
    ),
  );
  return pick(value, shape, from, value.time === null || value.time === LOST ? value.time : value.time + apart);
}
