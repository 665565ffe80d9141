// How an engine thread is started: by which worker, and how long it may take to answer.
import { isObject, shown, wrongKind } from '../checks.js';
import { checkLoadTimeout, LOAD_TIMEOUT_MS, type LoadTimeout } from './timeout.js';

/** What `createWorker` returns: a browser's Worker, or one of `node:worker_threads`. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** Where the engine's worker comes from. */
export interface WorkerOptions extends LoadTimeout {
  /**
   * Address of the engine's worker: `sluice/engine-worker.js`, or a module of your own that imports it. It must be of
   * the page's origin. In Node a `file:` URL or a path. Not together with `createWorker`.
   * @default found by your bundler, beside this package's code
   */
  readonly workerUrl?: URL | string;
  /**
   * Makes the engine's worker, from `sluice/engine-worker.js`: called at each start of the engine, also after a worker
   * has died.
   */
  readonly createWorker?: () => WorkerLike;
}

/** An address, or what makes the worker; null: the package's own. */
export type WorkerSource = string | (() => WorkerLike) | null;

export interface EngineStart {
  readonly worker: WorkerSource;
  /** Time until the thread answers. */
  readonly timeoutMs: number;
}

/** The package's own worker. */
export const OWN_WORKER: EngineStart = { worker: null, timeoutMs: LOAD_TIMEOUT_MS };

/** Throws TypeError or RangeError for wrong options. */
export function checkWorkerOptions(doing: string, options: WorkerOptions): EngineStart {
  const { workerUrl, createWorker } = options;
  const timeoutMs = checkLoadTimeout(doing, options);
  if (workerUrl !== undefined && createWorker !== undefined) {
    throw new TypeError(`${doing}: 'workerUrl' and 'createWorker' exclude each other`);
  }
  if (workerUrl !== undefined && typeof workerUrl !== 'string' && !(workerUrl instanceof URL)) {
    throw wrongKind(doing, 'workerUrl', 'a URL or a path', workerUrl);
  }
  if (createWorker !== undefined && typeof createWorker !== 'function') {
    throw wrongKind(doing, 'createWorker', 'a function that returns a Worker', createWorker);
  }
  return { worker: createWorker ?? (workerUrl === undefined ? null : String(workerUrl)), timeoutMs };
}

/** Calls `createWorker`. Throws TypeError for what is no worker, and whatever it throws. */
export function madeWorker(createWorker: () => WorkerLike, isWorker: (made: object) => boolean): WorkerLike {
  const made: unknown = createWorker();
  if (isObject(made) && isWorker(made)) return made as unknown as WorkerLike;
  throw new TypeError(`Cannot start the engine: 'createWorker' must return a Worker: received ${shown(made)}`);
}
