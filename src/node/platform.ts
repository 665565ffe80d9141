// What Node offers: worker_threads, files, and shared memory always.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FromEngine, ToEngine } from '../engine/messages.js';
import { answering, type StartedThread, unstarted } from '../loading/answering-worker.js';
import { madeWorker, OWN_WORKER, type WorkerSource } from '../loading/engine-start.js';
import { fetchFile, type ReadFile } from '../loading/fetch-file.js';
import { hasRelaxedSimd } from '../pipeline/kernel-access/relaxed-simd.js';
import type { Platform } from '../platform.js';

export const nodePlatform: Platform = {
  unshared: null,
  kernelUrl: hasRelaxedSimd
    ? new URL('../kernel/kernel-relaxed.wasm', import.meta.url)
    : new URL('../kernel/kernel.wasm', import.meta.url),
  startEngine: ({ worker, timeoutMs } = OWN_WORKER) => answering(engineWorker(worker), timeoutMs),
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
  readonly name: string;
  readonly #worker: Worker;
  #stopped = false;

  /** `name`: for messages. */
  constructor(worker: Worker, name = 'its thread') {
    this.#worker = worker;
    this.name = name;
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

/**
 * The package's own thread, one from a path or a `file:` URL, or one that the program makes. Throws SluiceError
 * ENGINE_FAILED where Node refuses the address, and as `createWorker` does.
 */
function engineWorker(source: WorkerSource): NodeEngineWorker {
  if (typeof source === 'function') {
    const made = madeWorker(source, (worker) => worker instanceof Worker) as unknown as Worker;
    return new NodeEngineWorker(made, "the worker of 'createWorker'");
  }
  const entry = source ?? new URL('./engine-worker.js', import.meta.url).href;
  const name = `its worker ${entry}`;
  try {
    // A scheme has more than one letter: `C:` is a drive.
    return new NodeEngineWorker(startThread(/^[a-z][\w+.-]+:/i.test(entry) ? new URL(entry) : resolve(entry)), name);
  } catch (cause) {
    throw unstarted(name, (cause as Error).message, cause);
  }
}

/** A path, a `file:` URL, or an address to fetch. */
async function read(from: URL | string, timeoutMs = OWN_WORKER.timeoutMs): Promise<ReadFile> {
  if (from instanceof URL && from.protocol !== 'file:') return fetchFile(from, { timeoutMs });
  return { bytes: await readFile(from), called: '' };
}
