// What a platform offers to the rest, which knows neither browsers nor Node. Each of them implements it once.
import type { FromEngine, ToEngine } from './engine/messages.js';

export interface Platform {
  /** Why threads cannot share memory here, in a sentence for people; null where they can. */
  readonly unshared: string | null;
  /** Where the WebAssembly kernel lies beside this package's code: of relaxed SIMD where there is that. */
  readonly kernelUrl: URL;
  /** Starts an engine thread. */
  startEngine(): EngineWorker;
  /** Reads a file or fetches an address; rejects where that fails. */
  read(from: URL | string): Promise<Uint8Array>;
  /** Resolves after the event loop has dealt with what else there was. */
  nextTask(): Promise<void>;
}

/** The main thread's end of the connection with an engine thread. */
export interface EngineWorker {
  post(message: ToEngine, transfer?: Transferable[]): void;
  /** `failed`: the thread threw or ended by itself. Called once, before anything was posted. */
  listen(handle: (message: FromEngine) => void, failed: (reason: Error) => void): void;
  /** Ends the thread at once. Resolves when it has ended. */
  stop(): Promise<void>;
}

/** How far the fine clock may be from the coarse one before it is set again. */
const APART_MS = 5;
let offsetMs = performance.timeOrigin;

/**
 * Ms since the epoch. Follows Date.now, the only clock that all threads share (a worklet has no other), but finer: `performance.now` moves it
 * on in between, and alone would be off for good once the machine slept or the clock was set.
 */
export function now(): number {
  const fineMs = offsetMs + performance.now();
  const coarseMs = Date.now();
  if (Math.abs(fineMs - coarseMs) < APART_MS) return fineMs;
  offsetMs += coarseMs - fineMs;
  return coarseMs;
}
