// The rival's threads in Node.
import { Worker } from 'node:worker_threads';
import type { FromRival, RivalThread, ToRival } from './rival-threads.js';

export class NodeRivalThread implements RivalThread {
  readonly #worker = new Worker(new URL('./rival-node-worker.js', import.meta.url), { name: 'rival', execArgv: [] });

  post(message: ToRival, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer as ArrayBuffer[]);
  }

  listen(handle: (message: FromRival) => void, failed: (reason: Error) => void): void {
    this.#worker.on('message', handle);
    this.#worker.on('error', failed);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
