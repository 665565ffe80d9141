// `sluice train forecaster CSV... --out FILE`: a monitor learns in advance what is normal, so that a stream can raise
// alarms from its first row on.
import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { SluiceError } from '../../errors.js';
import { writeModel } from '../../model/file/model-file.js';
import { DEFAULT_MONITOR } from '../../model/monitor-options.js';
import type { SeriesModel } from '../../model/series-model.js';
import { openStream, type Row, rows, seriesModel } from '../../node/index.js';
import { columnsOf, rowsOf } from '../../series/columns.js';
import { readCsv, type Series } from '../../series/csv.js';
import { interruptible } from '../interrupt.js';
import { grouped } from '../report/format.js';
import { printJson, printText, rounded, warn } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';

interface Options {
  readonly out: string;
  readonly time?: string;
  readonly columns?: readonly string[];
  readonly name: string;
  readonly threshold: number;
  readonly hidden: number;
  readonly passes: number;
  readonly json: boolean;
}

export function forecasterCommand(): Command {
  return new Command('forecaster')
    .description('learn from series what is normal; the model then watches series with the same columns')
    .argument('<csv...>', 'series with a header; those of several files are learnt from one after the other')
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .option('--time <column>', 'the column of times (default: found)')
    .option('--columns <list>', 'columns to watch, separated by commas (default: all of numbers)', list)
    .option('--name <name>', 'name of the model', 'forecaster')
    .option('--threshold <likelihood>', 'from which there is an alarm', likelihood, 0.999)
    .option('--hidden <n>', 'units of the random GRU, 4 to 512', whole(4, 512), DEFAULT_MONITOR.hidden)
    .option('--passes <n>', 'times that every file is learnt from', whole(1, 100), 1)
    .option('--json', 'one JSON object a line', false)
    .action((files: string[], options: Options) => interruptible((signal) => trainForecaster(files, options, signal)));
}

async function trainForecaster(files: readonly string[], options: Options, signal: AbortSignal): Promise<void> {
  const { out, json, name, hidden, threshold, passes } = options;
  const all = await Promise.all(files.map((file) => readSeries(file, options)));
  const channels = options.columns ?? (all[0] as Series).columns;
  const count = passes * all.reduce((sum, { rows }) => sum + rows.length, 0);
  const learnFor = Math.max(20, Math.min(500, count));
  const model = seriesModel({ channels, name, hidden, threshold, learnFor });
  const startedMs = performance.now();
  const { learnt, alarms } = await learn(model, rowsOfAll(all, channels, passes), count, signal);
  const trained: SeriesModel = {
    ...model,
    learnt,
    provenance: { data: files.map((file) => basename(file)), trainedAt: new Date().toISOString().slice(0, 10) },
  };
  const bytes = writeModel(trained);
  await writeFile(out, bytes);
  const elapsedMs = performance.now() - startedMs;
  if (json) {
    return printJson({
      kind: 'trained',
      out,
      channels,
      rows: count,
      alarms,
      bytes: bytes.length,
      elapsedMs: rounded(elapsedMs),
    });
  }
  printText(`${out}  ${grouped(bytes.length)} bytes: learnt from ${grouped(count)} rows of ${channels.join(', ')}`);
  printText(`${grouped(alarms)} of them would have been alarms and were not learnt from`);
}

async function readSeries(file: string, { time }: Options): Promise<Series> {
  const series = readCsv(await readFile(file, 'utf8'), time ? { time } : {});
  for (const warning of series.warnings) warn(`${file}: ${warning}`);
  return series;
}

function* rowsOfAll(all: readonly Series[], channels: readonly string[], passes: number): Generator<Row> {
  for (let pass = 0; pass < passes; pass++) {
    for (const series of all) yield* rowsOf(series, columnsOf(series, channels));
  }
}

async function learn(model: SeriesModel, given: Iterable<Row>, count: number, signal: AbortSignal) {
  const progress = progressBar(process.stderr);
  const held = holding(given);
  await using stream = await openStream({ source: rows(held, { channels: model.channels.length }), model, signal });
  let alarms = 0;
  try {
    return await new Promise<{ learnt: Uint8Array; alarms: number }>((resolve, reject) => {
      stream.predictions$.subscribe({
        next: ({ index, series }) => {
          if (series?.alarm) alarms++;
          if (index % 500 === 0) progress.show(`${grouped(index)} of ${grouped(count)} rows`, index / count);
          if (index + 1 === count) stream.snapshot().then((learnt) => resolve({ learnt, alarms }), reject);
        },
        error: reject,
        complete: () => reject(new SluiceError('DATA_UNUSABLE', 'Cannot learn from the series: it was broken off')),
      });
    });
  } finally {
    held.release();
    progress.clear();
  }
}

/** Does not end before it is told: a stream whose source has ended is closed, and gives no snapshot any more. */
function holding(given: Iterable<Row>): AsyncIterable<Row> & { release(): void } {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  return {
    release: () => release(),
    async *[Symbol.asyncIterator]() {
      yield* given;
      await released;
    },
  };
}

function list(text: string): string[] {
  return text.split(',').map((item) => item.trim());
}

function likelihood(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('must be above 0 and below 1.');
}

function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`must be a whole number from ${least} to ${most}.`);
  };
}
