// A table of a file: what it is, and its rows in order of time. The whole way of a table on one page.
import type { FormatReport } from '../format-report.js';
import type { ChannelDescription } from '../model/channel-description.js';
import type { ChannelColumn, DroppedColumn } from './cells/channel-columns.js';
import { type LongChannels, longChannels, longRows } from './long/long-rows.js';
import { indexOf, type TableIndex } from './long/table-index.js';
import { RecordFollower } from './table/record-follower.js';
import { type RowBatch, reversed, type TableRow } from './table/row-batch.js';
import { RowReader } from './table/row-reader.js';
import { type ChannelCounts, TimeCounts } from './table/table-counts.js';
import { checkTableOptions, type TableOptions } from './table/table-options.js';
import { planOf, type TablePlan } from './table/table-plan.js';
import { recordPieces, recordsOf } from './table/table-records.js';
import { tableReport } from './table/table-report.js';
import { listed, unusable } from './text/table-error.js';
import type { TableFile } from './text/table-file.js';

/** A table whose first rows were understood. */
export interface Table {
  /** One a value of a row, in order. */
  readonly channels: readonly ChannelDescription[];
  /** Columns that are no channels, and why. */
  readonly dropped: readonly DroppedColumn[];
  /**
   * What was recognised, assumed and left out. It is complete when all rows were read: before that it says what the
   * first rows do.
   */
  readonly format: FormatReport;
  /** Bytes of the file that were read by `batches`, of `bytes`. A table that must be read twice counts twice. */
  readonly progress: { readonly read: number; readonly bytes: number };
  /** From the oldest to the youngest row that was read, ms. */
  readonly spanMs: number;
  /**
   * All rows in the file's order of time, the oldest first also where the file has the newest first. The memory that it
   * takes does not grow with the file. Can be called more than once, one after the other. Throws SluiceError
   * DATA_UNUSABLE where no row could be read.
   */
  batches(): AsyncGenerator<RowBatch>;
  /** The same, one row at a time. */
  rows(): AsyncGenerator<TableRow>;
}

/**
 * Looks at a table's first rows: separator, header, decimal signs, times, columns. `onProgress`: for tables that must
 * be read once to know their channels, bytes that were read of all.
 *
 * Throws TypeError and RangeError for wrong options, and SluiceError DATA_UNUSABLE, with what mends it, where there are
 * no times or no numbers.
 */
export async function openTable(
  file: TableFile,
  options: TableOptions = {},
  onProgress?: (read: number, bytes: number) => void,
): Promise<Table> {
  checkTableOptions(options);
  const plan = await planOf(file, options);
  if (plan.long === null && !plan.time.backwards) return new OpenTable(file, plan, null, null);
  const index = await indexOf(file, plan, (read) => onProgress?.(read, file.bytes));
  if (plan.long === null) return new OpenTable(file, plan, index, null);
  const long = longChannels(plan, index, options.columns ?? null);
  checkSeries(plan, index, long, options.columns ?? []);
  return new OpenTable(file, plan, index, long);
}

class OpenTable implements Table {
  readonly channels: readonly ChannelDescription[];
  readonly dropped: readonly DroppedColumn[];
  readonly #file: TableFile;
  readonly #plan: TablePlan;
  readonly #index: TableIndex | null;
  readonly #long: LongChannels | null;
  #times = new TimeCounts();
  #counts: readonly ChannelCounts[] = [];
  #follower: RecordFollower | null = null;
  #ended = false;
  #read = 0;

  constructor(file: TableFile, plan: TablePlan, index: TableIndex | null, long: LongChannels | null) {
    this.#file = file;
    this.#plan = plan;
    this.#index = index;
    this.#long = long;
    this.channels = (long ?? plan).channels.map(descriptionOf);
    this.dropped = (long ?? plan).dropped;
  }

  get format(): FormatReport {
    return tableReport({
      plan: this.#plan,
      channels: this.channels,
      columns: (this.#long ?? this.#plan).channels,
      stepMs: this.#long ? 2 * this.#long.withinMs || Number.NaN : this.#plan.time.stepMs,
      dropped: this.dropped,
      counts: this.#counts,
      times: this.#times,
      follower: this.#index?.follower ?? this.#follower,
      ended: this.#ended,
      series: this.#index?.keys.length ?? 0,
      again: this.#long?.again.values ?? 0,
    });
  }

  get progress(): { readonly read: number; readonly bytes: number } {
    return { read: this.#read, bytes: this.#file.bytes };
  }

  get spanMs(): number {
    return this.#times.spanMs;
  }

  async *batches(): AsyncGenerator<RowBatch> {
    this.#times = new TimeCounts();
    this.#follower = new RecordFollower(this.#plan);
    this.#ended = false;
    this.#read = 0;
    for await (const batch of this.#source(this.#follower)) {
      if (batch.rows === 0) continue;
      this.#times.take(batch);
      yield batch;
    }
    this.#ended = true;
    if (this.#times.rows === 0) throw unusable('it has no row with a readable time');
    if (this.#counts.every(({ values }) => values === 0)) {
      throw unusable(
        `none of its channels (${listed(this.channels.map(({ name }) => name))}) has a value in any row; --columns takes others`,
      );
    }
  }

  async *rows(): AsyncGenerator<TableRow> {
    const channels = this.channels.length;
    for await (const { rows, times, timeTexts, values } of this.batches()) {
      for (let row = 0; row < rows; row++) {
        yield {
          timeMs: times[row] as number,
          timeText: timeTexts[row] as string,
          values: values.slice(row * channels, (row + 1) * channels),
        };
      }
    }
  }

  #source(follower: RecordFollower): AsyncGenerator<RowBatch> {
    const progress = (read: number) => {
      this.#read = read;
    };
    if (this.#long && this.#index) {
      this.#counts = this.#long.counts;
      for (const each of this.#counts) each.reset();
      return longRows(this.#file, this.#plan, this.#index, this.#long, progress);
    }
    const reader = new RowReader(follower, this.#plan.channels);
    this.#counts = reader.counts;
    if (this.#index) return backwards(this.#file, this.#plan, this.#index, follower, reader, progress);
    return forwards(this.#file, this.#plan, reader, progress);
  }
}

function descriptionOf({ name, kind, unit, min, max, states }: ChannelColumn): ChannelDescription {
  return {
    ...{ name, kind, unit },
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(states === undefined ? {} : { states }),
  };
}

async function* forwards(
  file: TableFile,
  plan: TablePlan,
  reader: RowReader,
  onProgress: (bytes: number) => void,
): AsyncGenerator<RowBatch> {
  for await (const { records, to } of recordPieces(file, plan)) {
    onProgress(to);
    yield reader.read(records);
  }
}

/** The last block first, and its rows the other way round. */
async function* backwards(
  file: TableFile,
  plan: TablePlan,
  { blocks }: TableIndex,
  follower: RecordFollower,
  reader: RowReader,
  onProgress: (bytes: number) => void,
): AsyncGenerator<RowBatch> {
  let read = 0;
  for (const block of [...blocks].reverse()) {
    const records = await recordsOf(file, plan, block.from, block.to);
    follower.map = block.map;
    follower.elsewhere = block.elsewhere;
    read += block.to - block.from;
    onProgress(read);
    yield reversed(reader.read(records));
  }
}

/** Throws where a series that was asked for is not there, or there is none at all. */
function checkSeries(
  { layout, dropped, long: shape, described }: TablePlan,
  { keys }: TableIndex,
  long: LongChannels,
  wanted: readonly string[],
): void {
  if (keys.length === 0) throw unusable('it has no row with a readable time');
  const names = new Set([...long.channels.map(({ name }) => name), ...long.dropped.map(({ name }) => name)]);
  const columns = new Set(dropped.map(({ name }) => name));
  const series = [...names].filter((name) => !columns.has(name));
  const absent = wanted.find((name) => !long.channels.some((channel) => channel.name === name));
  if (absent !== undefined) {
    const why = long.dropped.find(({ name }) => name === absent)?.why;
    throw unusable(
      why ? `its series '${absent}' ${why}` : `it has no series '${absent}': its series are ${listed(series)}`,
    );
  }
  const unknown = [...described.keys()].find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw unusable(`'${unknown}' is described, and it has no such series: its series are ${listed(series)}`);
  }
  if (long.channels.length > 0) return;
  const keyed = shape?.keys.map((column) => layout.names[column]).join(', ');
  const reasons = long.dropped.map(({ name, why }) => `'${name}' ${why}`);
  throw unusable(`none of the series that '${keyed}' tells apart has numbers: ${listed(reasons, 4)}`);
}
