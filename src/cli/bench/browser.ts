// The same benchmarks in an isolated page of a real browser, with the files that ship. Functions given to `evaluate`
// run in the page: they see nothing of this module.
import type * as measurements from '../../browser/bench/index.js';
import { latencyLine } from '../../harness/latency/lines.js';
import type { BenchLine, CellSize, LatencyLine, PeakLine, StatsCostLine } from '../../harness/results.js';
import { startBlankPage } from '../../node/blank-page.js';
import type { BrowserName, DrivenBrowser, DrivenPage } from '../../node/browsers/driven-browser.js';
import { launchBrowser } from '../../node/browsers/launch.js';
import type { StaticServer } from '../../node/static-server.js';
import { BANDS, durationOf, HIDDEN, type LatencyAsked, sizesOf } from './node.js';

export class BrowserBench {
  readonly #browser: DrivenBrowser;
  readonly #server: StaticServer;

  /** Rejects with a sentence for people where there is no such browser. */
  static async start(name: BrowserName): Promise<BrowserBench> {
    const browser = await launchBrowser(name, { microphone: 'fake' });
    return new BrowserBench(browser, await startBlankPage());
  }

  private constructor(browser: DrivenBrowser, server: StaticServer) {
    this.#browser = browser;
    this.#server = server;
  }

  get name(): BrowserName {
    return this.#browser.name;
  }

  get version(): string {
    return this.#browser.version;
  }

  /** `compared`: beside onnxruntime-web. */
  async *steps(quick: boolean, compared: boolean): AsyncGenerator<BenchLine> {
    const budgetMs = durationOf('stepMs', quick);
    const peaks = await this.inPage((page) => page.evaluate(peaksInPage, { runtime: this.name, budgetMs }));
    yield* peaks;
    const sizes = sizesOf(quick);
    // for a look one page will do: each loads a rival of 14 MB
    for (const together of quick ? [sizes] : sizes.map((size) => [size])) {
      yield* await this.inPage((page) =>
        page.evaluate(stepsInPage, { runtime: this.name, sizes: together, budgetMs, compared, peaks }),
      );
    }
  }

  /** What stamps and histograms cost in a page. */
  statsCost(quick: boolean): Promise<StatsCostLine> {
    return this.inPage((page) =>
      page.evaluate(statsCostInPage, { runtime: this.name, budgetMs: durationOf('statsMs', quick) }),
    );
  }

  /** One scenario with one subscriber. */
  async scenario(asked: LatencyAsked): Promise<LatencyLine> {
    const model = asked.model === null ? null : Buffer.from(asked.model).toString('base64');
    const report = await this.inPage((page) => page.evaluate(scenarioInPage, { ...asked, model }));
    const { scenario, subscriber } = asked;
    return latencyLine({ scenario: scenario.name, runtime: this.name, subscriber }, report);
  }

  /** A real capture: from the browser's fake microphone through resampling and features. */
  async microphone(durationMs: number, deadlineMs: number): Promise<LatencyLine> {
    const asked = { durationMs, deadlineMs, bands: BANDS, hidden: HIDDEN };
    const report = await this.inPage((page) => page.evaluate(microphoneInPage, asked));
    return latencyLine({ scenario: 'microphone', runtime: this.name, subscriber: 'main' }, report);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.close();
  }

  /** A page of its own for each measurement: nothing of the last one is left in it. */
  async inPage<Result>(measure: (page: DrivenPage) => Promise<Result>): Promise<Result> {
    const page = await this.#browser.open(this.#server.url);
    try {
      return await measure(page);
    } finally {
      await page.close();
    }
  }
}

interface Asked {
  readonly runtime: BrowserName;
  readonly budgetMs: number;
}

async function peaksInPage({ runtime, budgetMs }: Asked) {
  const path = '/dist/browser/bench/index.js';
  const { browserPlatform, measurePeak }: typeof measurements = await import(path);
  const module = await WebAssembly.compileStreaming(fetch(browserPlatform.kernelUrl));
  return [measurePeak(module, 'wasm-f32', runtime, budgetMs), measurePeak(module, 'wasm-int8', runtime, budgetMs)];
}

interface StepsAsked extends Asked {
  readonly sizes: readonly CellSize[];
  readonly compared: boolean;
  readonly peaks: readonly PeakLine[];
}

async function stepsInPage({ runtime, sizes, budgetMs, compared, peaks }: StepsAsked) {
  const path = '/dist/browser/bench/index.js';
  const { benchStep, browserPlatform }: typeof measurements = await import(path);
  const module = await WebAssembly.compileStreaming(fetch(browserPlatform.kernelUrl));
  const onnxAssets = '/packages/onnxruntime-web/dist/';
  const lines: BenchLine[] = [];
  for (const size of sizes) {
    lines.push(...(await benchStep(size, { module, runtime, budgetMs, compared, onnxAssets }, peaks)));
  }
  return lines;
}

async function statsCostInPage({ runtime, budgetMs }: Asked) {
  const path = '/dist/browser/bench/index.js';
  const { browserPlatform, measureStatsCost }: typeof measurements = await import(path);
  const module = await WebAssembly.compileStreaming(fetch(browserPlatform.kernelUrl));
  return measureStatsCost(module, runtime, budgetMs);
}

async function scenarioInPage({ model, ...asked }: Omit<LatencyAsked, 'model'> & { readonly model: string | null }) {
  const path = '/dist/browser/bench/index.js';
  const { browserHarness, runScenario }: typeof measurements = await import(path);
  const bytes = model === null ? null : Uint8Array.from(atob(model), (char) => char.charCodeAt(0));
  return runScenario(browserHarness, {
    ...asked,
    model: bytes === null ? null : await browserHarness.readModel(bytes),
    cores: navigator.hardwareConcurrency,
  });
}

interface MicrophoneAsked {
  readonly durationMs: number;
  readonly deadlineMs: number;
  readonly bands: number;
  readonly hidden: number;
}

async function microphoneInPage({ durationMs, deadlineMs, bands, hidden }: MicrophoneAsked) {
  const path = '/dist/browser/bench/index.js';
  const { measureLatency, microphone, randomModel }: typeof measurements = await import(path);
  const warmUpMs = Math.min(1000, durationMs / 4);
  return measureLatency({ model: randomModel(bands, hidden), source: microphone(), durationMs, warmUpMs, deadlineMs });
}
