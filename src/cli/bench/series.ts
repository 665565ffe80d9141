// `sluice bench series`: how well anomalies are found in series that nobody tuned for: made-up ones of many kinds, or
// those of a published benchmark.
import { setImmediate } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { SeriesProgram } from '../../forecast/program.js';
import {
  ANOMALIES,
  ANOMALY_NAMES,
  SERIES_KIND_NAMES,
  SERIES_KINDS,
  type SeriesKindName,
} from '../../harness/series/kinds.js';
import { measureGenerated } from '../../harness/series/measure-generated.js';
import { linesOfGenerated, linesOfLabelled } from '../../harness/series/summarize.js';
import { seriesModel } from '../../model/series-model.js';
import { readKernel } from '../../node/kernel-file.js';
import type { PublishedLayout } from '../../node/published-series/layouts.js';
import { skab } from '../../node/published-series/skab.js';
import { smd } from '../../node/published-series/smd.js';
import { ucr } from '../../node/published-series/ucr.js';
import { yahoo } from '../../node/published-series/yahoo.js';
import { Kernel } from '../../pipeline/kernel-access/kernel.js';
import { list, number, whole, wholeFrom } from '../arguments.js';
import { UsageError } from '../failure.js';
import { interruptible } from '../interrupt.js';
import { type JsonLine, printJson, printText, writeLines } from '../report/output.js';
import { type ProgressBar, progressBar } from '../report/progress-bar.js';
import { measurePublished } from './published-series.js';
import { textOfGenerated, textOfLabelled } from './series-text.js';

interface Options {
  readonly kinds: SeriesKindName[];
  readonly series: number;
  readonly rows: number;
  readonly every?: number;
  readonly learnFor?: number;
  readonly hold: number;
  readonly seed: number;
  readonly ucr?: string;
  readonly skab?: string;
  readonly smd?: string;
  readonly yahoo?: string;
  readonly out?: string;
  readonly json: boolean;
}

const LAYOUTS = [ucr, skab, smd, yahoo] as const;
const EVERY_SECONDS = 300;
/** The default of a series model. */
const LEARN_ROWS = 500;
const LEAST_DAYS = 5;

const HELP = `
The default monitor runs strictly online, with its default settings. Without a folder it runs over made-up series, equal for equal seeds. With folders it runs over
those alone.

Kinds of series:
${SERIES_KIND_NAMES.map((name) => `  ${name.padEnd(15)} ${SERIES_KINDS[name].describes}`).join('\n')}

Anomalies:
${ANOMALY_NAMES.map((name) => `  ${name.padEnd(15)} ${ANOMALIES[name]}`).join('\n')}

Examples:
  $ sluice bench series
  $ sluice bench series --kinds day,pump --series 10 --seed 7 --json
  $ sluice bench series --skab SKAB/data --hold 400 --out skab.jsonl`;

export function seriesBenchCommand(): Command {
  return new Command('series')
    .description('measure alarms on series of many kinds: what is found, how soon, and false alarms')
    .option('--kinds <names>', 'which of the kinds below, by commas', kinds, [...SERIES_KIND_NAMES])
    .option('--series <n>', 'made-up series of each kind', wholeFrom(1, 1000), 3)
    .option('--rows <n>', 'of each made-up series', wholeFrom(100, 10_000_000), 8064)
    .option('--every <seconds>', 'from row to row (default: 300; of files without times, as published)', number)
    .option(
      '--learn-for <rows>',
      'rows without alarms at first (default: 500, or as the benchmark says)',
      wholeFrom(20, 1_000_000),
    )
    .option(
      '--hold <rows>',
      'in the F1 of published benchmarks, an alarm stands for so many rows',
      wholeFrom(1, 1_000_000),
      1,
    )
    .option('--seed <n>', 'seed of everything random', whole, 1)
    .option('--ucr <dir>', 'the UCR anomaly archive: NNN_UCR_Anomaly_NAME_TRAIN_BEGIN_END.txt')
    .option('--skab <dir>', 'SKAB: tables datetime;…;anomaly;changepoint')
    .option('--smd <dir>', 'the Server Machine Dataset and its kin: train/, test/, test_label/')
    .option('--yahoo <dir>', "Yahoo's S5: tables timestamp,value,is_anomaly")
    .option('--out <file>', 'write the lines of JSON to a file too')
    .option('--json', 'one JSON object a line', false)
    .addHelpText('after', HELP)
    .action((options: Options) => interruptible((signal) => run(options, signal)));
}

function kinds(text: string): SeriesKindName[] {
  return list(text).map((name) => {
    const known = SERIES_KIND_NAMES.find((each) => each === name);
    if (known !== undefined) return known;
    throw new InvalidArgumentError(`must be some of ${SERIES_KIND_NAMES.join(', ')}: received ${name}`);
  });
}

async function run(options: Options, signal: AbortSignal): Promise<void> {
  if (options.every === 0) throw new UsageError("'--every' must be above 0 seconds");
  const programFor = programs(Kernel.create(await readKernel()));
  const asked = LAYOUTS.filter(({ name }) => options[name] !== undefined);
  const bar = progressBar(process.stderr);
  try {
    const reports =
      asked.length === 0
        ? [await overGenerated(options, programFor, bar, signal)]
        : await overPublished(asked, options, programFor, bar, signal);
    bar.clear();
    const lines = reports.flatMap((report) => report.lines);
    if (options.out !== undefined) await writeLines(options.out, lines);
    if (options.json) lines.forEach(printJson);
    else printText(...reports.flatMap((report) => report.text));
  } finally {
    bar.clear();
  }
}

interface Report {
  readonly lines: readonly JsonLine[];
  readonly text: readonly string[];
}

type Programs = (channels: number, learnFor: number) => SeriesProgram;

async function overGenerated(
  options: Options,
  programFor: Programs,
  bar: ProgressBar,
  signal: AbortSignal,
): Promise<Report> {
  const { every = EVERY_SECONDS, rows, learnFor = LEARN_ROWS, kinds, series, seed } = options;
  const least = Math.ceil((LEAST_DAYS * 86_400) / every);
  if (rows < least) {
    throw new UsageError(`needs ${LEAST_DAYS} days, ${least} rows at one every ${every} s: received --rows ${rows}`);
  }
  if (2 * learnFor > rows)
    throw new UsageError(`--learn-for must be at most half of --rows ${rows}: received ${learnFor}`);
  const stepMs = 1000 * every;
  const measures = await measureGenerated({
    kinds,
    copies: series,
    seed,
    rows,
    stepMs,
    judgedFrom: learnFor,
    programFor: (channels) => programFor(channels, learnFor),
    signal,
    async onSeries(done, of, name) {
      bar.show(`${name}, ${done}/${of} series`, done / of);
      await setImmediate(); // a Ctrl-C is seen
    },
  });
  if (measures.normal.length === 0) return { lines: [], text: [] };
  const lines = linesOfGenerated(measures, stepMs);
  return { lines: lines.map((line) => ({ ...line, seed })), text: textOfGenerated(lines, { seed, rows, every }) };
}

async function overPublished(
  layouts: readonly PublishedLayout[],
  options: Options,
  programFor: Programs,
  bar: ProgressBar,
  signal: AbortSignal,
): Promise<Report[]> {
  const reports: Report[] = [];
  for (const layout of layouts) {
    const measures = await measurePublished({
      layout,
      folder: options[layout.name] as string,
      stepMs: options.every === undefined ? layout.stepMs : 1000 * options.every,
      learnRows: options.learnFor ?? layout.learnRows ?? LEARN_ROWS,
      holdRows: options.hold,
      programFor,
      signal,
      bar,
    });
    if (measures.length === 0) break;
    const lines = linesOfLabelled(layout.name, measures, options.hold);
    reports.push({ lines: lines.map((line) => ({ ...line })), text: textOfLabelled(lines) });
  }
  return reports;
}

/** The default model for so many channels, which its streams share. */
function programs(kernel: Kernel): Programs {
  const made = new Map<string, SeriesProgram>();
  return (channels, learnFor) => {
    const key = `${channels} ${learnFor}`;
    const names = Array.from({ length: channels }, (_, c) => `c${c + 1}`);
    const program = made.get(key) ?? new SeriesProgram(kernel, seriesModel({ channels: names, learnFor }));
    made.set(key, program);
    return program;
  };
}
