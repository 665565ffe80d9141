// `npm run bench`: everything that `sluice bench` measures, with the rivals. The results become the figures of our
// documents.
import { writeFile } from 'node:fs/promises';
import { Argument, Command } from 'commander';
import { BENCH_NAMES, type BenchName, runBench } from '#src/cli/bench/run-bench.js';
import { writeLines } from '#src/cli/report/output.js';
import { reportPage } from '#src/harness/latency/page/page.js';
import { putFigures } from './figures/figures.js';
import { stepPlot } from './figures/step-plot.js';
import { onnxRival } from './latency/onnx-rival.js';

interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly out?: string;
  readonly plot?: string;
  readonly report?: string;
  readonly figures?: readonly string[];
}

export function allCommand(): Command {
  return new Command('all')
    .description('measure everything, with the rivals (default)')
    .addArgument(new Argument('[name]', 'one thing alone').choices(BENCH_NAMES))
    .option('--quick', 'measure for a short time: for a look, not for a claim', false)
    .option('--out <file>', 'write the lines of JSON to a file too')
    .option('--plot <file>', 'draw the steps as an SVG picture')
    .option('--report <file>', 'write a page with plots of the latencies')
    .option('--figures <file...>', 'put the tables into Markdown files, between their markers')
    .option('--json', 'one JSON object a line', false)
    .action(run);
}

async function run(name: BenchName | undefined, options: Options): Promise<void> {
  const { json, quick, out, plot, report, figures = [] } = options;
  const lines = await runBench({ name, json, quick, rival: onnxRival });
  if (out !== undefined) await writeLines(out, lines);
  if (plot !== undefined) await writeFile(plot, stepPlot(lines));
  if (report !== undefined) await writeFile(report, reportPage(lines, [], []));
  await putFigures(figures, lines);
}
