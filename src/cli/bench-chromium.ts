// The same benchmarks in a page of a real Chromium, isolated, with the files that ship. Functions given to `evaluate` run in the page: they see
// nothing of this module.
import type { Browser, Page } from 'playwright-core';
import type * as platform from '../browser/platform.js';
import type * as latency from '../harness/latency.js';
import type * as peak from '../harness/peak.js';
import type * as randomModels from '../harness/random-model.js';
import type { BenchLine, CellSize, LatencyLine, PeakLine } from '../harness/results.js';
import type * as sound from '../harness/sound.js';
import type * as step from '../harness/step.js';
import { startBlankPage } from '../node/blank-page.js';
import { launchChromium } from '../node/chromium.js';
import type { StaticServer } from '../node/static-server.js';
import { BANDS, durationOf, HIDDEN, SAMPLE_RATE, sizesOf } from './bench-node.js';
import { percentiles } from './percentiles.js';

export class ChromiumBench {
  readonly #browser: Browser;
  readonly #server: StaticServer;

  /** Rejects with a sentence for people where there is no Chromium. */
  static async start(): Promise<ChromiumBench> {
    const browser = await launchChromium({ microphone: true });
    return new ChromiumBench(browser, await startBlankPage());
  }

  private constructor(browser: Browser, server: StaticServer) {
    this.#browser = browser;
    this.#server = server;
  }

  get version(): string {
    return this.#browser.version();
  }

  async *steps(quick: boolean): AsyncGenerator<BenchLine> {
    const budgetMs = durationOf('stepMs', quick);
    const peaks = await this.#inPage((page) => page.evaluate(peaksInPage, budgetMs));
    yield* peaks;
    for (const size of sizesOf(quick)) {
      yield* await this.#inPage((page) => page.evaluate(stepInPage, { size, budgetMs, peaks }));
    }
  }

  async *latencies(quick: boolean): AsyncGenerator<LatencyLine> {
    const durationMs = durationOf('latencyMs', quick);
    for (const scenario of ['replay', 'microphone'] as const) {
      const asked = { scenario, durationMs, bands: BANDS, hidden: HIDDEN, sampleRate: SAMPLE_RATE };
      const { latenciesMs, ...rest } = await this.#inPage((page) => page.evaluate(latencyInPage, asked));
      yield {
        kind: 'latency',
        scenario,
        engine: 'wasm-f32',
        runtime: 'chromium',
        ...percentiles(latenciesMs),
        ...rest,
      };
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }

  /** A page of its own for each measurement: nothing of the last one is left in it. */
  async #inPage<Result>(measure: (page: Page) => Promise<Result>): Promise<Result> {
    const page = await this.#browser.newPage();
    try {
      await page.goto(this.#server.url);
      return await measure(page);
    } finally {
      await page.close();
    }
  }
}

async function peaksInPage(budgetMs: number) {
  const [path, entry] = ['/dist/harness/peak.js', '/dist/browser/platform.js'];
  const { measurePeak }: typeof peak = await import(path);
  const { browserPlatform }: typeof platform = await import(entry);
  const module = await WebAssembly.compileStreaming(fetch(browserPlatform.kernelUrl));
  return [
    measurePeak(module, 'wasm-f32', 'chromium', budgetMs),
    measurePeak(module, 'wasm-int8', 'chromium', budgetMs),
  ];
}

async function stepInPage({ size, budgetMs, peaks }: { size: CellSize; budgetMs: number; peaks: PeakLine[] }) {
  const [path, entry] = ['/dist/harness/step.js', '/dist/browser/platform.js'];
  const { benchStep }: typeof step = await import(path);
  const { browserPlatform }: typeof platform = await import(entry);
  const module = await WebAssembly.compileStreaming(fetch(browserPlatform.kernelUrl));
  const onnxAssets = '/packages/onnxruntime-web/dist/';
  return benchStep(size, { module, runtime: 'chromium', budgetMs, onnxAssets }, peaks);
}

interface LatencyAsked {
  readonly scenario: 'replay' | 'microphone';
  readonly durationMs: number;
  readonly bands: number;
  readonly hidden: number;
  readonly sampleRate: number;
}

async function latencyInPage(asked: LatencyAsked) {
  const folder = '/dist/harness/';
  const entry = '/dist/browser/index.js';
  const { measureLatency }: typeof latency = await import(`${folder}latency.js`);
  const { randomModel }: typeof randomModels = await import(`${folder}random-model.js`);
  const { generatedSound }: typeof sound = await import(`${folder}sound.js`);
  const { openStream, replay, microphone }: typeof import('../browser/index.js') = await import(entry);
  const { scenario, durationMs, sampleRate } = asked;
  const seconds = (durationMs + 1000) / 1000;
  const source =
    scenario === 'microphone'
      ? microphone()
      : replay(generatedSound(seconds * sampleRate, sampleRate), { sampleRate, pace: 'real-time' });
  return measureLatency({ openStream, model: randomModel(asked.bands, asked.hidden), source, durationMs });
}
