// What the latency harness needs of Node: its threads, and what there is to see of garbage and of the event loop.
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import type { Watched } from '../harness/latency/report.js';
import type { FromHarness, HarnessPlatform, HarnessThread, ToHarness } from '../harness/latency/threads.js';
import { loadSoundModel } from '../model-source.js';
import { openStream } from './index.js';
import { nodePlatform } from './platform.js';
import { startWatchedEngine } from './watched-engine.js';

export const nodeHarness: HarnessPlatform = {
  runtime: 'node',
  startEngine: startWatchedEngine,
  openStream,
  readModel: (source) => loadSoundModel(nodePlatform, source),
  startThread: () => new NodeHarnessThread(),
  watch,
  memoryBytes: () => process.memoryUsage.rss(),
};

class NodeHarnessThread implements HarnessThread {
  readonly #worker = new Worker(new URL('./harness-worker.js', import.meta.url), {
    name: 'sluice-harness',
    execArgv: [],
  });
  #stopped = false;

  post(message: ToHarness, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer as ArrayBuffer[]);
  }

  listen(handle: (message: FromHarness) => void, failed: (reason: Error) => void): void {
    this.#worker.on('message', handle);
    this.#worker.on('error', failed);
    this.#worker.on('exit', (code) => {
      if (!this.#stopped) failed(new Error(`a thread of the harness ended with exit code ${code}`));
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker.terminate();
  }
}

/** How often the event loop is looked at, which is in what Node tells of it. */
const RESOLUTION_MS = 10;

function watch(): () => Watched {
  let [count, totalMs, worstMs] = [0, 0, 0];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      count++;
      totalMs += duration;
      worstMs = Math.max(worstMs, duration);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  loop.enable();
  return () => {
    observer.disconnect();
    loop.disable();
    const lateMs = (ns: number) => Math.max(0, ns / 1e6 - RESOLUTION_MS);
    return {
      collections: { count, totalMs, worstMs },
      loopDelay:
        loop.count === 0
          ? null
          : { p50Ms: lateMs(loop.percentile(50)), p99Ms: lateMs(loop.percentile(99)), worstMs: lateMs(loop.max) },
    };
  };
}
