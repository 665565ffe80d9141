// What the latency harness needs of a browser: threads, and what can be seen of garbage collection and the event loop.
import type { Watched } from '../harness/latency/report.js';
import type {
  FromHarness,
  HarnessEngine,
  HarnessPlatform,
  HarnessThread,
  ToHarness,
} from '../harness/latency/threads.js';
import { loadSoundModel } from '../model-source.js';
import { Histogram } from '../observable/histogram.js';
import type { TransportChoice } from '../options.js';
import { createEngine, openStream } from './index.js';
import { browserPlatform } from './platform.js';

export const browserHarness: HarnessPlatform = {
  runtime: 'chromium',
  startEngine,
  openStream,
  readModel: (source) => loadSoundModel(browserPlatform, source),
  startThread: () => new BrowserHarnessThread(),
  watch,
  memoryBytes,
};

async function startEngine(transport: TransportChoice): Promise<HarnessEngine> {
  const engine = await createEngine({ transport });
  return { engine, collections: () => Promise.resolve(null), close: () => engine.close() };
}

class BrowserHarnessThread implements HarnessThread {
  readonly #worker = new Worker(new URL('./harness-worker.js', import.meta.url), { type: 'module' });

  post(message: ToHarness, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  listen(handle: (message: FromHarness) => void, failed: (reason: Error) => void): void {
    this.#worker.onmessage = (event: MessageEvent<FromHarness>) => handle(event.data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      failed(new Error(event.message || 'the script of a harness worker could not be loaded'));
    };
  }

  stop(): Promise<void> {
    this.#worker.terminate();
    return Promise.resolve();
  }
}

const EVERY_MS = 10;

/** Browsers do not report garbage collections. Late timers show what blocks the event loop. */
function watch(): () => Watched {
  const late = new Histogram();
  let dueMs = performance.now() + EVERY_MS;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    late.record(Math.max(0, nowMs - dueMs));
    dueMs = nowMs + EVERY_MS;
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    const { p50Ms, p99Ms, worstMs, count } = late.percentiles();
    return { collections: null, loopDelay: count === 0 ? null : { p50Ms, p99Ms, worstMs } };
  };
}

/** If the browser reports it: Chromium does, on the main thread. */
function memoryBytes(): number | null {
  const { memory }: { memory?: unknown } = performance as object;
  const isObject = typeof memory === 'object' && memory !== null && 'usedJSHeapSize' in memory;
  return isObject && typeof memory.usedJSHeapSize === 'number' ? memory.usedJSHeapSize : null;
}
