// What a browser offers: web workers, fetch, and shared memory where the page is isolated.

import type { EngineWorker } from '../engine/main/engine-platform.js';
import type { FromEngine, ToEngine } from '../engine/messages.js';
import { hasRelaxedSimd } from '../pipeline/kernel-access/relaxed-simd.js';
import type { Platform } from '../platform.js';
import { isolationProblem } from './isolation.js';
import { refusedFile } from './refused-file.js';

export const browserPlatform: Platform = {
  get unshared() {
    return isolationProblem();
  },
  // Literal, so that bundlers find the files and serve them.
  kernelUrl: hasRelaxedSimd
    ? new URL('../kernel/kernel-relaxed.wasm', import.meta.url)
    : new URL('../kernel/kernel.wasm', import.meta.url),
  startEngine: () => new BrowserEngineWorker(),
  read,
  nextTask,
};

class BrowserEngineWorker implements EngineWorker {
  readonly #worker = new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' });

  post(message: ToEngine, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  listen(handle: (message: FromEngine) => void, failed: (reason: Error) => void): void {
    this.#worker.onmessage = (event: MessageEvent<FromEngine>) => handle(event.data);
    this.#worker.onmessageerror = () => failed(new Error('a message of its thread could not be read'));
    this.#worker.onerror = (event) => {
      event.preventDefault();
      // Without a message the thread did not throw: its script was not loaded.
      failed(new Error(event.message || 'the script of its worker could not be loaded'));
    };
  }

  stop(): Promise<void> {
    this.#worker.terminate();
    return Promise.resolve();
  }
}

/** An address, relative ones to the page. */
async function read(from: URL | string): Promise<Uint8Array> {
  const response = await fetch(from);
  if (!response.ok) throw new Error(refusedFile(response.status, from));
  return new Uint8Array(await response.arrayBuffer());
}

/** Made when it is needed: loading the package does nothing, and an open channel would keep a server's process alive. */
let tasks: MessageChannel | null = null;
const waiting: Array<() => void> = [];

/** A message to this thread itself. Unlike a timer it is not slowed down by nesting, or in a background page. */
function nextTask(): Promise<void> {
  if (tasks === null) {
    tasks = new MessageChannel();
    tasks.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = tasks;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(null);
  });
}
