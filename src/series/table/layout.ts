// Where a table begins: which records are a preamble, which one has the names, which ones units, and where the rows
// start.

import { isMissing } from '../cells/missing.js';
import { isBlank } from '../text/records.js';
import { listed, unusable } from '../text/table-error.js';
import { type CellKind, cellKind } from './cell-kind.js';

export interface Layout {
  /** One a column of the rows. They differ. */
  readonly names: readonly string[];
  /** What stands under each name before the rows begin; '' for nothing. */
  readonly units: readonly string[];
  /** The names as in the file: a record like it among the rows is another header. Null where the file has none. */
  readonly header: readonly string[] | null;
  /** Records before the first row. */
  readonly skipped: number;
  /** What of it was assumed, in clauses. */
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
}

/** Records that are looked at to tell what columns hold. */
const LOOKED_AT = 400;

const DATA_LOGGER = /^"?TO(?:A5|B1|B3|ACI1)"?$/;

/**
 * `records`: the first ones of the file, empty lines as well. Throws SluiceError DATA_UNUSABLE where they are no table
 * with a header.
 */
export function layoutOf(records: readonly (readonly string[])[], noHeader: boolean): Layout {
  const filled = records.map((record, at) => ({ record, at })).filter(({ record }) => !isBlank(record));
  if (filled.length === 0) throw unusable('it is empty: it needs a header and at least one row');
  // of several tables the first is read, behind its preamble
  const some = filled
    .map(({ record }) => record)
    .filter((record) => !isAnnotation(record))
    .slice(0, LOOKED_AT);
  const width = usualWidth(some.map((record) => record.length));
  const kinds = columnKinds(some.filter((record) => record.length === width));
  const firstRow = firstRowOf(
    filled.map(({ record }) => record),
    width,
    kinds,
  );
  if (firstRow < 0) throw unusable('it needs a header and at least one row of times and numbers');
  const skipped = (filled[firstRow] as { at: number }).at;
  const before = filled.slice(0, firstRow).map(({ record }) => record);
  if (noHeader) return { ...numbered(width), header: null, skipped, assumed: [], warnings: rowsBefore(before) };
  const block = tableBlock(before, width);
  const header = namesAmong(block);
  if (header === null) throw headerless((filled[firstRow] as { record: readonly string[] }).record);
  const under = block.slice(block.indexOf(header) + 1).filter((record) => !isAnnotation(record));
  const rows = filled.slice(firstRow).map(({ record }) => record);
  const shift = shiftOf(header, rows, width, kinds);
  const assumed =
    shift > 0 ? [`rows have one cell more than the header: the first is taken for a column without a name`] : [];
  const unique = uniqueNames(
    shifted(header, shift, width).map((name, i) => (i === shift ? name.replace(/^#\s*(?=\S)/, '') : name)),
  );
  return {
    names: unique.names,
    units: unique.names.map(
      (_, i) => under.map((record) => (record[i - shift] ?? '').trim()).find((unit) => unit !== '') ?? '',
    ),
    header,
    skipped,
    assumed: [...assumed, ...unique.assumed],
    warnings: rowsBefore(before),
  };
}

/** Rows of another table that stand in front of this one. */
function rowsBefore(before: readonly (readonly string[])[]): string[] {
  const rows = before.filter((record) => {
    const kinds = record.map(cellKind);
    return kinds.includes('time') && kinds.includes('number') && !isAnnotation(record);
  });
  if (rows.length < 3) return [];
  return [
    `${rows.length} rows in front of the header look like another table and are not read: write it into a file of its own`,
  ];
}

/** Cells that most records have; those of the second half count, where the preamble is over. */
function usualWidth(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths.slice(Math.floor(widths.length / 2))) counts.set(width, (counts.get(width) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 1;
}

/** What most cells of a column are, in the second half of the records. */
function columnKinds(records: readonly (readonly string[])[]): CellKind[] {
  const rows = records.slice(Math.floor(records.length / 2));
  return Array.from({ length: rows[0]?.length ?? 0 }, (_, column) => {
    const kinds = rows.map((row) => cellKind(row[column])).filter((kind) => kind !== 'missing');
    const most = (kind: CellKind) => kinds.filter((each) => each === kind).length >= 0.8 * kinds.length;
    if (kinds.length === 0) return 'missing';
    return most('time') ? 'time' : most('number') ? 'number' : 'text';
  });
}

/** Whether a record's cells are what its columns hold: all of its times, or where there are none all of its numbers. */
function isRow(record: readonly string[], kinds: readonly CellKind[]): boolean {
  const wanted: CellKind = kinds.includes('time') ? 'time' : 'number';
  if (!kinds.includes(wanted)) return false;
  const cells = kinds.flatMap((kind, i) => (kind === wanted ? [cellKind(record[i])] : []));
  const right = cells.filter((kind) => kind === wanted).length;
  return right > 0 && cells.every((kind) => kind === wanted || kind === 'missing');
}

/** The first row with all cells, or shorter ones in front of it that stand right under a header. -1 for none. */
function firstRowOf(records: readonly (readonly string[])[], width: number, kinds: readonly CellKind[]): number {
  const isNext = (i: number) => records[i] === undefined || isRow(records[i], kinds);
  // a single row in a preamble is none
  const whole = records.findIndex((record, i) => record.length >= width && isRow(record, kinds) && isNext(i + 1));
  let first = whole;
  while (first > 0 && isRow(records[first - 1] as readonly string[], kinds)) first--;
  return first === whole || records[first - 1]?.length === width ? first : whole;
}

/** The records right before the rows that have about as many cells as they. */
function tableBlock(before: readonly (readonly string[])[], width: number): readonly (readonly string[])[] {
  const least = Math.max(width > 2 ? 2 : 1, Math.floor(width / 2));
  let from = before.length;
  while (from > 0 && (before[from - 1] as readonly string[]).length >= least) from--;
  return before.slice(from);
}

/** A comment, and no column that is called `#`. */
export function isAnnotation(record: readonly string[]): boolean {
  return /^#./.test(record[0] ?? '');
}

/** The record with the most different cells, the first of them; an annotation only where there is nothing else. */
function namesAmong(block: readonly (readonly string[])[]): readonly string[] | null {
  const plain = block.filter((record) => !isAnnotation(record) && !DATA_LOGGER.test(record[0] ?? ''));
  const names = plain.length > 0 ? plain : block.slice(-1);
  const different = (record: readonly string[]) =>
    new Set(record.map((cell) => cell.trim()).filter((cell) => cell !== '')).size;
  const most = Math.max(...names.map(different));
  return names.find((record) => different(record) === most) ?? null;
}

/** 1 where the rows begin with a cell that the header does not name. Throws where the two do not fit together. */
function shiftOf(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  kinds: readonly CellKind[],
): 0 | 1 {
  const named = header.length;
  const ends = rows.slice(0, LOOKED_AT).map((row) => row.findLastIndex((cell) => cell.trim() !== '') + 1);
  // what is behind the names of most rows are separators at the ends of lines
  if (ends.filter((end) => end > named).length < ends.length / 2) return 0;
  const named0 = header.some(
    (name, i) => i > 0 && kinds[i] !== 'time' && /^(?:time|date|datetime|timestamp)$/i.test(name.trim()),
  );
  const timeFirst = kinds[0] === 'time' && (named0 || isTimeName(header[0] ?? ''));
  if (width === named + 1 && !timeFirst) return 1;
  const commas = timeFirst
    ? ': if its numbers have decimal commas, they must be quoted or separated by something else'
    : '';
  throw unusable(
    `its header has ${named} names (${listed(header)}) and its rows ${width} cells${commas}; --no-header takes columns by number`,
  );
}

function isTimeName(name: string): boolean {
  return /time|date|zeit|datum|^ts$/i.test(name);
}

function shifted(header: readonly string[], shift: 0 | 1, width: number): string[] {
  const names = [...Array.from({ length: shift }, () => ''), ...header];
  // beyond the rows nothing can be; rows that are longer end by separators alone
  return names.slice(0, Math.max(width, shift + header.length));
}

function numbered(width: number): { names: string[]; units: string[] } {
  return {
    names: Array.from({ length: width }, (_, i) => `column ${i + 1}`),
    units: Array.from({ length: width }, () => ''),
  };
}

/** Names that differ: the second `temp` is `temp (2)`, one without a name is `column 3`. */
function uniqueNames(given: readonly string[]): { names: string[]; assumed: string[] } {
  const taken = new Set<string>();
  /** The next number of a name that is there again. */
  const next = new Map<string, number>();
  const twice = new Set<string>();
  const names = given.map((raw, i) => {
    const plain = raw.trim().replace(/^'(?=.)/, '') || `column ${i + 1}`;
    let name = plain;
    for (let n = next.get(plain) ?? 2; taken.has(name); n++) {
      name = `${plain} (${n})`;
      next.set(plain, n + 1);
    }
    if (name !== plain) twice.add(plain);
    taken.add(name);
    return name;
  });
  return {
    names,
    assumed: [...twice].map((name) => `several columns are named '${name}': the second is called '${name} (2)'`),
  };
}

function headerless(row: readonly string[]) {
  const shown = row.filter((cell) => !isMissing(cell)).slice(0, 4);
  return unusable(
    `it has no header: its first line is a row already (${shown.join(', ')}): --no-header reads it with the names 'column 1', 'column 2', …`,
  );
}
