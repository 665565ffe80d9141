// `sluice bench [NAME]`: measures on this machine, one thing after the other. Research benchmarks and comparisons that
// only serve our own figures are not in the package: they lie in bench/.
import { writeFile } from 'node:fs/promises';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { reportPage } from '../../harness/latency/page/page.js';
import { latencyCommand } from '../bench/latency.js';
import { BENCH_NAMES, type BenchName, runBench } from '../bench/run-bench.js';
import { seriesBenchCommand } from '../bench/series.js';
import { serveBenchCommand } from '../bench/serve.js';
import { wordsBenchCommand } from '../bench/words.js';
import { writeLines } from '../report/output.js';

interface Options {
  readonly json: boolean;
  readonly quick: boolean;
  readonly out?: string;
  readonly report?: string;
}

/** Benchmarks that run from a clone of the repository alone. */
const IN_A_CLONE = ['gaps', 'nab', 'state'];

export function benchCommand(): Command {
  return new Command('bench')
    .description(
      'measure on this machine: a step of each cell beside onnxruntime-web, training, a recording, latency, the server, words, series',
    )
    .addArgument(
      new Argument('[name]', `${BENCH_NAMES.join(', ')}, or a command below (default: everything)`).argParser(
        benchName,
      ),
    )
    .option('--quick', 'measure for a short time: for a look, not for a claim', false)
    .option('--out <file>', 'write the lines of JSON to a file too')
    .option('--report <file>', 'write a page with plots of the latencies')
    .option('--json', 'one JSON object a line', false)
    .action(bench)
    .addCommand(latencyCommand())
    .addCommand(serveBenchCommand())
    .addCommand(wordsBenchCommand())
    .addCommand(seriesBenchCommand());
}

async function bench(name: BenchName | undefined, { json, quick, out, report }: Options): Promise<void> {
  const lines = await runBench({ name, json, quick });
  if (report !== undefined) await writeFile(report, reportPage(lines, [], []));
  if (out !== undefined) await writeLines(out, lines);
}

function benchName(text: string): BenchName {
  const known = BENCH_NAMES.find((name) => name === text);
  if (known !== undefined) return known;
  if (IN_A_CLONE.includes(text)) {
    throw new InvalidArgumentError(
      `It is a research benchmark and not in the package: in a clone of the repository, run 'npm run bench -- ${text}'.`,
    );
  }
  throw new InvalidArgumentError(`Allowed choices are ${BENCH_NAMES.join(', ')}, latency, serve, words, series.`);
}
