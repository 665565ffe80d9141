// The engine thread as a web worker: the package's own, or one that the page names or makes.

import type { FromEngine, ToEngine } from '../engine/messages.js';
import type { SluiceError } from '../errors.js';
import { type StartedThread, unstarted } from '../loading/answering-worker.js';
import { madeWorker, type WorkerSource } from '../loading/engine-start.js';
import { whyNotServed } from './why-not-served.js';

/** How long the file of a worker that was not loaded may send nothing when it is asked for once more. */
const PATIENCE_MS = 5000;

export class BrowserEngineWorker implements StartedThread<FromEngine, ToEngine> {
  readonly #source: WorkerSource;
  readonly #worker: Worker;

  /** Throws SluiceError ENGINE_FAILED where the browser refuses the address, and as `createWorker` does. */
  constructor(source: WorkerSource) {
    this.#source = source;
    if (typeof source === 'function') {
      this.#worker = madeWorker(source, (made) => 'onmessage' in made && 'terminate' in made) as Worker;
      return;
    }
    try {
      this.#worker = source === null ? startOwn() : new Worker(source, { type: 'module' });
    } catch (cause) {
      throw unstarted(this.name, this.#foreign() || String(cause), cause);
    }
  }

  get name(): string {
    return typeof this.#source === 'function' ? "the worker of 'createWorker'" : `its worker ${this.#url}`;
  }

  post(message: ToEngine, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  listen(handle: (message: FromEngine) => void, failed: (reason: Error) => void): void {
    this.#worker.onmessage = (event: MessageEvent<FromEngine>) => handle(event.data);
    this.#worker.onmessageerror = () => failed(new Error('a message of its thread could not be read'));
    this.#worker.onerror = (event) => {
      event.preventDefault();
      if (event.message) failed(new Error(event.message));
      else void this.#unloaded().then(failed);
    };
  }

  async whySilent(timeoutMs: number): Promise<string> {
    if (typeof this.#source === 'function') return '';
    return this.#foreign() || whyNotServed(this.#url, { worker: true, timeoutMs });
  }

  stop(): Promise<void> {
    this.#worker.terminate();
    return Promise.resolve();
  }

  get #url(): URL {
    return new URL((this.#source as string | null) ?? ownUrl(), location.href);
  }

  /** The browser did not load the script. The error event of a thread that threw has a message; this one has none. */
  async #unloaded(): Promise<SluiceError> {
    const why = await this.whySilent(PATIENCE_MS);
    return unstarted(this.name, why || "the browser does not run it: look at 'worker-src' of the page's policy");
  }

  /** Of a worker on another server: why it is not started, and what to do. Else empty. */
  #foreign(): string {
    const url = this.#url;
    if (!/^https?:/.test(url.protocol) || url.origin === location.origin) return '';
    return `browsers start no worker of another origin: serve a file of your own with the one line \`import '${url}';\``;
  }
}

/** Literal, so that bundlers find the file and serve it. */
function startOwn(): Worker {
  return new Worker(new URL('./engine-worker.js', import.meta.url), { type: 'module' });
}

/** The address in `startOwn`, for messages: bundlers need it there, and replace it. */
function ownUrl(): string {
  const { Worker: real } = globalThis;
  let url = '';
  class Listening {
    constructor(given: URL) {
      url = String(given);
    }
  }
  globalThis.Worker = Listening as unknown as typeof Worker;
  try {
    startOwn();
  } finally {
    globalThis.Worker = real;
  }
  return url;
}
