// `sluice/onnx` in a browser: an engine worker that has onnxruntime-web. A page that imports this entry gets the
// runtime's files into its build; every other page does not.

/**
 * An engine worker for models that run on onnxruntime-web, which must be installed. Give it to `openStream` or
 * `createEngine` as `createWorker`.
 */
export function createOnnxWorker(): Worker {
  return new Worker(new URL('./onnx-worker.js', import.meta.url), { type: 'module' });
}
