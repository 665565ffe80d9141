// A model as bytes in the precision that its weights have.
import { readModel, writeModel } from '../model/file/model-file.js';
import type { Model } from '../model/model.js';

/** Weights of 16 bits where that changes none of them, as they were then read from a file of such. */
export function asStored(model: Model): Uint8Array {
  const half = writeModel(model, 'F16');
  const { tensors } = readModel(half);
  const same = [...model.tensors].every(([name, { values }]) =>
    tensors.get(name)?.values.every((value, i) => Object.is(value, values[i])),
  );
  return same ? half : writeModel(model);
}
