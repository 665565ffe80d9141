// Series out of CSV: a header, a column of times, and one or many columns of values.
import { parse } from 'csv-parse/sync';
import { SluiceError } from '../errors.js';
import { parseTime } from './time.js';

export interface Series {
  /** Names of the value columns. */
  readonly columns: readonly string[];
  /** As in the file. */
  readonly timestamps: readonly string[];
  /** Ms since the epoch; rows without a readable time are left out. */
  readonly times: Float64Array;
  /** One row a time, one value a column; NaN where a cell is empty or no number. */
  readonly rows: readonly Float64Array[];
  /** What was left out or not understood, in sentences. */
  readonly warnings: readonly string[];
}

export interface CsvOptions {
  /** Name of the column of times. @default the first whose first cells are times */
  readonly time?: string;
}

/** Rows that are looked at to find the column of times. */
const LOOKED_AT = 20;

/** Throws SluiceError DATA_UNUSABLE, in one sentence, where no series is in there. */
export function readCsv(text: string, { time }: CsvOptions = {}): Series {
  const [header, ...cells] = table(text);
  if (!header || cells.length === 0) throw unusable('it needs a header and at least one row');
  const at = time === undefined ? findTime(header, cells) : header.indexOf(time);
  if (at < 0) {
    throw unusable(
      time === undefined
        ? `none of its columns (${header.join(', ')}) holds times: name one with --time`
        : `it has no column '${time}': its columns are ${header.join(', ')}`,
    );
  }
  const valued = header.map((_, column) => column).filter((column) => column !== at && hasNumbers(cells, column));
  if (valued.length === 0) throw unusable('it has no column of numbers beside the times');
  const readable = cells
    .map((row) => ({ row, timeMs: parseTime(row[at] ?? '') }))
    .filter((each): each is { row: string[]; timeMs: number } => each.timeMs !== null);
  const rows = readable.map(({ row }) => Float64Array.from(valued, (column) => numberOf(row[column])));
  return {
    columns: valued.map((column) => header[column] as string),
    timestamps: readable.map(({ row }) => row[at] as string),
    times: Float64Array.from(readable, ({ timeMs }) => timeMs),
    rows,
    warnings: warningsOf(cells.length - readable.length, rows),
  };
}

function table(text: string): string[][] {
  try {
    return parse(text, { bom: true, skip_empty_lines: true, trim: true, relax_column_count: true });
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : String(cause));
  }
}

/** A column of text (a machine's name) is none of values. */
function hasNumbers(cells: readonly string[][], column: number): boolean {
  return cells.some((row) => Number.isFinite(numberOf(row[column])));
}

function findTime(header: readonly string[], cells: readonly string[][]): number {
  const some = cells.slice(0, LOOKED_AT);
  const isTime = (column: number, plain: boolean) =>
    some.every((row) => parseTime(row[column] ?? '') !== null && (plain || Number.isNaN(Number(row[column]))));
  // dates first; a number may be a time too, but then the column's name must say so
  const dated = header.findIndex((_, column) => isTime(column, false));
  if (dated >= 0) return dated;
  return header.findIndex((name, column) => /time|date|^ts$|epoch/i.test(name) && isTime(column, true));
}

function numberOf(cell: string | undefined): number {
  return cell === undefined || cell === '' ? Number.NaN : Number(cell);
}

function warningsOf(unread: number, rows: readonly Float64Array[]): string[] {
  const missing = rows.reduce((sum, row) => sum + row.filter((value) => !Number.isFinite(value)).length, 0);
  return [
    ...(unread > 0 ? [`${unread} rows without a readable time are left out`] : []),
    ...(missing > 0 ? [`${missing} values are missing or no numbers: they are taken to be as forecast`] : []),
  ];
}

function unusable(why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot read the series: ${why}`);
}
