// Series of sensors as streams, one after the other through one engine: what is normal is learnt as the rows come, and
// the alarms are printed.
import { createHash } from 'node:crypto';
import { SluiceError } from '../../errors.js';
import { WatchedValues } from '../../forecast/channels/watched-values.js';
import type { ChannelDescription } from '../../model/channel-description.js';
import type { SeriesModel } from '../../model/series-model.js';
import { followTable } from '../../node/followed-table.js';
import {
  createEngine,
  type Detection,
  type Engine,
  openStream,
  type Prediction,
  predictionBytes,
  rows,
} from '../../node/index.js';
import { openTableFile } from '../../node/table-file.js';
import { openTable } from '../../series/open-table.js';
import type { TableOptions } from '../../series/table/table-options.js';
import type { RunOutlets } from '../alarms/run-outlets.js';
import { tell } from '../failure.js';
import type { Input } from '../inputs.js';
import { type FileProgress, fileProgress } from '../report/file-progress.js';
import { printFormatLine, tellFormat } from '../report/format-report.js';
import { warn } from '../report/output.js';
import { type ReportedRow, type SeriesReporter, type SeriesSummary, seriesReporter } from '../report/series-report.js';
import { ToldRows } from '../report/told-rows.js';
import { openHistory, PendingRows } from '../series/pending-rows.js';
import { tableChannels } from '../table-channels.js';

export interface SeriesRunOptions {
  readonly json: boolean;
  /** Whether to print every row. */
  readonly predictions: boolean;
  /** What was said of the tables. With a model from a file `columns` are its channels. */
  readonly table: TableOptions;
  /** The model for a series with these channels. Throws where there is none. */
  readonly modelFor: (channels: readonly ChannelDescription[]) => SeriesModel;
  /** Whether the file is followed while it grows. */
  readonly follow: boolean;
  /** A table that is learnt from first, and raises no alarms. */
  readonly history?: string;
  /** Where alarms go beside being printed. */
  readonly outlets: RunOutlets;
  readonly signal: AbortSignal;
}

/**
 * Each file is a series of its own, learnt from scratch or from where the model was. One that cannot be read is told
 * of, the others are run all the same.
 */
export async function runSeries(inputs: readonly Input[], options: SeriesRunOptions): Promise<void> {
  await using engine = await createEngine();
  const reporter = seriesReporter(options);
  const run = new SeriesRun(engine, reporter, options);
  for (const input of inputs) {
    if (options.signal.aborted) break;
    try {
      await run.series(input);
    } catch (error) {
      if (options.signal.aborted) break;
      if (inputs.length === 1) throw error;
      tell(error, input.name);
    }
  }
  reporter.summary(run.summary());
}

class SeriesRun {
  readonly #engine: Engine;
  readonly #reporter: SeriesReporter;
  readonly #options: SeriesRunOptions;
  readonly #hash = createHash('sha256');
  readonly #startedMs = performance.now();
  #inputs = 0;
  #frames = 0;
  #detections = 0;
  #spanMs = 0;
  #missed = 0;

  constructor(engine: Engine, reporter: SeriesReporter, options: SeriesRunOptions) {
    this.#engine = engine;
    this.#reporter = reporter;
    this.#options = options;
  }

  /** Runs one file to its end. */
  async series({ name, path }: Input): Promise<void> {
    const { table: options, modelFor, signal, json } = this.#options;
    const { follow, history } = this.#options;
    const replaced = () => warn(`${name}: it was replaced by a new file, which is followed now`);
    const followed = follow ? await followTable(path as string, { signal, replaced }) : null;
    await using file = followed ?? (await openTableFile(path as string));
    const progress = fileProgress(name, file.bytes);
    const table = await openTable(file, options, (read) => {
      signal.throwIfAborted();
      progress.show('looked at', read);
    });
    progress.clear();
    const begun = table.format;
    tellFormat(name, begun, json);
    const model = modelFor(tableChannels(table));
    await using past = history === undefined ? null : await openHistory(history, model, options);
    followed?.follow();
    const pending = new PendingRows();
    const values = new WatchedValues(model.channels.length, model.described);
    const source = rows(pending.from(past, table), { channels: model.channels.length, name });
    await using stream = await openStream({ source, model, engine: this.#engine, signal });
    this.#reporter.input(name);
    const alarms = new ToldRows((row, alarm) => this.#tell(row, alarm, progress));
    stream.detections$.subscribe({
      next: (alarm) => {
        if (pending.isPast(alarm.index)) return;
        if (!pending.beganInPast(alarm)) this.#options.outlets.add(name, alarm);
        alarms.alarm(alarm);
      },
      error: () => undefined, // predictions tell it too
    });
    try {
      await stream.predictions$.forEach((prediction) => {
        const isPast = pending.isPast(prediction.index);
        const row = pending.take(prediction.index);
        const watched = values.take(row.timeMs, row.values).slice();
        this.#hash.update(predictionBytes(prediction));
        if (!isPast) {
          this.#take(prediction);
          alarms.row({ name, row, watched, model, prediction });
        }
        if (prediction.index % 1000 === 0 && !follow)
          progress.show(`${prediction.index.toLocaleString('en-US')} rows`, table.progress.read);
      });
    } catch (error) {
      throw reasonOf(error);
    } finally {
      progress.clear();
    }
    if (pending.skipped > 0) warn(`${name}: ${pending.skipped} rows were left out, which the history has`);
    const { format } = table;
    if (json) printFormatLine(name, format);
    for (const clause of format.warnings.filter((each) => !begun.warnings.includes(each))) warn(`${name}: ${clause}`);
    const { rows: count } = format.facts;
    if (model.learnt === null && past === null && Number(count) <= model.monitor.learnRows) {
      warn(`${name}: all ${count} rows were only learnt from, and none was watched: --learn-for takes fewer`);
    }
    this.#spanMs += table.spanMs;
    this.#inputs++;
  }

  summary(): SeriesSummary {
    return {
      inputs: this.#inputs,
      frames: this.#frames,
      detections: this.#detections,
      dropped: this.#missed, // a file is held back until there is room: none
      spanMs: this.#spanMs,
      elapsedMs: performance.now() - this.#startedMs,
      digest: this.#hash.digest('hex'),
    };
  }

  #take(prediction: Prediction): void {
    this.#frames++;
    this.#missed += prediction.missed;
    if (prediction.series?.alarm === true) this.#detections++;
  }

  #tell(row: ReportedRow, alarm: Detection | null, progress: FileProgress): void {
    if (alarm !== null || this.#options.predictions) progress.clear();
    this.#reporter.row(row, alarm);
  }
}

/** What the table said, where the stream failed because of it. */
function reasonOf(error: unknown): unknown {
  return error instanceof SluiceError && error.code === 'SOURCE_FAILED' && error.cause instanceof SluiceError
    ? error.cause
    : error;
}
