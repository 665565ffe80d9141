// A thousand tables in random dialects, written by csv-stringify, are read back with the same times and numbers.
import { stringify } from 'csv-stringify/sync';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { random } from '../support/random.js';
import { readTable } from '../support/tables.js';

const TABLES = 1000;

const TIME_FORMATS = [
  'yyyy-MM-dd HH:mm:ss',
  "yyyy-MM-dd'T'HH:mm:ss",
  "yyyy-MM-dd'T'HH:mm:ss.SSSZZ",
  'yyyy-MM-dd HH:mm:ssZZZ',
  "yyyy-MM-dd HH:mm:ss 'UTC'",
  'yyyy/MM/dd HH:mm:ss',
  'dd.MM.yyyy HH:mm:ss',
  'd.M.yyyy H:mm:ss',
  'dd-MMM-yyyy HH:mm:ss',
  'MMMM d, yyyy h:mm:ss a',
  'yyyyMMddHHmmss',
  "yyyyMMdd'T'HHmmss",
  'X',
  'x',
  'u',
] as const;
const SEPARATORS = [',', ';', '\t', '|'] as const;
const STEPS_S = [1, 10, 60, 300, 600, 3600, 86_400] as const;
const NAMES = [
  'temperature',
  'Druck (bar)',
  'flow, m³/h',
  'a;b',
  'the "old" pump',
  'x|y',
  'level',
  'Température',
  '湿度',
  'p [kPa]',
] as const;
const MISSING = ['', '', 'NaN', 'n/a', 'null', '-'] as const;

it(`reads ${TABLES} tables in random dialects back, as they were written`, async () => {
  for (let seed = 1; seed <= TABLES; seed++) {
    const { text, times, rows, names } = writtenTable(seed);
    const told = () => `table ${seed}:\n${text.slice(0, 400)}`;
    const read = await readTable(text).catch((error) => expect.fail(`${error.message} in ${told()}`));
    expect(read.names, told()).toEqual(names);
    expect(read.times, told()).toEqual(times);
    expect(read.rows, told()).toEqual(rows);
  }
}, 60_000);

function writtenTable(seed: number) {
  const next = random(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;
  const format = pick(TIME_FORMATS);
  const delimiter = pick(SEPARATORS);
  const decimal = pick(['.', '.', ',']);
  const stepMs = pick(STEPS_S) * 1000;
  const startMs = Math.floor(Date.UTC(2001, 0, 1) + next() * 30 * 365 * 86_400_000);
  const start = startMs - (startMs % stepMs);
  const count = 5 + Math.floor(next() * 40);
  const names = [...NAMES].sort(() => next() - 0.5).slice(0, 1 + Math.floor(next() * 5));
  const columns = names.map(() => columnOf(next, pick, decimal, delimiter));
  const times = Array.from({ length: count }, (_, i) => start + i * stepMs);
  const values = times.map(() => columns.map(({ write }) => write()));
  const header = [pick(['time', 'Zeit', 'x1', 'recorded at']), ...names];
  const body = values.map((row, i) => [timeText(times[i] as number, format), ...row.map(({ cell }) => cell)]);
  const before = pick([[], [], [], ['# written by a logger'], ['Station 7', '']]);
  const text = stringify([...before.map((line) => [line]), header, ...body], {
    delimiter,
    quoted: next() < 0.3,
    record_delimiter: pick(['\n', '\r\n', '\r']),
    bom: next() < 0.3,
  });
  return { text, times, names, rows: values.map((row) => row.map(({ value }) => value)) };
}

function timeText(ms: number, format: string): string {
  const time = DateTime.fromMillis(ms, { zone: 'utc' });
  return format === 'u' ? `${ms}000` : time.toFormat(format);
}

/** A column that wanders about a middle, with so many digits behind the sign, and here and there nothing. */
function columnOf(next: () => number, pick: <T>(from: readonly T[]) => T, decimal: string, delimiter: string) {
  // three digits alone behind a comma are thousands as well: what is assumed there has tests of its own
  const digits = decimal === ',' && delimiter === ',' ? pick([1, 2, 4]) : pick([0, 1, 2, 3, 6]);
  const middle = pick([0, 20, 1013, 50_000]) * (next() < 0.2 ? -1 : 1);
  const gaps = next() < 0.3 ? 0.1 : 0;
  const unit = next() < 0.15 ? pick([' °C', ' kWh', '%', ' m/s']) : '';
  const grouped = digits > 0 && digits !== 3 && middle === 50_000 && next() < 0.5;
  return {
    write() {
      const text = (middle + (next() - 0.5) * 40).toFixed(digits);
      if (next() < gaps) return { cell: pick(MISSING), value: Number.NaN };
      const group = decimal === ',' ? '.' : ',';
      const [whole = '', fraction] = text.split('.');
      const shown = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
      return { cell: (fraction === undefined ? shown : `${shown}${decimal}${fraction}`) + unit, value: Number(text) };
    },
  };
}
