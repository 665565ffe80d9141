// The engine thread's entry in Node for the harness: the same engine, whose garbage collections are written down where
// the harness can read them.
import { PerformanceObserver } from 'node:perf_hooks';
import { workerData } from 'node:worker_threads';

/** Count, ms in all, and ms of the worst. Writer: this thread. */
const seen = new Float64Array(workerData as SharedArrayBuffer);
const observer = new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) {
    seen[0] = (seen[0] as number) + 1;
    seen[1] = (seen[1] as number) + duration;
    seen[2] = Math.max(seen[2] as number, duration);
  }
});
observer.observe({ entryTypes: ['gc'] });
await import('./engine-worker.js');
