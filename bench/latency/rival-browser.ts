// The rival's threads in a browser.
import type { FromRival, RivalThread, ToRival } from './rival-threads.js';

export class BrowserRivalThread implements RivalThread {
  readonly #worker = new Worker(new URL('./rival-browser-worker.js', import.meta.url), { type: 'module' });

  post(message: ToRival, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  listen(handle: (message: FromRival) => void, failed: (reason: Error) => void): void {
    this.#worker.onmessage = (event: MessageEvent<FromRival>) => handle(event.data);
    this.#worker.onerror = (event) => failed(new Error(event.message || 'the script of the rival could not be loaded'));
  }

  stop(): Promise<void> {
    this.#worker.terminate();
    return Promise.resolve();
  }
}
