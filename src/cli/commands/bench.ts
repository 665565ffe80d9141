// `sluice bench [NAME]`: measures, one thing after the other, on this machine. src/harness holds what is measured; here it is run in Node and,
// where there is one, in Chromium.
import { readFile, writeFile } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { reportPage } from '../../harness/latency/page/page.js';
import type { BenchLine } from '../../harness/results.js';
import { machine, startChromium } from '../bench/found-chromium.js';
import { gapsCommand } from '../bench/gaps.js';
import { latencyCommand, latencyLines } from '../bench/latency.js';
import { nabCommand } from '../bench/nab.js';
import {
  benchFrontEnd,
  benchNetworks,
  benchPipeline,
  benchSteps,
  benchTrainingFrames,
  benchWholeTrainingFrames,
} from '../bench/node.js';
import { stepPlot } from '../bench/plot.js';
import { withFigures } from '../bench/readme-figures.js';
import { benchReporter } from '../bench/report.js';
import { serveBenchCommand, serveLines } from '../bench/serve.js';
import { stateCommand } from '../bench/state.js';
import { INTERRUPTED } from '../interrupt.js';

const NAMES = ['step', 'training', 'pipeline'] as const;
type Name = (typeof NAMES)[number];

interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly out?: string;
  readonly plot?: string;
  readonly readme?: string;
  readonly report?: string;
}

export function benchCommand(): Command {
  return new Command('bench')
    .description(
      'measure on this machine: a step of every cell beside onnxruntime-web, training, a recording, latency from a hop to the subscriber',
    )
    .addArgument(new Argument('[name]', 'what to measure (default: everything)').choices(NAMES))
    .option('--quick', 'measure for a short time: for a look, not for a claim', false)
    .option('--out <file>', 'write the lines of JSON to a file too')
    .option('--plot <file>', 'draw the steps as an SVG picture')
    .option('--report <file>', 'write a page with plots of the latencies')
    .option('--readme <file>', 'put the tables into a README, where it says so')
    .option('--json', 'one JSON object a line', false)
    .action(bench)
    .addCommand(latencyCommand())
    .addCommand(gapsCommand())
    .addCommand(nabCommand())
    .addCommand(serveBenchCommand())
    .addCommand(stateCommand());
}

async function bench(name: Name | undefined, { json, quick, out, plot, readme, report: page }: Options): Promise<void> {
  const interrupt = () => process.exit(INTERRUPTED);
  process.once('SIGINT', interrupt);
  const asked: readonly Name[] = name === undefined ? NAMES : [name];
  await using chromium = await startChromium(asked.includes('step'));
  const lines: BenchLine[] = [];
  const report = benchReporter(json);
  const found = (line: BenchLine) => {
    lines.push(line);
    report.line(line);
  };
  found(machine(chromium.version));
  if (chromium.reason !== '') report.note(`Chromium is not measured: ${chromium.reason}`);
  if (asked.includes('step')) {
    for await (const line of benchSteps(quick)) found(line);
    if (chromium.bench !== null) for await (const line of chromium.bench.steps(quick)) found(line);
    for await (const line of benchNetworks(quick)) found(line);
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
    for await (const line of latencyLines({ quick, chromium: chromium.bench })) found(line);
    for await (const line of serveLines(quick)) found(line);
  }
  process.off('SIGINT', interrupt);
  if (plot !== undefined) await writeFile(plot, stepPlot(lines));
  if (page !== undefined) await writeFile(page, reportPage(lines, [], []));
  if (readme !== undefined) await writeFile(readme, withFigures(await readFile(readme, 'utf8'), lines));
  if (out !== undefined) await writeFile(out, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
}
