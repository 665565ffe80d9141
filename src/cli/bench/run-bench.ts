// Runs benchmarks one after the other, in Node and, where there is one, in Chromium, and reports each line as it comes.
// `sluice bench` and the benchmarks of a clone (bench/) both run this.
import type { BenchLine } from '../../harness/results.js';
import { INTERRUPTED } from '../interrupt.js';
import { machine, startBrowser } from './found-browser.js';
import { latencyLines, type Rival } from './latency.js';
import {
  benchFrontEnd,
  benchNetworks,
  benchPipeline,
  benchSteps,
  benchTrainingFrames,
  benchWholeTrainingFrames,
  hasOnnxRuntime,
} from './node.js';
import { benchReporter } from './report.js';
import { serveLines } from './serve.js';

export const BENCH_NAMES = ['step', 'training', 'pipeline'] as const;
export type BenchName = (typeof BENCH_NAMES)[number];

export interface BenchRun {
  /** Undefined: everything, latency and server too. */
  readonly name: BenchName | undefined;
  /** For a short time: for a look, not for a claim. */
  readonly quick: boolean;
  readonly json: boolean;
  /** In the latency benchmark. */
  readonly rival?: Rival;
}

/** All lines, in the order in which they were reported. */
export async function runBench({ name, quick, json, rival }: BenchRun): Promise<BenchLine[]> {
  const interrupt = () => process.exit(INTERRUPTED);
  process.once('SIGINT', interrupt);
  const asked: readonly BenchName[] = name === undefined ? BENCH_NAMES : [name];
  await using chromium = await startBrowser(asked.includes('step') ? 'chromium' : null);
  const lines: BenchLine[] = [];
  const report = benchReporter(json);
  const found = (line: BenchLine) => {
    lines.push(line);
    report.line(line);
  };
  found(machine(chromium.bench));
  if (chromium.reason !== '') report.note(chromium.reason);
  if (asked.includes('step')) {
    const compared = await hasOnnxRuntime();
    if (!compared) report.note("onnxruntime-web is not measured: it is not installed ('npm install onnxruntime-web')");
    for await (const line of benchSteps(quick, compared)) found(line);
    if (chromium.bench !== null) for await (const line of chromium.bench.steps(quick, compared)) found(line);
    if (compared) for await (const line of benchNetworks(quick)) found(line);
  }
  if (asked.includes('training')) {
    found(await benchTrainingFrames(quick));
    for (const line of await benchWholeTrainingFrames(quick)) found(line);
  }
  if (asked.includes('pipeline')) {
    found(await benchFrontEnd(quick));
    found(await benchPipeline(quick));
  }
  if (name === undefined) {
    for await (const line of latencyLines({ quick, browser: chromium.bench, rival })) found(line);
    for await (const line of serveLines(quick)) found(line);
  }
  process.off('SIGINT', interrupt);
  return lines;
}
