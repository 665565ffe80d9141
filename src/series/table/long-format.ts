// Tables with one value a row and, beside it, whose value it is: exports of InfluxDB and Home Assistant, and others of
// their kind. Recognised here; the rows of several keys are joined in join-rows.ts.
import { isMissing } from '../cells/missing.js';
import type { TableSample } from '../time/time-column.js';

export interface LongFormat {
  /** For people. */
  readonly shape: 'InfluxDB' | 'Home Assistant' | 'long';
  /** Columns that say together whose value it is. */
  readonly keys: readonly number[];
  /** Columns of values: one, or several of the same owner. */
  readonly values: readonly number[];
  /** Whether a value lasts until the next one: a log of changes. */
  readonly holds: boolean;
  /** Columns that the shape explains and that are no channels. */
  readonly inner: ReadonlyMap<number, string>;
}

/** Why a column of an export is no channel, and need not be told of. */
export const EXPORT = 'belongs to the export';

/** What long-format looks at. */
export interface LongSample extends TableSample {
  /** Times of the sample's rows, NaN where there is none. */
  readonly times: readonly number[];
  /** Columns of the times, and others that have times. */
  readonly timeColumns: ReadonlySet<number>;
  /** Columns of numbers or states that would be channels. */
  readonly channels: readonly number[];
}

const VALUE = /^(?:_?value|val|state|reading|measurement_?value|wert|messwert)$/i;
const KEY =
  /^(?:entity(?:_?id)?|sensor(?:_?(?:id|name))?|metric(?:_?name)?|parameter|variable|tag(?:_?name)?|point(?:_?name)?|channel|signal(?:_?name)?|name|item|series|measurement|device(?:_?id)?|attribute|datapoint|kpi|register)$/i;

/** Null for a table with one row a time. */
export function longFormatOf(sample: LongSample): LongFormat | null {
  return influx(sample) ?? homeAssistant(sample) ?? named(sample) ?? repeated(sample);
}

function influx({ names, rows, timeColumns }: LongSample): LongFormat | null {
  const at = (name: string) => names.indexOf(name);
  const [field, value, time] = [at('_field'), at('_value'), at('_time')];
  if (field < 0 || value < 0 || time < 0) return null;
  const inner = new Map<number, string>();
  const keys: number[] = [];
  names.forEach((name, column) => {
    if (column === value || column === time) return;
    const machinery = /^(?:result|table|_start|_stop|column \d+)$/.test(name) || timeColumns.has(column);
    if (machinery && column !== field) inner.set(column, EXPORT);
    else if (rows.some((row) => !isMissing(row[column]))) keys.push(column);
    else inner.set(column, 'is empty');
  });
  return { shape: 'InfluxDB', keys, values: [value], holds: false, inner };
}

function homeAssistant({ names }: LongSample): LongFormat | null {
  const [key, value] = [names.indexOf('entity_id'), names.indexOf('state')];
  if (key < 0 || value < 0) return null;
  return { shape: 'Home Assistant', keys: [key], values: [value], holds: true, inner: new Map() };
}

/** One column of names and one of values, by their names. */
function named({ names, timeColumns }: LongSample): LongFormat | null {
  const find = (pattern: RegExp) =>
    names.flatMap((name, column) => (pattern.test(name.trim()) && !timeColumns.has(column) ? [column] : []));
  const [keys, values] = [find(KEY), find(VALUE)];
  if (keys.length === 0 || values.length !== 1) return null;
  return { shape: 'long', keys: keys.filter((key) => key !== values[0]), values, holds: false, inner: new Map() };
}

/**
 * Of the steps between rows so many must stand still or go back before the table is taken for several series in one.
 */
const REPEATS = 0.2;
/** And within each series so many must go one way. */
const ONE_WAY = 0.98;
const MOST_KEYS = 256;

/** Times that repeat, and a column that tells their rows apart. */
function repeated(sample: LongSample): LongFormat | null {
  const { times, channels, names } = sample;
  const values = channels.filter((column) => !KEY.test(names[column] as string));
  if (values.length === 0) return null;
  const whole = wayOf(
    times,
    times.map(() => ''),
  );
  if (whole.oneWay >= 1 - REPEATS) return null;
  const candidates = keyColumns(sample);
  const sets = [...candidates.map((column) => [column]), candidates];
  for (const keys of sets) {
    if (keys.length === 0) continue;
    const owners = sample.rows.map((row) => keyOf(row, keys));
    const { oneWay, keys: count } = wayOf(times, owners);
    if (count > 1 && count <= MOST_KEYS && oneWay >= ONE_WAY) {
      const isKey = new Set(keys);
      return {
        shape: 'long',
        keys,
        values: values.filter((column) => !isKey.has(column)),
        holds: false,
        inner: new Map(),
      };
    }
  }
  return null;
}

/** Columns with few different cells, no numbers with fractions among them. */
function keyColumns({ rows, names, timeColumns }: LongSample): number[] {
  return names.flatMap((_, column) => {
    if (timeColumns.has(column)) return [];
    const cells = rows.map((row) => row[column] ?? '').filter((cell) => !isMissing(cell));
    const different = new Set(cells).size;
    const few = different > 1 && different <= Math.min(MOST_KEYS, rows.length / 3);
    return few && cells.every((cell) => !/^\s*[+-]?\d*[.,]\d+\s*$/.test(cell)) && cells.length === rows.length
      ? [column]
      : [];
  });
}

export function keyOf(record: readonly string[], keys: readonly number[]): string {
  return keys.length === 1 ? (record[keys[0] as number] ?? '') : keys.map((key) => record[key] ?? '').join('\u0000');
}

/** How many steps within each series go one way, strictly. */
function wayOf(times: readonly number[], owners: readonly string[]): { oneWay: number; keys: number } {
  const before = new Map<string, number>();
  let [on, back, all] = [0, 0, 0];
  times.forEach((time, i) => {
    const owner = owners[i] as string;
    const last = before.get(owner);
    if (Number.isNaN(time)) return;
    before.set(owner, time);
    if (last === undefined) return;
    all++;
    if (time > last) on++;
    if (time < last) back++;
  });
  return { oneWay: all === 0 ? 1 : Math.max(on, back) / all, keys: before.size };
}

/** Names of channels: what differs between the keys, and the value's column where there are several. */
export function keyNames(keys: readonly string[]): readonly string[] {
  const parts = keys.map((key) => key.split('\u0000'));
  const width = parts[0]?.length ?? 0;
  const differs = Array.from({ length: width }, (_, i) => new Set(parts.map((each) => each[i])).size > 1);
  const first = differs.includes(true) ? differs : differs.map((_, i) => i === 0);
  return parts.map((each) => each.filter((_, i) => first[i]).join(' '));
}
