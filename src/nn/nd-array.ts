// Arrays of several dimensions, the inputs and outputs of sluice/nn.

/** Numbers row after row: element [i, j, k] of shape [a, b, c] is data[(i * b + j) * c + k]. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Arrays of arrays of numbers, of equal length at each depth. */
export type Nested = number | readonly Nested[];

/** An array of this shape. Throws RangeError if the shape does not hold as many numbers as `data` has. */
export function ndarray(data: ArrayLike<number>, shape: readonly number[]): NdArray {
  const size = shape.reduce((a, b) => a * b, 1);
  if (size !== data.length)
    throw new RangeError(`Cannot make an array: [${shape}] holds ${size} numbers: received ${data.length}`);
  return { shape, data: data instanceof Float32Array ? data : Float32Array.from(data) };
}

/**
 * Converts nested arrays. Throws TypeError for anything else, RangeError for rows of different lengths. `doing`: the
 * beginning of the error message.
 */
export function toNdArray(value: NdArray | Nested, doing: string): NdArray {
  if (isNdArray(value)) return value;
  const shape: number[] = [];
  for (let part: Nested | undefined = value as Nested; Array.isArray(part); part = part[0]) shape.push(part.length);
  const data: number[] = [];
  flatten(value as Nested, shape, 0, data, doing);
  return { shape, data: Float32Array.from(data) };
}

function isNdArray(value: unknown): value is NdArray {
  return typeof value === 'object' && value !== null && 'data' in value && 'shape' in value;
}

function flatten(value: Nested, shape: readonly number[], depth: number, data: number[], doing: string): void {
  if (depth === shape.length) {
    if (typeof value !== 'number') throw new TypeError(`${doing}: it must hold numbers: received ${typeof value}`);
    data.push(value);
    return;
  }
  if (!Array.isArray(value) || value.length !== shape[depth])
    throw new RangeError(
      `${doing}: rows must be of one length, ${shape[depth]}: received ${Array.isArray(value) ? value.length : 'none'}`,
    );
  for (const part of value as readonly Nested[]) flatten(part, shape, depth + 1, data, doing);
}
