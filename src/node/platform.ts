// What Node offers: worker_threads, files, and shared memory always.
import { readFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { FromEngine, ToEngine } from '../engine/messages.js';
import { answering, type StartedThread } from '../loading/answering-worker.js';
import { madeWorker, OWN_WORKER, type WorkerSource } from '../loading/engine-start.js';
import { fetchFile, type ReadFile } from '../loading/fetch-file.js';
import { hasRelaxedSimd } from '../pipeline/kernel-access/relaxed-simd.js';
import type { Platform } from '../platform.js';

export const nodePlatform: Platform = {
  unshared: null,
  kernelUrl: hasRelaxedSimd
    ? new URL('../kernel/kernel-relaxed.wasm', import.meta.url)
    : new URL('../kernel/kernel.wasm', import.meta.url),
  startEngine: ({ worker, timeoutMs } = OWN_WORKER) => answering(new NodeEngineWorker(workerOf(worker)), timeoutMs),
  read,
  nextTask: () => new Promise((resolve) => setImmediate(resolve)),
};

/** A thread with this entry, which is given `workerData`. */
export function startThread(entry: URL | string, workerData: unknown = null): Worker {
  return new Worker(entry, { name: 'sluice-engine', execArgv: [], workerData, resourceLimits: YOUNG });
}

/** A step makes no garbage, so there is little use for room in which it would wait to be collected. */
const YOUNG = { maxYoungGenerationSizeMb: 4 };

/**
 * Its thread keeps the process alive until it is stopped. It takes over none of the process's flags: some
 * (`--input-type`) end a worker.
 */
export class NodeEngineWorker implements StartedThread<FromEngine, ToEngine> {
  readonly name = 'its thread';
  readonly #worker: Worker;
  #stopped = false;

  constructor(worker: Worker) {
    this.#worker = worker;
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

  whySilent(): Promise<string> {
    return new Promise((resolve) => setImmediate(resolve, '')); // a message that came meanwhile comes first
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker.terminate();
  }
}

/** The thread of a source: the package's own, one from a path or a `file:` URL, or one that the program makes. */
function workerOf(source: WorkerSource): Worker {
  if (source === null) return startThread(new URL('./engine-worker.js', import.meta.url));
  if (typeof source === 'function') return madeWorker(source, (made) => made instanceof Worker) as unknown as Worker;
  return startThread(source.startsWith('file:') ? new URL(source) : source);
}

/** A path, a `file:` URL, or an address to fetch. */
async function read(from: URL | string, timeoutMs = OWN_WORKER.timeoutMs): Promise<ReadFile> {
  if (from instanceof URL && from.protocol !== 'file:') return fetchFile(from, { timeoutMs });
  return { bytes: await readFile(from), called: '' };
}
