// What a browser offers: web workers, fetch, and shared memory where the page is isolated.
import { answering } from '../loading/answering-worker.js';
import { OWN_WORKER } from '../loading/engine-start.js';
import { fetchFile, type ReadFile } from '../loading/fetch-file.js';
import { hasRelaxedSimd } from '../pipeline/kernel-access/relaxed-simd.js';
import type { Platform } from '../platform.js';
import { BrowserEngineWorker } from './browser-engine-worker.js';
import { isolationProblem } from './isolation.js';
import { refusedBy } from './why-not-served.js';

export const browserPlatform: Platform = {
  get unshared() {
    return isolationProblem();
  },
  // Literal, so that bundlers find the files and serve them.
  kernelUrl: hasRelaxedSimd
    ? new URL('../kernel/kernel-relaxed.wasm', import.meta.url)
    : new URL('../kernel/kernel.wasm', import.meta.url),
  startEngine: ({ worker, timeoutMs } = OWN_WORKER) => answering(new BrowserEngineWorker(worker), timeoutMs),
  read,
  nextTask,
};

/** An address, relative ones to the page. */
function read(from: URL | string, timeoutMs = OWN_WORKER.timeoutMs): Promise<ReadFile> {
  return fetchFile(from, { timeoutMs, refused: refusedBy(from) });
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
