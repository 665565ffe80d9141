// A table that a person opens, as a feed: one stream whose rows run through a series model in this page, as fast as
// possible.
import { createEngine, openStream, type Prediction, rows, type SeriesModel, seriesModel, type Transport } from 'sluice';
import { watchedUnit } from '../../../forecast/channels/told-alarm.js';
import { WatchedValues } from '../../../forecast/channels/watched-values.js';
import type { FormatReport } from '../../../format-report.js';
import { openTable, type Table } from '../../../series/open-table.js';
import type { TableRow } from '../../../series/table/row-batch.js';
import { blobTable } from '../../../series/text/table-file.js';
import type { Feed, FeedEvent, StreamFacts } from './feed.js';

export interface TableFeedOptions {
  readonly file: File;
  /** Null: a new one that learns from the first rows, as `sluice run` does. */
  readonly model: SeriesModel | null;
  /** Called when the first rows were understood, and again at the end. */
  readonly recognised: (report: FormatReport) => void;
  /** Share of the file that was read, 0 to 1. */
  readonly progress: (share: number) => void;
  /** All rows have their results. */
  readonly ended: () => void;
  /** Called with the reason where the table cannot be used. */
  readonly failed: (error: unknown) => void;
}

const PROGRESS_ROWS = 256;

export class TableFeed implements Feed {
  readonly name: string;
  transport: Transport | null = null;
  readonly #options: TableFeedOptions;
  readonly #pending = new Map<number, TableRow>();

  constructor(options: TableFeedOptions) {
    this.name = options.file.name;
    this.#options = options;
  }

  start(tell: (event: FeedEvent) => void, signal: AbortSignal): void {
    this.#run(tell, signal).catch((error: unknown) => {
      if (signal.aborted) return;
      const reason = `${this.name} cannot be used`;
      tell({ kind: 'connection', connection: { state: 'failed', reason } });
      this.#options.failed(error);
    });
  }

  async #run(tell: (event: FeedEvent) => void, signal: AbortSignal): Promise<void> {
    const { file, recognised, progress, ended } = this.#options;
    const given = this.#options.model;
    const columns = given === null ? {} : { columns: given.channels, channels: given.described ?? given.channels };
    const table = await openTable(blobTable(file, file.name), columns);
    recognised(table.format);
    const { channels } = table;
    const model = given ?? seriesModel({ channels, name: this.name });
    const watched = new WatchedValues(channels.length, model.described);
    const facts = factsOf(this.name, table, model);
    await using engine = await createEngine();
    this.transport = engine.transport;
    tell({ kind: 'stream', facts });
    tell({ kind: 'connection', connection: { state: 'local' } });
    const source = rows(this.#rows(table), { channels: channels.length, name: this.name });
    const stream = await openStream({ source, model, engine, signal });
    signal.addEventListener('abort', () => void stream.close());
    await stream.predictions$.forEach((prediction) => {
      this.#predicted(tell, prediction, watched);
      const { read, bytes } = table.progress;
      if (prediction.index % PROGRESS_ROWS === 0) progress(bytes === 0 ? 1 : Math.min(1, read / bytes));
    });
    if (signal.aborted) return;
    recognised(table.format);
    ended();
  }

  async *#rows(table: Table): AsyncGenerator<TableRow> {
    let index = 0;
    for await (const row of table.rows()) {
      this.#pending.set(index++, row);
      yield row;
    }
  }

  #predicted(tell: (event: FeedEvent) => void, { index, series, settled }: Prediction, watched: WatchedValues): void {
    const row = this.#pending.get(index);
    this.#pending.delete(index);
    if (row === undefined || series === undefined) return;
    const { timeMs } = row;
    const values = watched.take(timeMs, row.values).slice();
    const point = { timeMs, values, series, settled, latencyMs: Number.NaN, past: true };
    tell({ kind: 'point', stream: this.name, point });
  }
}

function factsOf(name: string, table: Table, { learnt, monitor }: SeriesModel): StreamFacts {
  return {
    name,
    channels: table.channels.map((channel) => channel.name),
    units: table.channels.map((channel) => watchedUnit(channel) ?? ''),
    learns: learnt === null,
    learnRows: learnt === null ? monitor.learnRows : 0,
    faults: [],
    away: false,
  };
}
