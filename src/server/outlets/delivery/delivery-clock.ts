// The clock of deliveries. It only ever goes forward: the time of day may jump.
import { monotonicMs } from '../../../clock.js';

export interface DeliveryClock {
  nowMs(): number;
  /** Resolves after so long, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const deliveryClock: DeliveryClock = {
  nowMs: monotonicMs,
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
    }),
};
