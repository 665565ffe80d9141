// Tables in memory, read to their end.
import { openTable, type Table } from '#src/series/open-table.js';
import type { TableOptions } from '#src/series/table/table-options.js';
import { memoryTable } from '#src/series/text/table-file.js';

export interface ReadTable {
  readonly table: Table;
  readonly names: readonly string[];
  readonly times: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly assumed: string;
  readonly warnings: string;
}

export async function readTable(content: string | Uint8Array, options: TableOptions = {}): Promise<ReadTable> {
  const table = await openTable(memoryTable(content), options);
  const times: number[] = [];
  const rows: number[][] = [];
  for await (const { timeMs, values } of table.rows()) {
    times.push(timeMs);
    rows.push([...values]);
  }
  const { assumed, warnings } = table.format;
  return {
    table,
    names: table.channels.map(({ name }) => name),
    times,
    rows,
    assumed: assumed.join('\n'),
    warnings: warnings.join('\n'),
  };
}

export const MINUTE = 60_000;
export const START = Date.UTC(2024, 2, 1);

/** Row i's time, ten minutes after the one before. */
export function timeAt(i: number): number {
  return START + i * 10 * MINUTE;
}

/** Two columns of numbers that wander, with three digits behind the point. */
export function wandering(rows: number): [number, number][] {
  return Array.from({ length: rows }, (_, i) => [
    Number((20.1 + Math.sin(i / 9)).toFixed(3)),
    Number((3.02 + Math.cos(i / 7) / 10).toFixed(3)),
  ]);
}

export interface Spelling {
  readonly separator?: string;
  readonly header?: string | null;
  readonly time?: (ms: number, i: number) => string;
  readonly number?: (value: number, i: number) => string;
  readonly before?: string;
  readonly newline?: string;
}

/** A table of `wandering` rows, spelled this way. */
export function spelled(rows: number, spelling: Spelling = {}): string {
  const { separator = ',', newline = '\n', before = '', time = isoTime, number = String } = spelling;
  const header = spelling.header === undefined ? ['time', 'temperature', 'pressure'].join(separator) : spelling.header;
  const lines = wandering(rows).map(([a, b], i) => [time(timeAt(i), i), number(a, i), number(b, i)].join(separator));
  return [...(before === '' ? [] : [before]), ...(header === null ? [] : [header]), ...lines, ''].join(newline);
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
