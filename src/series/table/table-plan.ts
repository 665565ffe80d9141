// Everything about a table that its first rows tell, decided once: dialect, header, times, columns. Nothing is read
// beyond them.
import type { ChannelDescription } from '../../model/channel-description.js';
import { describedChannels } from '../../model/series-model.js';
import {
  type ChannelColumn,
  type ColumnSample,
  channelOf,
  type DroppedColumn,
  IS_TEXT,
  isDropped,
  textStates,
} from '../cells/channel-columns.js';
import { type Decimals, decimalsOf } from '../cells/decimals.js';
import { numberReader } from '../cells/numbers.js';
import { type Encoding, encodingOf } from '../text/encoding.js';
import { isBlank, RecordReader } from '../text/records.js';
import { listed, unusable } from '../text/table-error.js';
import type { TableFile } from '../text/table-file.js';
import { textPieces } from '../text/text-pieces.js';
import { type TableSample, type TimeColumn, timeColumnOf } from '../time/time-column.js';
import { type Dialect, dialectOf } from './dialect.js';
import { isHeaderAgain, isSameHeader } from './header-again.js';
import { isAnnotation, type Layout, layoutOf } from './layout.js';
import { EXPORT, type LongFormat, longFormatOf } from './long-format.js';
import type { TableOptions } from './table-options.js';

export interface TablePlan {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  readonly layout: Layout;
  readonly decimals: Decimals;
  readonly time: TimeColumn;
  /** Columns that become channels; of a long table those of values, and the channels are found by reading it once. */
  readonly channels: readonly ChannelColumn[];
  readonly dropped: readonly DroppedColumn[];
  readonly long: LongFormat | null;
  /** What a person says of channels, by name. */
  readonly described: ReadonlyMap<string, ChannelDescription>;
  /** The first rows. */
  readonly sample: readonly (readonly string[])[];
}

/** Bytes that are looked at, and rows and cells among them. */
const SAMPLE_BYTES = 262_144;
const SAMPLE_ROWS = 5000;
const SAMPLE_CELLS = 200_000;

/**
 * Throws SluiceError DATA_UNUSABLE, in one sentence with what mends it, where the first rows are no table with times
 * and numbers.
 */
export async function planOf(file: TableFile, options: TableOptions): Promise<TablePlan> {
  if (file.bytes === 0) throw unusable('it is empty');
  const encoding = encodingOf(await file.read(0, SAMPLE_BYTES));
  const { text, whole } = await sampleText(file, encoding);
  const dialect = dialectOf(text, options.separator, options.noQuotes);
  const records = new RecordReader(dialect).read(text, whole).slice(0, SAMPLE_ROWS);
  const layout = layoutOf(records, options.noHeader ?? false);
  const { names } = layout;
  const rows = sampleRows(records, layout);
  const cells = names.map((_, column) => rows.map((row) => row[column] ?? ''));
  const decimals = decimalsOf(cells, names, dialect.separator, options.decimal);
  const numberOf = (column: number) =>
    numberReader(decimals.formats[column] ?? { decimal: decimals.decimal, unit: '' });
  const sample: TableSample = { names, units: layout.units, rows, numberOf };
  const time = timeColumnOf(sample, options);
  const described = descriptionsOf(options);
  const columns = names.map(
    (name, column): ColumnSample => ({
      column,
      name,
      unit: layout.units[column] ?? '',
      cells: cells[column] as string[],
      evidence: decimals.evidence[column] as Decimals['evidence'][number],
      format: decimals.formats[column] as Decimals['formats'][number],
      missing: options.missing ?? [],
      described: described.get(name),
    }),
  );
  const found = columnsOf(columns, time);
  const read = time.notation.reader(time.zone, time.backwards);
  const long = longFormatOf({
    ...sample,
    times: rows.map((row) => read(time.textOf(row))),
    timeColumns: new Set([...time.columns, ...time.others.keys()]),
    channels: found.channels.map(({ column }) => column),
  });
  const base = { encoding, dialect, layout, decimals, time, described, sample: rows };
  if (long) return { ...base, long, ...ofLong(columns, found, long, time) };
  const of =
    options.columns === undefined
      ? withChannels(withStates(columns, found), names)
      : asked(columns, options.columns, time, found);
  checkNames(described, names, time);
  return { ...base, long, ...of };
}

function descriptionsOf({ channels = [] }: TableOptions): Map<string, ChannelDescription> {
  const described = channels.length === 0 ? [] : describedChannels(channels);
  return new Map(described.map((each) => [each.name, each]));
}

/** Throws SluiceError DATA_UNUSABLE for a description of what is no column, or of the times. */
function checkNames(described: ReadonlyMap<string, unknown>, names: readonly string[], time: TimeColumn): void {
  for (const name of described.keys()) {
    const column = names.indexOf(name);
    if (column < 0)
      throw unusable(`'${name}' is described, and it has no such column: its columns are ${listed(names)}`);
    if (time.columns.includes(column)) throw unusable(`'${name}' is described as a channel, and has the times`);
  }
}

/** Columns of text that have a few words are channels too. */
function withStates(columns: readonly ColumnSample[], found: Found): Found {
  const states = found.dropped.flatMap(({ column, why }) => {
    const sample = columns.find((each) => each.column === column);
    return sample !== undefined && why.startsWith(IS_TEXT) ? (textStates(sample) ?? []) : [];
  });
  const taken = new Set(states.map(({ column }) => column));
  return {
    channels: [...found.channels, ...states].sort((a, b) => a.column - b.column),
    dropped: found.dropped.filter(({ column }) => !taken.has(column)),
  };
}

/** Whole lines of at least the sample's size, or the whole file. */
async function sampleText(file: TableFile, encoding: Encoding): Promise<{ text: string; whole: boolean }> {
  const texts: string[] = [];
  let letters = 0;
  for await (const { text, last } of textPieces(file, encoding)) {
    texts.push(text);
    letters += text.length;
    if (last) return { text: texts.join(''), whole: true };
    if (letters >= SAMPLE_BYTES) break;
  }
  return { text: texts.join(''), whole: false };
}

/** The rows of the first table among the records. */
function sampleRows(
  records: readonly (readonly string[])[],
  { skipped, header, names }: Layout,
): readonly (readonly string[])[] {
  const most = Math.max(100, Math.floor(SAMPLE_CELLS / names.length));
  const rows: (readonly string[])[] = [];
  let afterGap = false;
  for (const record of records.slice(skipped)) {
    const gap = isBlank(record) || isAnnotation(record);
    const again = !gap && isHeaderAgain(record, header, afterGap);
    if (again && !isSameHeader(record, header)) break;
    afterGap = gap;
    if (!gap && !again && record.length > 1) rows.push(record);
    if (rows.length === most) break;
  }
  return rows;
}

interface Found {
  readonly channels: readonly ChannelColumn[];
  readonly dropped: readonly DroppedColumn[];
}

/** The channels that nobody had to ask for. */
function columnsOf(columns: readonly ColumnSample[], time: TimeColumn): Found {
  const channels: ChannelColumn[] = [];
  const dropped: DroppedColumn[] = [];
  const influx = columns.some(({ name }) => name === '_time');
  for (const sample of columns) {
    const { column, name, evidence } = sample;
    if (time.columns.includes(column)) continue;
    const why = influx && /^(?:result|table|_start|_stop)$/.test(name) ? EXPORT : time.others.get(column);
    const known =
      why !== undefined && (evidence.filled > 0 || why === EXPORT) ? { column, name, why } : channelOf(sample, false);
    if (isDropped(known)) {
      // separators at the ends of lines make a column that nobody named
      if (evidence.filled > 0 || name !== `column ${column + 1}`) dropped.push(known);
    } else channels.push(known);
  }
  return { channels, dropped };
}

function withChannels(found: Found, names: readonly string[]): Found {
  if (found.channels.length > 0) return found;
  const reasons = found.dropped.map(({ name, why }) => `'${name}' ${why}`);
  const why =
    reasons.length > 0
      ? `: ${listed(reasons, 4)}; --columns takes columns all the same`
      : ` (its columns are ${listed(names)})`;
  throw unusable(`it has no column of numbers beside the times${why}`);
}

/** The columns that a person asked for, in that order. */
function asked(columns: readonly ColumnSample[], wanted: readonly string[], time: TimeColumn, found: Found): Found {
  const samples = new Map(columns.map((each) => [each.name, each] as const));
  const isWanted = new Set(wanted);
  const channels = wanted.map((name) => {
    const sample = samples.get(name);
    if (!sample)
      throw unusable(`it has no column '${name}': its columns are ${listed(columns.map((each) => each.name))}`);
    if (time.columns.includes(sample.column))
      throw unusable(`its column '${name}' has the times: it cannot be a channel; --time names another`);
    return channelOf(sample, true) as ChannelColumn;
  });
  const others = found.channels.filter(({ name }) => !isWanted.has(name));
  const dropped = [
    ...found.dropped.filter(({ name }) => !isWanted.has(name)),
    ...others.map(({ name, column }) => ({ name, column, why: 'was not asked for' })),
  ];
  return { channels, dropped: dropped.sort((a, b) => a.column - b.column) };
}

/** Of a long table the columns of values are read; what the rest is, the shape says. */
function ofLong(columns: readonly ColumnSample[], found: Found, long: LongFormat, time: TimeColumn): Found {
  const used = new Set([...long.keys, ...long.values, ...time.columns]);
  const channels = long.values.map((column) => {
    const sample = columns[column] as ColumnSample;
    const known = channelOf(sample, false);
    return isDropped(known) ? (numbers(sample) as ChannelColumn) : known;
  });
  const rest = [...found.dropped, ...found.channels.map(({ name, column }) => ({ name, column, why: 'is no value' }))];
  const dropped = rest
    .filter(({ column }) => !used.has(column))
    .map((each) => ({ ...each, why: long.inner.get(each.column) ?? each.why }));
  return { channels, dropped };
}

/** A column of values of many kinds: each key's own are looked at when the table is read. */
function numbers({ column, name, format, missing }: ColumnSample): ChannelColumn {
  const marks = missing.length > 0 ? new Set(missing) : null;
  return {
    column,
    name,
    kind: 'gauge',
    unit: null,
    read: numberReader(format),
    words: null,
    marks,
    likely: null,
    guessed: null,
  };
}
