// What an ONNX model is fed besides its signal.
import type { Signature } from './signature.js';

interface Feed<T> {
  readonly type: 'float32' | 'int32' | 'int64';
  readonly data: T;
  readonly shape: readonly number[];
}

/** Inputs that never change. */
export function fixedFeeds({ fixed }: Signature): Record<string, Feed<Float32Array | Int32Array | BigInt64Array>> {
  return Object.fromEntries(
    fixed.map(({ name, type, shape, value }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      if (type === 'int64')
        return [name, { type, data: new BigInt64Array(size).fill(BigInt(Math.trunc(value))), shape }];
      if (type === 'int32') return [name, { type, data: new Int32Array(size).fill(value), shape }];
      return [name, { type: 'float32', data: new Float32Array(size).fill(value), shape }];
    }),
  );
}

/** States at the start: zeros. */
export function stateFeeds({ states }: Signature): Record<string, Feed<Float32Array>> {
  return Object.fromEntries(
    states.map(({ input, shape }) => [
      input,
      { type: 'float32', data: new Float32Array(shape.reduce((a, b) => a * b, 1)), shape },
    ]),
  );
}
