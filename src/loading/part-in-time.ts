// The end of the wait for a part of this package, or for onnxruntime-web, that a model needs and a thread loads.
import { SluiceError } from '../errors.js';
import { type AnyModel, isSeriesModel } from '../model/any-model.js';
import { LOAD_TIMEOUT_MS, withinTime } from './timeout.js';

/** onnxruntime-web is large. */
const RUNTIME_TIMEOUT_MS = 10 * LOAD_TIMEOUT_MS;

/** What `loading` gives. Rejects with SluiceError KERNEL_UNAVAILABLE where a server never answers. */
export function partInTime<T>(loading: Promise<T>, model: AnyModel): Promise<T> {
  const timeoutMs = !isSeriesModel(model) && model.onnx ? RUNTIME_TIMEOUT_MS : LOAD_TIMEOUT_MS;
  return withinTime(loading, timeoutMs, () => {
    const late = `the server has sent nothing for ${timeoutMs / 1000} s`;
    return new SluiceError('KERNEL_UNAVAILABLE', `Cannot load the part of sluice that '${model.name}' needs: ${late}`);
  });
}
