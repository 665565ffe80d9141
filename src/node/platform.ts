// What Node offers: worker_threads, files, and shared memory always.
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { EngineWorker } from '../engine/main/engine-platform.js';
import type { FromEngine, ToEngine } from '../engine/messages.js';
import { hasRelaxedSimd } from '../pipeline/kernel-access/relaxed-simd.js';
import type { Platform } from '../platform.js';

export const nodePlatform: Platform = {
  unshared: null,
  kernelUrl: hasRelaxedSimd
    ? new URL('../kernel/kernel-relaxed.wasm', import.meta.url)
    : new URL('../kernel/kernel.wasm', import.meta.url),
  startEngine: () => new NodeEngineWorker(),
  read,
  nextTask: () => new Promise((resolve) => setImmediate(resolve)),
};

/** A step makes no garbage, so there is little use for room in which it would wait to be collected. */
const YOUNG = { maxYoungGenerationSizeMb: 4 };

/**
 * Its thread keeps the process alive until it is stopped. It takes over none of the process's flags: some
 * (`--input-type`) end a worker.
 */
export class NodeEngineWorker implements EngineWorker {
  readonly #worker: Worker;
  #stopped = false;

  /** `entry`: of the thread, which is given `workerData`. @default the engine's own */
  constructor(entry = new URL('./engine-worker.js', import.meta.url), workerData: unknown = null) {
    this.#worker = new Worker(entry, { name: 'sluice-engine', execArgv: [], workerData, resourceLimits: YOUNG });
  }

  post(message: ToEngine, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer as ArrayBuffer[]);
  }

  listen(handle: (message: FromEngine) => void, failed: (reason: Error) => void): void {
    this.#worker.on('message', handle);
    this.#worker.on('messageerror', failed);
    this.#worker.on('error', failed);
    this.#worker.on('exit', (code) => {
      if (!this.#stopped) failed(new Error(`its thread ended with exit code ${code}`));
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker.terminate();
  }
}

/** A path, a `file:` URL, or an address to fetch. */
async function read(from: URL | string): Promise<Uint8Array> {
  if (!(from instanceof URL) || from.protocol === 'file:') return readFile(from);
  const response = await fetch(from);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
