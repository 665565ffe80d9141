// `sluice train forecaster CSV... --out FILE`: a monitor learns in advance what is normal, so that a stream can raise
// alarms from its first row on.
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { SluiceError } from '../../errors.js';
import type { ChannelDescription } from '../../model/channel-description.js';
import { writeModel } from '../../model/file/model-file.js';
import { DEFAULT_MONITOR } from '../../model/monitor-options.js';
import type { SeriesModel } from '../../model/series-model.js';
import { openStream, type Row, rows, seriesModel } from '../../node/index.js';
import { type DiskTable, openTableFile } from '../../node/table-file.js';
import { openTable, type Table } from '../../series/open-table.js';
import { wholeFrom } from '../arguments.js';
import { interruptible } from '../interrupt.js';
import { fileProgress } from '../report/file-progress.js';
import { grouped } from '../report/format.js';
import { printFormatReport } from '../report/format-report.js';
import { printJson, printText, rounded } from '../report/output.js';
import { progressBar } from '../report/progress-bar.js';
import { addTableOptions, type TableArguments, tableOptions } from '../table-arguments.js';
import { tableChannels } from '../table-channels.js';

interface Options extends TableArguments {
  readonly out: string;
  readonly name: string;
  readonly threshold: number;
  readonly hidden: number;
  readonly passes: number;
  readonly json: boolean;
}

export function forecasterCommand(): Command {
  const command = new Command('forecaster')
    .description('learn from series what is normal; the model then watches series with the same columns')
    .argument('<csv...>', 'series with a header; those of several files are learnt from one after the other')
    .requiredOption('--out <file>', 'where the model file goes (.safetensors)')
    .option('--name <name>', 'name of the model', 'forecaster')
    .option('--threshold <likelihood>', 'from which there is an alarm', likelihood, 0.999)
    .option('--hidden <n>', 'units of the random GRU, 4 to 512', wholeFrom(4, 512), DEFAULT_MONITOR.hidden)
    .option('--passes <n>', 'times that every file is learnt from', wholeFrom(1, 100), 1)
    .option('--json', 'one JSON object a line', false);
  return addTableOptions(command).action((files: string[], options: Options) =>
    interruptible((signal) => trainForecaster(files, options, signal)),
  );
}

async function trainForecaster(files: readonly string[], options: Options, signal: AbortSignal): Promise<void> {
  const opened: DiskTable[] = [];
  try {
    await learnFrom(await readTables(files, options, opened, signal), files, options, signal);
  } finally {
    await Promise.all(opened.map((file) => file.close()));
  }
}

async function learnFrom(
  read: ReadTables,
  files: readonly string[],
  options: Options,
  signal: AbortSignal,
): Promise<void> {
  const { out, json, name, hidden, threshold, passes } = options;
  const { channels } = read;
  const names = channels.map((channel) => channel.name);
  const count = passes * read.rows;
  if (count < LEAST_ROWS) {
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot learn from the series: at least ${LEAST_ROWS} rows are needed: received ${count}; give longer files, or --passes`,
    );
  }
  const learnFor = Math.min(500, count);
  const model = seriesModel({ channels, name, hidden, threshold, learnFor });
  const startedMs = performance.now();
  const { learnt, alarms } = await learn(model, rowsOfAll(read.tables, passes), count, signal);
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
      channels: names,
      rows: count,
      alarms,
      bytes: bytes.length,
      elapsedMs: rounded(elapsedMs),
    });
  }
  printText(`${out}  ${grouped(bytes.length)} bytes: learnt from ${grouped(count)} rows of ${names.join(', ')}`);
  printText(`${grouped(alarms)} of them would have been alarms and were not learnt from`);
}

/** Rows that a monitor needs at the least to know what is normal. */
const LEAST_ROWS = 20;

interface ReadTables {
  readonly tables: readonly Table[];
  readonly channels: readonly ChannelDescription[];
  readonly rows: number;
}

/**
 * Every table is gone through once, so that what is wrong with it is known before anything is learnt. Those after the
 * first must have its channels.
 */
async function readTables(
  files: readonly string[],
  options: Options,
  opened: DiskTable[],
  signal: AbortSignal,
): Promise<ReadTables> {
  const tables: Table[] = [];
  let channels: readonly ChannelDescription[] | null = null;
  let rows = 0;
  for (const path of files) {
    const file = await openTableFile(path);
    opened.push(file);
    const progress = fileProgress(path, file.bytes);
    const like = channels && { columns: channels.map(({ name }) => name), channels };
    const table = await openTable(file, { ...tableOptions(options), ...like });
    channels ??= tableChannels(table);
    for await (const batch of table.batches()) {
      signal.throwIfAborted();
      rows += batch.rows;
      progress.show('read', table.progress.read);
    }
    progress.clear();
    printFormatReport(path, table.format, options.json);
    tables.push(table);
  }
  return { tables, channels: channels ?? [], rows };
}

async function* rowsOfAll(tables: readonly Table[], passes: number): AsyncGenerator<Row> {
  for (let pass = 0; pass < passes; pass++) {
    for (const table of tables) yield* table.rows();
  }
}

async function learn(model: SeriesModel, given: AsyncIterable<Row>, count: number, signal: AbortSignal) {
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
function holding(given: AsyncIterable<Row>): AsyncIterable<Row> & { release(): void } {
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

function likelihood(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('must be above 0 and below 1.');
}
