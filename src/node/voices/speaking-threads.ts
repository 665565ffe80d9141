// Threads that run a synthesizer which is WebAssembly, so that the main thread stays free and two cores speak at once.
import { Worker } from 'node:worker_threads';

/** What a thread answers to a request: a result, or why there is none. */
export interface ThreadAnswer<Result> {
  readonly id: number;
  readonly result?: Result;
  readonly error?: string;
}

interface Waiting<Result> {
  resolve(result: Result): void;
  reject(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  waiting: number;
}

export class SpeakingThreads<Request, Result> {
  readonly #url: URL;
  readonly #workerData: unknown;
  readonly #most: number;
  readonly #threads: Thread[] = [];
  readonly #waiting = new Map<number, Waiting<Result>>();
  #next = 0;

  /** Threads start when they are needed, `most` of them. */
  constructor(url: URL, workerData: unknown, most: number) {
    this.#url = url;
    this.#workerData = workerData;
    this.#most = Math.max(1, most);
  }

  ask(request: Request): Promise<Result> {
    const thread = this.#pick();
    const id = this.#next++;
    thread.waiting++;
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      thread.worker.postMessage({ id, request });
    }).finally(() => {
      thread.waiting--;
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
    this.#fail(new Error('the synthesizer was closed'));
  }

  #pick(): Thread {
    const least = this.#threads.reduce<Thread | undefined>(
      (best, thread) => (best === undefined || thread.waiting < best.waiting ? thread : best),
      undefined,
    );
    if (least !== undefined && (least.waiting === 0 || this.#threads.length >= this.#most)) return least;
    const worker = new Worker(this.#url, { workerData: this.#workerData, execArgv: [] });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer<Result>) => this.#answer(answer));
    worker.on('error', (error) => this.#fail(error));
    const thread = { worker, waiting: 0 };
    this.#threads.push(thread);
    return thread;
  }

  #answer({ id, result, error }: ThreadAnswer<Result>): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error !== undefined) waiting?.reject(new Error(error));
    else waiting?.resolve(result as Result);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
