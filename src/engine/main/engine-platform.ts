// What an engine needs from its platform. Browsers and Node each implement it, as part of `Platform` (src/platform.ts).
import type { EngineStart } from '../../loading/engine-start.js';
import type { ReadFile } from '../../loading/fetch-file.js';
import type { FromEngine, ToEngine } from '../messages.js';

export interface EnginePlatform {
  /**
   * Address of the WebAssembly kernel beside this package's code: the one with relaxed SIMD where the platform has it.
   */
  readonly kernelUrl: URL;
  /** Starts an engine thread. @default the package's own worker */
  startEngine(start?: EngineStart): EngineWorker;
  /** Reads a file or fetches an address. Rejects where that fails, or where nothing comes for `timeoutMs`. */
  read(from: URL | string, timeoutMs?: number): Promise<ReadFile>;
  /** Resolves after the event loop has run what was waiting. */
  nextTask(): Promise<void>;
}

/** The main thread's end of the connection with an engine thread. */
export interface EngineWorker {
  post(message: ToEngine, transfer?: Transferable[]): void;
  /** `failed`: the thread threw an error or ended by itself. Called once, before the first `post`. */
  listen(handle: (message: FromEngine) => void, failed: (reason: Error) => void): void;
  /** Ends the thread at once. Resolves when it has ended. */
  stop(): Promise<void>;
}
