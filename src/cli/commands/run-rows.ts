// Tables of sensors through a network that takes vectors: a row is a step of the network, and what it gives is printed.
import { createHash } from 'node:crypto';
import { SluiceError } from '../../errors.js';
import { hopMs, type Model, rowValues } from '../../model/model.js';
import { createEngine, type Engine, openStream, type Prediction, predictionBytes, rows } from '../../node/index.js';
import { openTableFile } from '../../node/table-file.js';
import { openTable, type Table } from '../../series/open-table.js';
import type { TableOptions } from '../../series/table/table-options.js';
import type { RunOutlets } from '../alarms/run-outlets.js';
import { tell } from '../failure.js';
import type { Input } from '../inputs.js';
import { fileProgress } from '../report/file-progress.js';
import { printFormatLine, tellFormat } from '../report/format-report.js';
import { warn } from '../report/output.js';
import { type RowsReporter, type RowsSummary, rowsReporter } from '../report/rows-report.js';

export interface RowsRunOptions {
  readonly json: boolean;
  /** Whether to print every row. */
  readonly predictions: boolean;
  /** What was said of the tables. */
  readonly table: TableOptions;
  /** One that takes vectors: see rowValues. */
  readonly model: Model;
  /** Where detections go beside being printed. */
  readonly outlets: RunOutlets;
  readonly signal: AbortSignal;
}

/** Rows that come this much more or less often than the model says are told. */
const RATE_SHARE = 0.1;

/** Each table from rest. One that cannot be read is told of, the others are run all the same. */
export async function runRows(inputs: readonly Input[], options: RowsRunOptions): Promise<void> {
  await using engine = await createEngine();
  const reporter = rowsReporter(options.model, options);
  const run = new RowsRun(engine, reporter, options);
  for (const input of inputs) {
    if (options.signal.aborted) break;
    try {
      await run.table(input);
    } catch (error) {
      if (options.signal.aborted) break;
      if (inputs.length === 1) throw error;
      tell(error, input.name);
    }
  }
  reporter.summary(run.summary());
}

class RowsRun {
  readonly #engine: Engine;
  readonly #reporter: RowsReporter;
  readonly #options: RowsRunOptions;
  readonly #hash = createHash('sha256');
  readonly #startedMs = performance.now();
  #inputs = 0;
  #frames = 0;
  #detections = 0;
  #replaced = 0;
  #spanMs = 0;

  constructor(engine: Engine, reporter: RowsReporter, options: RowsRunOptions) {
    this.#engine = engine;
    this.#reporter = reporter;
    this.#options = options;
  }

  /** Runs one file to its end. */
  async table({ name, path }: Input): Promise<void> {
    const { table: options, model, signal, json } = this.#options;
    await using file = await openTableFile(path as string);
    const progress = fileProgress(name, file.bytes);
    const table = await openTable(file, options, (read) => {
      signal.throwIfAborted();
      progress.show('looked at', read);
    });
    progress.clear();
    const begun = withColumns(table, model, options.columns !== undefined);
    tellFormat(name, begun, json);
    const source = rows(table.rows(), { channels: rowValues(model) as number, name });
    await using stream = await openStream({ source, model, engine: this.#engine, signal });
    let replaced = 0;
    stream.stats$.subscribe((stats) => {
      replaced = stats.replaced;
    });
    stream.detections$.subscribe((detection) => {
      this.#detections++;
      progress.clear();
      this.#reporter.detection(name, detection);
      this.#options.outlets.add(name, detection);
    });
    this.#reporter.input(name);
    let frames = 0;
    try {
      await stream.predictions$.forEach((prediction) => {
        frames++;
        this.#take(name, prediction);
      });
    } catch (error) {
      throw error instanceof SluiceError && error.cause instanceof SluiceError ? error.cause : error;
    } finally {
      progress.clear();
    }
    if (json) printFormatLine(name, { ...table.format, assumed: begun.assumed });
    for (const clause of table.format.warnings.filter((each) => !begun.warnings.includes(each)))
      warn(`${name}: ${clause}`);
    if (replaced > 0) warn(`${name}: ${replaced} values are missing, and the network was given 0 for them`);
    this.#tellRate(name, table.spanMs / Math.max(1, frames - 1), frames);
    this.#replaced += replaced;
    this.#spanMs += table.spanMs;
    this.#inputs++;
  }

  summary(): RowsSummary {
    return {
      inputs: this.#inputs,
      frames: this.#frames,
      detections: this.#detections,
      dropped: 0, // a file is held back until there is room
      replaced: this.#replaced,
      spanMs: this.#spanMs,
      elapsedMs: performance.now() - this.#startedMs,
      digest: this.#hash.digest('hex'),
    };
  }

  #take(name: string, prediction: Prediction): void {
    this.#frames++;
    this.#hash.update(predictionBytes(prediction));
    this.#reporter.prediction(name, prediction);
  }

  /** The detector counts its times in the model's rows. */
  #tellRate(name: string, everyMs: number, frames: number): void {
    const wanted = hopMs(this.#options.model);
    if (frames < 3 || Math.abs(everyMs / wanted - 1) <= RATE_SHARE) return;
    warn(
      `${name}: rows came every ${(everyMs / 1000).toPrecision(3)} s, and the model says every ${(wanted / 1000).toPrecision(3)} s: its detector counts in the model's (convert it with "sampleRate" ${((1000 / everyMs) * (rowValues(this.#options.model) as number)).toPrecision(3)} where that is wrong)`,
    );
  }
}

/**
 * What the table is, with which of its columns are the network's inputs. Throws SluiceError DATA_UNUSABLE where it has
 * others in number.
 */
function withColumns(table: Table, model: Model, told: boolean): Table['format'] {
  const values = rowValues(model) as number;
  const names = table.channels.map(({ name }) => name);
  if (names.length !== values)
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot run the table: the model takes rows of ${values} values, and the table has ${names.length} columns of numbers (${names.slice(0, 20).join(', ')}): --columns names the ${values} in the model's order`,
    );
  if (told) return table.format;
  const assumed = `the model's inputs are its columns in their order: ${names.join(', ')} (--columns says another)`;
  return { ...table.format, assumed: [...table.format.assumed, assumed] };
}
