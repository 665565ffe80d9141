// Which column has the times. What its cells are decides: they must be readable, span something and go one way. Its
// name only helps.

import { isMissing } from '../cells/missing.js';
import { isClock, isDate } from '../table/cell-kind.js';
import { listed, unusable } from '../text/table-error.js';
import { READABLE, type TimeNotation, timeNotations, wordNotation } from './time-notation.js';
import { namedFormat } from './word-dates.js';
import { namedZone, UTC, type Zone, zoneOf } from './zone.js';

/** The first rows of a table. */
export interface TableSample {
  readonly names: readonly string[];
  readonly units: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Reads a column's cells as numbers. */
  readonly numberOf: (column: number) => (cell: string) => number;
}

export interface TimeOptions {
  /** Name of the column of times. @default found */
  readonly time?: string | undefined;
  /** Format of the times in luxon's letters: `dd/MM/yyyy HH:mm`. @default found */
  readonly timeFormat?: string | undefined;
  /** Zone of times that do not say theirs. @default UTC */
  readonly zone?: string | undefined;
}

export interface TimeColumn {
  /** Which columns make the time: one, a date and a time of day, or more. */
  readonly columns: readonly number[];
  readonly name: string;
  /** The text of a row's time. */
  readonly textOf: (record: readonly string[]) => string;
  readonly notation: TimeNotation;
  /** The same with day and month the other way round, where the first rows allow both. */
  readonly other: TimeNotation | null;
  readonly zone: Zone;
  /** For people: the zone, and where it comes from. */
  readonly zoneName: string;
  /** Why this one, in a clause. */
  readonly why: string;
  /** Whether later rows are older. */
  readonly backwards: boolean;
  /** Usual time from row to row, ms; NaN where there is but one row. */
  readonly stepMs: number;
  readonly assumed: readonly string[];
  readonly warnings: readonly string[];
  /** Other columns of times, and why they were not taken. */
  readonly others: ReadonlyMap<number, string>;
}

/** Throws SluiceError DATA_UNUSABLE where no column, or not the one that was named, has readable times. */
export function timeColumnOf(sample: TableSample, options: TimeOptions): TimeColumn {
  const zone = options.zone === undefined ? null : namedZone(options.zone);
  const candidates =
    options.time === undefined ? allCandidates(sample, options, zone) : namedCandidates(sample, options, zone);
  const best = candidates.filter(({ refused }) => refused === null).sort((a, b) => b.score - a.score)[0];
  if (!best) throw noneOf(sample, candidates, options);
  return chosen(sample, best, candidates, zone);
}

/** One way to read the times of one or more columns. */
interface Candidate extends Course {
  readonly columns: readonly number[];
  readonly textOf: (record: readonly string[]) => string;
  readonly notation: TimeNotation;
  readonly other: TimeNotation | null;
  /** How day and month were told apart, where that was open. */
  readonly orderBy: string | null;
  readonly score: number;
  /** Why it cannot be the time; null where it can. */
  readonly refused: string | null;
}

function allCandidates(sample: TableSample, options: TimeOptions, zone: Zone | null): Candidate[] {
  const columns = sample.names.map((_, column) => column);
  const single = columns.map((column) => candidateOf(sample, [column], cellOf(column), options, zone));
  const split = splitTimes(sample).map(({ columns, textOf }) => candidateOf(sample, columns, textOf, options, zone));
  return [...single, ...split].filter((each): each is Candidate => each !== null);
}

function namedCandidates(sample: TableSample, options: TimeOptions, zone: Zone | null): Candidate[] {
  const name = options.time as string;
  const column = sample.names.indexOf(name);
  const parts = column >= 0 ? [column] : name.split(/\s*\+\s*/).map((part) => sample.names.indexOf(part));
  if (parts.includes(-1)) throw unusable(`it has no column '${name}': its columns are ${listed(sample.names)}`);
  const textOf =
    parts.length === 1
      ? cellOf(column)
      : (record: readonly string[]) => parts.map((part) => record[part] ?? '').join(' ');
  const split = parts.length === 1 ? splitTimes(sample).filter(({ columns }) => columns.includes(column)) : [];
  const found = [{ columns: parts, textOf }, ...split].map((each) =>
    candidateOf(sample, each.columns, each.textOf, options, zone),
  );
  // a person knows better than a guess, but numbers that go to and fro are no times whatever their name
  return found
    .filter((each): each is Candidate => each !== null)
    .map((each) => ({
      ...each,
      refused: each.notation.kind === 'elapsed' && Math.max(each.forwards, each.back) < NEARLY ? each.refused : null,
    }));
}

function cellOf(column: number): (record: readonly string[]) => string {
  return (record) => record[column] ?? '';
}

/** Null where the cells are no times. */
function candidateOf(
  sample: TableSample,
  columns: readonly number[],
  textOf: (record: readonly string[]) => string,
  { timeFormat }: TimeOptions,
  zone: Zone | null,
): Candidate | null {
  const column = columns[0] as number;
  const name = columns.map((each) => sample.names[each]).join(' + ');
  const texts = sample.rows.map(textOf);
  const notations =
    timeFormat === undefined
      ? timeNotations(texts, name, sample.numberOf(column))
      : [wordNotation(namedFormat(timeFormat))].filter((each) => readShare(each, texts) >= READABLE);
  if (notations.length === 0) return null;
  const courses = notations.map((notation) => ({ notation, course: courseOf(notation, texts, zone ?? UTC) }));
  const { first, other, orderBy } = inOrder(courses, texts[0] ?? '');
  const { notation, course } = first;
  const named = isTimeName(name);
  const score =
    3 * Math.max(course.forwards, course.back) +
    course.distinct +
    { date: 1.2, epoch: 1, days: 0.3, elapsed: 0 }[notation.kind] +
    (named ? 0.5 : 0) +
    (/H|h/.test(notation.format) ? 0.2 : 0);
  const refused = refusalOf(notation, course, named, texts, sample);
  return { columns, textOf, notation, other, orderBy, score, refused, ...course };
}

function readShare(notation: TimeNotation, texts: readonly string[]): number {
  const filled = texts.filter((text) => !isMissing(text));
  const read = notation.reader(UTC, false);
  return filled.filter((text) => !Number.isNaN(read(text))).length / Math.max(1, filled.length);
}

/** How times go from row to row. */
interface Course {
  readonly times: readonly number[];
  /** Share of steps that do not go back, and that do not go on. */
  readonly forwards: number;
  readonly back: number;
  /** Different times, as a share of all. */
  readonly distinct: number;
  readonly spanMs: number;
  readonly stepMs: number;
  /** The largest step, in usual steps. */
  readonly unevenness: number;
  /** Rows with a time, as a share of all. */
  readonly share: number;
}

function courseOf(notation: TimeNotation, texts: readonly string[], zone: Zone): Course {
  const read = notation.reader(zone, false);
  const all = texts.map(read);
  const times = all.filter((time) => !Number.isNaN(time));
  const steps = times.slice(1).map((time, i) => time - (times[i] as number));
  const sizes = steps
    .map(Math.abs)
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  const stepMs = sizes[Math.floor(sizes.length / 2)] ?? Number.NaN;
  const share = (count: number) => (steps.length === 0 ? 1 : count / steps.length);
  return {
    times,
    forwards: share(steps.filter((step) => step >= 0).length),
    back: share(steps.filter((step) => step <= 0).length),
    distinct: new Set(times).size / Math.max(1, times.length),
    spanMs:
      times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY) -
      times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
    stepMs,
    unevenness: (sizes.at(-1) ?? 0) / (stepMs || 1),
    share: times.length / Math.max(1, texts.length),
  };
}

interface Read {
  readonly notation: TimeNotation;
  readonly course: Course;
}

/** Of several ways to read day and month the one whose steps are even; where that does not tell, the usual one. */
function inOrder(
  courses: readonly Read[],
  text: string,
): { first: Read; other: TimeNotation | null; orderBy: string | null } {
  const [only] = courses as [Read];
  if (only.notation.order === null) return { first: only, other: null, orderBy: null };
  if (courses.length === 1) return { first: only, other: null, orderBy: 'a day above 12 tells day from month' };
  const usual = usualOrders(text);
  const ranked = [...courses]
    .filter(({ notation }) => usual.includes(notation.order as string))
    .sort((a, b) => usual.indexOf(a.notation.order as string) - usual.indexOf(b.notation.order as string));
  const even = [...ranked].sort((a, b) => a.course.unevenness - b.course.unevenness)[0] as Read;
  const first = ranked[0] as Read;
  const told = ranked
    .filter((each) => each !== even)
    .every(({ course }) => course.unevenness > 1.5 * even.course.unevenness);
  const taken = told ? even : first;
  const other = ranked.find((each) => each !== taken)?.notation ?? null;
  if (other === null) return { first: taken, other, orderBy: null };
  return { first: taken, other, orderBy: told ? 'even steps tell day from month' : 'open' };
}

/** By the sign between the numbers: what people who write it mean, the most usual first. */
function usualOrders(text: string): readonly string[] {
  if (/^'?\d+\./.test(text)) return ['dmy'];
  if (/^'?\d+-/.test(text)) return ['dmy', 'mdy', 'ymd'];
  return ['mdy', 'dmy', 'ymd'];
}

const NEARLY = 0.98;

/** Null where these can be the times of the rows. */
function refusalOf(
  notation: TimeNotation,
  course: Course,
  named: boolean,
  texts: readonly string[],
  sample: TableSample,
): string | null {
  const { forwards, back, distinct, spanMs, share, times } = course;
  const way = Math.max(forwards, back);
  if (times.length > 1 && spanMs === 0) return `is '${texts[0]}' in all of the first ${sample.rows.length} rows`;
  if (share < 0.5) return `has a time in only ${Math.round(100 * share)} % of the rows`;
  if (notation.kind === 'date' || notation.kind === 'epoch') {
    return way >= 0.7 || (notation.kind === 'date' && distinct > 0.5) ? null : 'has times that go to and fro';
  }
  if (notation.kind === 'days') return way >= NEARLY && distinct > (named ? 0 : 0.9) ? null : 'does not go one way';
  return named && way >= NEARLY && distinct > 0.9 ? null : 'is no time';
}

export function isTimeName(name: string): boolean {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return /(?:^|[^a-z])(?:_?time|timestamps?|dates?|datetime|zeit|zeitstempel|datum|ts|t|when|epoch|unix|utc|moment|uhrzeit|fecha|hora|heure|last_changed|created|seconds?|elapsed|clock)(?:$|[^a-z])/.test(
    words,
  );
}

/** Times in several columns: a date beside a time of day, a date beside an hour, or year, month, day. */
function splitTimes({
  names,
  rows,
}: TableSample): { columns: number[]; textOf: (record: readonly string[]) => string }[] {
  const columns = names.map((_, column) => column);
  const all = (column: number, test: (cell: string) => boolean) => {
    const cells = rows
      .slice(0, 200)
      .map((row) => row[column] ?? '')
      .filter((cell) => !isMissing(cell));
    return cells.length > 0 && cells.every(test);
  };
  const clocks = columns.filter((column) => all(column, (cell) => isClock(cell)));
  const isClockColumn = new Set(clocks);
  const hours = columns.filter(
    (column) =>
      /\b(?:hour|hr|stunde|heure|hora)\b/i.test(names[column] as string) &&
      all(column, (cell) => /^\s*\d{1,2}\s*$/.test(cell) && Number(cell) <= 24),
  );
  const dates = columns.filter(
    (column) =>
      !isClockColumn.has(column) &&
      all(column, (cell) => !/\d:\d\d/.test(cell) && (isDate(cell) || /\p{L}{3}.*\d{4}|\d{4}.*\p{L}{3}/u.test(cell))),
  );
  const paired = dates.flatMap((date) => {
    const clock = nearest(date, clocks);
    if (clock !== undefined)
      return [
        {
          columns: [date, clock],
          textOf: (record: readonly string[]) => `${(record[date] ?? '').trim()} ${(record[clock] ?? '').trim()}`,
        },
      ];
    const hour = nearest(date, hours);
    return hour === undefined
      ? []
      : [
          {
            columns: [date, hour],
            textOf: (record: readonly string[]) => `${(record[date] ?? '').trim()} ${(record[hour] ?? '').trim()}:00`,
          },
        ];
  });
  return [...paired, ...calendarColumns(names, all)];
}

/** Of rising numbers the one that is nearest; of two the smaller one. */
function nearest(to: number, among: readonly number[]): number | undefined {
  let [low, high] = [0, among.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((among[middle] as number) < to) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [among[low - 1], among[low]];
  if (before === undefined || after === undefined) return before ?? after;
  return to - before <= after - to ? before : after;
}

/** `year`, `month`, `day`, and after them `hour`, `minute`, `second`. */
function calendarColumns(names: readonly string[], all: (column: number, test: (cell: string) => boolean) => boolean) {
  const find = (pattern: RegExp) =>
    names.findIndex(
      (name, column) => pattern.test(name.trim()) && all(column, (cell) => /^\s*\d+(?:\.0+)?\s*$/.test(cell)),
    );
  const date = [find(/^(?:year|yr|yyyy|jahr)$/i), find(/^(?:month|mon|mo|mm|monat)$/i), find(/^(?:day|dd|tag)$/i)];
  if (date.includes(-1)) return [];
  const hour = find(/^(?:hour|hr|hh|stunde)$/i);
  const minute = hour < 0 ? -1 : find(/^(?:minute|min|mi)$/i);
  const second = minute < 0 ? -1 : find(/^(?:second|sec|ss)$/i);
  const clock = [hour, minute, second].filter((column) => column >= 0);
  const part = (record: readonly string[], column: number) =>
    String(Math.trunc(Number(record[column]))).padStart(2, '0');
  const textOf = (record: readonly string[]) => {
    const day = date.map((column) => part(record, column)).join('-');
    const [h = '00', m = '00', s = '00'] = clock.map((column) => part(record, column));
    return `${day} ${h}:${m}:${s}`;
  };
  return [{ columns: [...date, ...clock], textOf }];
}

function chosen(
  sample: TableSample,
  best: Candidate,
  candidates: readonly Candidate[],
  given: Zone | null,
): TimeColumn {
  const { columns, notation } = best;
  const name = columns.map((column) => sample.names[column]).join(' + ');
  const { zone, zoneName, assumed, warnings } = zoneFor(sample, best, given);
  const others = new Map<number, string>();
  for (const {
    columns: [column],
    notation: its,
    refused,
  } of candidates.filter((each) => each.columns.length === 1)) {
    if (column === undefined || columns.includes(column) || its.kind === 'elapsed' || its.kind === 'days') continue;
    others.set(column, refused === null ? `has times too (${its.format})` : refused);
  }
  const text = best.textOf(sample.rows[0] ?? []);
  return {
    columns,
    name,
    textOf: best.textOf,
    notation,
    other: best.other,
    zone,
    zoneName,
    backwards: best.back > best.forwards && best.back >= 0.9,
    stepMs: best.stepMs,
    why: whyOf(best),
    assumed: [...assumed, ...(best.orderBy === 'open' ? [openOrder(best, text)] : []), ...startOf(notation, name)],
    warnings,
    others,
  };
}

function whyOf({ notation, forwards, back, distinct, orderBy, share }: Candidate): string {
  const way = forwards >= back ? `${percent(forwards)} of its steps go on` : `${percent(back)} of its steps go back`;
  const order = orderBy === null || orderBy === 'open' ? '' : `; ${orderBy}`;
  return `${percent(share)} of its cells read as ${notation.format}, ${percent(distinct)} of them differ, ${way}${order}`;
}

function percent(share: number): string {
  return `${Math.floor(100 * share)} %`;
}

function openOrder({ notation, other }: Candidate, text: string): string {
  const first = notation.order === 'mdy' ? 'the month' : notation.order === 'dmy' ? 'the day' : 'the year';
  return `in '${text}' ${first} comes first: nothing in the first rows decides it; --time-format '${other?.format ?? ''}' reads it the other way`;
}

function startOf({ kind, format }: TimeNotation, name: string): string[] {
  if (kind === 'elapsed') return [`'${name}' is ${format}, counted from 1970-01-01 00:00 UTC: there is no date`];
  return kind === 'days' ? [`the numbers of '${name}' are ${format}`] : [];
}

/** The zone of the times: in their cells, as a person said, in the column's name or unit, or UTC. */
function zoneFor({ names, units }: TableSample, { columns, notation }: Candidate, given: Zone | null) {
  const warnings: string[] = [];
  if (notation.zoned || !notation.clock) {
    if (given) warnings.push(`--zone ${given.name} is not used: the times say theirs`);
    return { zone: UTC, zoneName: notation.zoned ? 'in the cells' : 'UTC', assumed: [], warnings };
  }
  if (given) return { zone: given, zoneName: given.name, assumed: [], warnings };
  const told = columns
    .map((column) => zoneIn(names[column] ?? '') ?? zoneIn(units[column] ?? ''))
    .find((each) => each !== null);
  if (told) return { zone: told, zoneName: `${told.name}, as the header says`, assumed: [], warnings };
  return {
    zone: UTC,
    zoneName: 'UTC, assumed',
    assumed: ['the times say no zone: UTC; --zone Europe/Berlin names another'],
    warnings,
  };
}

/** `Date Time, GMT+01:00`, `UTC Time`, `time (CET)`. */
function zoneIn(text: string): Zone | null {
  const found = /\b(?:(?:UTC|GMT)\s*[+-]\d{1,2}(?::?\d{2})?|UTC|GMT|CES?T|MES?Z)\b/.exec(text);
  return found ? zoneOf(found[0]) : null;
}

function noneOf(sample: TableSample, candidates: readonly Candidate[], { time, timeFormat }: TimeOptions) {
  if (timeFormat !== undefined) {
    const column = time === undefined ? 'none of its columns reads' : `its column '${time}' does not read`;
    return unusable(
      `${column} as '${timeFormat}', which '--time-format' names: its first row is ${listed(sample.rows[0] ?? [])}`,
    );
  }
  return time === undefined ? noTimes(sample, candidates) : notReadable(sample, time);
}

function noTimes({ names, rows }: TableSample, candidates: readonly Candidate[]) {
  const clock = names.findIndex((_, column) => rows.every((row) => isClock(row[column] ?? '')));
  if (clock >= 0) {
    return unusable(
      `its column '${names[clock]}' has times of day, and no column has their dates: add a column of dates`,
    );
  }
  const near = candidates
    .filter(({ notation }) => notation.kind === 'date' || notation.kind === 'epoch')
    .map(({ columns, refused }) => `'${columns.map((column) => names[column]).join(' + ')}' ${refused}`);
  const why = near.length > 0 ? ` (${near.slice(0, 4).join('; ')})` : '';
  return unusable(
    `none of its columns (${listed(names)}) holds times${why}: name one with --time, and how it is written with --time-format`,
  );
}

function notReadable({ names, rows }: TableSample, time: string) {
  const column = names.indexOf(time);
  const shown = rows.map((row) => row[column] ?? '').find((cell) => !isMissing(cell));
  const received = shown === undefined ? 'its cells are empty' : `'${shown}' is none`;
  return unusable(
    `its column '${time}' has no times that can be read: ${received}; name another with --time, or how it is written with --time-format`,
  );
}
