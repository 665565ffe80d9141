// Reads the folder of the benchmark: CSV files by group, and `windows.json` with the labelled windows of each.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LabelledSeries {
  /** Group and file. */
  readonly name: string;
  readonly group: string;
  /** As in the file. */
  readonly timestamps: readonly string[];
  /** Ms since the epoch. */
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** First and last row of each window. */
  readonly windows: readonly (readonly [number, number])[];
}

/** In the order of their names. */
export function readLabelled(folder: string): LabelledSeries[] {
  const windows = JSON.parse(readFileSync(join(folder, 'windows.json'), 'utf8')) as Record<string, [string, string][]>;
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((group) => readdirSync(join(folder, group.name)).map((file) => `${group.name}/${file}`))
    .filter((name) => name.endsWith('.csv'))
    .sort();
  return names.map((name) => {
    const rows = readFileSync(join(folder, name), 'utf8').trim().split(/\r?\n/).slice(1);
    const cells = rows.map((row) => row.split(','));
    const timestamps = cells.map(([time]) => time as string);
    const times = Float64Array.from(timestamps, (time) => Date.parse(`${time.replace(' ', 'T')}Z`));
    return {
      name,
      group: name.split('/')[0] as string,
      timestamps,
      times,
      values: Float64Array.from(cells, ([, value]) => Number(value)),
      windows: (windows[name] ?? []).map(([from, to]) => [rowOf(times, from), rowOf(times, to)] as const),
    };
  });
}

/** The first row at or after a time. */
function rowOf(times: Float64Array, text: string): number {
  const time = Date.parse(`${text.slice(0, 19).replace(' ', 'T')}Z`);
  const at = times.findIndex((each) => each >= time);
  return at < 0 ? times.length - 1 : at;
}
