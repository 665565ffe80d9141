// Series of sensors as streams, one after the other through one engine: what is normal is learnt as the rows come, and
// the alarms are printed.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { SeriesModel } from '../../model/series-model.js';
import { createEngine, type Engine, openStream, type Prediction, predictionBytes, rows } from '../../node/index.js';
import { columnsOf, rowsOf } from '../../series/columns.js';
import { readCsv, type Series } from '../../series/csv.js';
import { tell } from '../failure.js';
import type { Input } from '../inputs.js';
import { warn } from '../report/output.js';
import { type SeriesReporter, type SeriesSummary, seriesReporter } from '../report/series-report.js';

export interface SeriesRunOptions {
  readonly json: boolean;
  /** Whether to print every row. */
  readonly predictions: boolean;
  /** Column of times. */
  readonly time?: string;
  /** The model for a series with these columns. Throws where there is none. */
  readonly modelFor: (columns: readonly string[]) => SeriesModel;
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
      tell(error);
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

  constructor(engine: Engine, reporter: SeriesReporter, options: SeriesRunOptions) {
    this.#engine = engine;
    this.#reporter = reporter;
    this.#options = options;
  }

  /** Runs one file to its end. */
  async series({ name, path }: Input): Promise<void> {
    const { time, modelFor, signal } = this.#options;
    const series = readCsv(await readFile(path as string, 'utf8'), time ? { time } : {});
    for (const warning of series.warnings) warn(`${name}: ${warning}`);
    const model = modelFor(series.columns);
    const source = rows(rowsOf(series, columnsOf(series, model.channels)), { channels: model.channels.length, name });
    await using stream = await openStream({ source, model, engine: this.#engine, signal });
    this.#reporter.input(name);
    await stream.predictions$.forEach((prediction) => {
      this.#take(name, series, model, prediction);
    });
    this.#spanMs += (series.times.at(-1) as number) - (series.times[0] as number);
    this.#inputs++;
  }

  summary(): SeriesSummary {
    return {
      inputs: this.#inputs,
      frames: this.#frames,
      detections: this.#detections,
      dropped: 0, // a file is held back until there is room
      spanMs: this.#spanMs,
      elapsedMs: performance.now() - this.#startedMs,
      digest: this.#hash.digest('hex'),
    };
  }

  #take(name: string, series: Series, model: SeriesModel, prediction: Prediction): void {
    this.#frames++;
    if (prediction.series?.alarm) this.#detections++;
    this.#hash.update(predictionBytes(prediction));
    this.#reporter.row({ name, series, model, prediction });
  }
}
