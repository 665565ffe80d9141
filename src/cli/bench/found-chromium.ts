// Finds the Chromium that benchmarks run in, or the reason why there is none.
import { arch, cpus, platform } from 'node:os';
import type { MachineLine } from '../../harness/results.js';
import { sentenceOf } from '../failure.js';
import { ChromiumBench } from './chromium.js';

export interface FoundChromium extends AsyncDisposable {
  readonly bench: ChromiumBench | null;
  readonly version: string | null;
  /** Why there is none; empty where none was looked for. */
  readonly reason: string;
}

const NO_CHROMIUM: FoundChromium = {
  bench: null,
  version: null,
  reason: '',
  [Symbol.asyncDispose]: async () => undefined,
};

/** `wanted` false: does not look for one. */
export async function startChromium(wanted: boolean): Promise<FoundChromium> {
  if (!wanted) return NO_CHROMIUM;
  try {
    const bench = await ChromiumBench.start();
    return { bench, version: bench.version, reason: '', [Symbol.asyncDispose]: () => bench.close() };
  } catch (error) {
    return { ...NO_CHROMIUM, reason: sentenceOf(error) };
  }
}

/** `chromium`: its version. */
export function machine(chromium: string | null): MachineLine {
  return {
    kind: 'machine',
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    platform: `${platform()} ${arch()}`,
    node: process.versions.node,
    v8: process.versions.v8,
    chromium,
    date: new Date().toISOString().slice(0, 10),
  };
}
