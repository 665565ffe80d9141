// Finds the browser that benchmarks run in, or the reason why there is none.
import { arch, cpus, platform } from 'node:os';
import { placeOf } from '../../harness/latency/page/series.js';
import type { MachineLine } from '../../harness/results.js';
import type { BrowserName } from '../../node/browsers/driven-browser.js';
import { sentenceOf } from '../failure.js';
import { BrowserBench } from './browser.js';

export interface FoundBrowser extends AsyncDisposable {
  readonly bench: BrowserBench | null;
  /** Why there is none, in a sentence; empty where none was looked for. */
  readonly reason: string;
}

const NO_BROWSER: FoundBrowser = {
  bench: null,
  reason: '',
  [Symbol.asyncDispose]: async () => undefined,
};

/** null: does not look for one. */
export async function startBrowser(name: BrowserName | null): Promise<FoundBrowser> {
  if (name === null) return NO_BROWSER;
  try {
    const bench = await BrowserBench.start(name);
    return { bench, reason: '', [Symbol.asyncDispose]: () => bench.close() };
  } catch (error) {
    return { ...NO_BROWSER, reason: `${placeOf(name)} is not measured: ${sentenceOf(error)}` };
  }
}

/** `browser`: what is measured in it too. */
export function machine(browser: BrowserBench | null): MachineLine {
  const isChromium = browser?.name === 'chromium';
  return {
    kind: 'machine',
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    platform: `${platform()} ${arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    chromium: isChromium ? browser.version : null,
    ...(browser && !isChromium && { browser: `${placeOf(browser.name)} ${browser.version}` }),
    date: new Date().toISOString().slice(0, 10),
  };
}
