// A thread that speaks with flite, compiled to WebAssembly.
import { parentPort, workerData } from 'node:worker_threads';
import { runWasi } from './wasi.js';

const { module } = workerData as { readonly module: WebAssembly.Module };

parentPort?.on('message', ({ id, request }: { readonly id: number; readonly request: readonly string[] }) => {
  try {
    parentPort?.postMessage({ id, result: runWasi(module, ['flite', ...request]) });
  } catch (error) {
    parentPort?.postMessage({ id, error: `flite failed: ${error instanceof Error ? error.message : String(error)}` });
  }
});
