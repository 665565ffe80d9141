// How long to wait for what a stream must load: its option, and the end of the wait.
import { checkPositive } from '../checks.js';

/** How long a file may send nothing, if nobody says otherwise. */
export const LOAD_TIMEOUT_MS = 30_000;

/** What waits for files takes this option. */
export interface LoadTimeout {
  /**
   * How long a file or a worker that is being loaded may send nothing, ms, above 0. After it the address counts as
   * wrong.
   * @default 30000
   */
  readonly loadTimeoutMs?: number;
}

/** Throws TypeError or RangeError for a wrong value. */
export function checkLoadTimeout(doing: string, { loadTimeoutMs = LOAD_TIMEOUT_MS }: LoadTimeout): number {
  checkPositive(doing, 'loadTimeoutMs', loadTimeoutMs, 2 ** 31 - 1);
  return loadTimeoutMs;
}

/** What the promise gives. Rejects with `late()` where it gives nothing for so long. */
export function withinTime<T>(promise: Promise<T>, timeoutMs: number, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), timeoutMs);
    promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
