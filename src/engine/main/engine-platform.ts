// What an engine needs from its platform. Browsers and Node each implement it, as part of `Platform` (src/platform.ts).
import type { FromEngine, ToEngine } from '../messages.js';

export interface EnginePlatform {
  /**
   * Address of the WebAssembly kernel beside this package's code: the one with relaxed SIMD where the platform has it.
   */
  readonly kernelUrl: URL;
  /** Starts an engine thread. */
  startEngine(): EngineWorker;
  /** Reads a file or fetches an address. Rejects where that fails. */
  read(from: URL | string): Promise<Uint8Array>;
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
