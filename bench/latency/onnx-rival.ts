// onnxruntime-web in the scenarios of the latency benchmark, in Node and in Chromium. Functions given to `evaluate` run
// in the page: they see nothing of this module.
import { cpus } from 'node:os';
import type * as harness from '#src/browser/harness-platform.js';
import type { Rival, RivalAsked } from '#src/cli/bench/latency.js';
import { latencyLine } from '#src/harness/latency/lines.js';
import type { LatencyReport } from '#src/harness/latency/report.js';
import type { LatencyLine, Runtime } from '#src/harness/results.js';
import { nodeHarness } from '#src/node/harness-platform.js';
import type * as rival from './rival.js';
import { hasRival, runRival } from './rival.js';
import type * as threads from './rival-browser.js';
import { NodeRivalThread } from './rival-node.js';

export const onnxRival: Rival = {
  takesPart: hasRival,
  async inNode(asked) {
    const place = { platform: nodeHarness, startThread: () => new NodeRivalThread(), runtime: null };
    return lineOf(asked, 'node', await runRival(place, { ...asked, cores: cpus().length }));
  },
  async inBrowser(browser, asked) {
    return lineOf(asked, browser.name, await browser.inPage((page) => page.evaluate(rivalInPage, asked)));
  },
};

function lineOf({ scenario }: RivalAsked, runtime: Runtime, report: LatencyReport): LatencyLine {
  return latencyLine({ scenario: scenario.name, runtime, subscriber: 'main' }, report);
}

async function rivalInPage(asked: RivalAsked) {
  const [path, workers] = ['/dist/bench/latency/rival.js', '/dist/bench/latency/rival-browser.js'];
  const entry = '/dist/browser/harness-platform.js';
  const { runRival }: typeof rival = await import(path);
  const { browserHarness }: typeof harness = await import(entry);
  const { BrowserRivalThread }: typeof threads = await import(workers);
  const runtime = '/packages/onnxruntime-web/dist/ort.wasm.min.mjs';
  const place = { platform: browserHarness, startThread: () => new BrowserRivalThread(), runtime };
  return runRival(place, { ...asked, cores: navigator.hardwareConcurrency });
}
