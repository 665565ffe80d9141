// Node's platform with engine threads that a test can kill, or start from another script.
import { Worker } from 'node:worker_threads';
import type { EngineWorker } from '#src/engine/main/engine-platform.js';
import { EnginePool } from '#src/engine/main/pool.js';
import type { FromEngine, ToEngine } from '#src/engine/messages.js';
import type { Stream, StreamOptions } from '#src/node/index.js';
import { nodePlatform } from '#src/node/platform.js';
import type { Platform } from '#src/platform.js';
import { openStreamOn } from '#src/stream.js';

const ENTRY = new URL('../../dist/node/engine-worker.js', import.meta.url);

class MortalWorker implements EngineWorker {
  readonly #worker: Worker;
  #stopped = false;

  constructor(prelude: string) {
    const script = `${prelude};\nawait import(${JSON.stringify(ENTRY.href)});`;
    this.#worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), { execArgv: [] });
  }

  kill(): void {
    void this.#worker.terminate();
  }

  post(message: ToEngine, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer as ArrayBuffer[]);
  }

  listen(handle: (message: FromEngine) => void, failed: (reason: Error) => void): void {
    this.#worker.on('message', handle);
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

export interface Mortal {
  readonly platform: Platform;
  /** Engines started so far. */
  readonly lives: number;
  /** Kills the newest engine. */
  kill(): void;
  /** Kills it, and resolves when its death was noticed and another was started. */
  replace(): Promise<void>;
  open(options: StreamOptions): Promise<Stream>;
}

/** `prelude`: code that each engine thread runs before the engine's own, with `life` (from 1) in it. */
export function mortalPlatform(prelude = ''): Mortal {
  const workers: MortalWorker[] = [];
  let started: () => void = () => undefined;
  const platform: Platform = {
    ...nodePlatform,
    startEngine: () => {
      const worker = new MortalWorker(`globalThis.life = ${workers.length + 1}; ${prelude}`);
      workers.push(worker);
      started();
      return worker;
    },
  };
  const pool = new EnginePool(platform);
  return {
    platform,
    get lives() {
      return workers.length;
    },
    kill: () => workers.at(-1)?.kill(),
    replace: () =>
      new Promise((resolve) => {
        started = resolve;
        workers.at(-1)?.kill();
      }),
    open: (options) => openStreamOn(platform, pool, options),
  };
}
