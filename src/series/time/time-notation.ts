// What the cells of a column are as times: dates in digits or words, Unix epochs, days since a date, seconds since a
// start. Which column is taken is decided in time-column.ts.

import { isMissing } from '../cells/missing.js';
import { isRowTime } from '../rows.js';
import { type DateOrder, DateText } from './date-text.js';
import { type FormatReader, wordFormat } from './word-dates.js';
import { UTC, type Zone, zoneOf } from './zone.js';

/** How trustworthy a notation is: a date says that it is one, a number of seconds does not. */
export type TimeKind = 'date' | 'epoch' | 'days' | 'elapsed';

export interface TimeNotation {
  readonly kind: TimeKind;
  /** For people: `dd.MM.yyyy HH:mm:ss`, `Unix seconds`. */
  readonly format: string;
  /** Which number of a date comes first, where it may be the day or the month. */
  readonly order: DateOrder | null;
  /** Whether the cells are times of clocks; numbers count from a moment that has no zone. */
  readonly clock: boolean;
  /** Whether every cell names its zone. */
  readonly zoned: boolean;
  /** A reader of one column, see TimeReader. */
  readonly reader: (zone: Zone, backwards: boolean) => TimeReader;
}

/** Ms since 1970 UTC of a cell, NaN where it is no time. It remembers the row before: rows must come in order. */
export type TimeReader = (text: string) => number;

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Cells that are looked at closely. */
const LOOKED_AT = 400;
/** So many of the cells must be read. */
export const READABLE = 0.9;

/**
 * The notations that these cells can be in, dates before numbers. `name`: of the column; `numberOf`: reads its numbers.
 */
export function timeNotations(
  cells: readonly string[],
  name: string,
  numberOf: (cell: string) => number,
): TimeNotation[] {
  const filled = cells.filter((cell) => !isMissing(cell));
  if (filled.length === 0) return [];
  const some = spread(filled, LOOKED_AT);
  // one day above 12 anywhere decides an order: all cells are looked at, where the first ones are dates
  const dates = dateNotations(some).length > 0 ? dateNotations(filled) : [];
  if (dates.length > 0) return dates;
  const words = wordFormat(spread(some, 25));
  if (words) return [wordNotation(words)];
  return numberNotations(some, name, numberOf);
}

/** The notation of a format that a person named. */
export function wordNotation(reader: FormatReader): TimeNotation {
  return {
    kind: 'date',
    format: reader.format,
    order: null,
    clock: true,
    zoned: /Z/.test(reader.format),
    reader: (zone, backwards) => {
      let previousMs = Number.NaN;
      return (text) => {
        const time = reader.read(text);
        if (time === null) return Number.NaN;
        const { localMs, offsetMinutes } = time;
        previousMs = Number.isNaN(offsetMinutes)
          ? zone.utc(localMs, previousMs, backwards)
          : localMs - offsetMinutes * MINUTE_MS;
        return within(previousMs);
      };
    },
  };
}

const ORDERS: readonly DateOrder[] = ['dmy', 'mdy', 'ymd'];

function dateNotations(cells: readonly string[]): TimeNotation[] {
  const first = (cells[0] as string).trim().replace(/^'/, '');
  if (!/^\d/.test(first)) return [];
  const orders = /^\d{4}(?:\D|$)|^\d{8}/.test(first) ? (['ymd'] as const) : ORDERS;
  const counted = orders.map((order) => {
    const date = new DateText(order);
    const read = cells.filter((cell) => date.read(cell) && zoneKnown(date.zone));
    const zoned = read.filter((cell) => date.read(cell) && saysZone(date)).length;
    return { order, share: read.length / cells.length, zoned: read.length > 0 && zoned === read.length };
  });
  const best = Math.max(...counted.map(({ share }) => share));
  // two digits, a full stop and two digits are a number too
  if (best < READABLE || /^\d+\.\d+$/.test(first)) return [];
  return counted
    .filter(({ share }) => share === best)
    .map(({ order, zoned }) => dateNotation(order, first, zoned, counted.length > 1));
}

function zoneKnown(zone: string): boolean {
  return zone === '' || zoneOf(zone) !== null;
}

function saysZone({ offsetMinutes, zone }: DateText): boolean {
  return !Number.isNaN(offsetMinutes) || zone !== '';
}

function dateNotation(order: DateOrder, sample: string, zoned: boolean, open: boolean): TimeNotation {
  return {
    kind: 'date',
    format: formatOf(sample, order),
    order: open ? order : null,
    clock: true,
    zoned,
    reader: (zone, backwards) => dateReader(new DateText(order), zone, backwards),
  };
}

function dateReader(date: DateText, zone: Zone, backwards: boolean): TimeReader {
  let previousMs = Number.NaN;
  const zones = new Map<string, Zone | null>();
  const zoneNamed = (name: string) => {
    if (!zones.has(name)) zones.set(name, zoneOf(name));
    return zones.get(name) as Zone | null;
  };
  return (text) => {
    if (!date.read(text)) return Number.NaN;
    const { localMs, offsetMinutes } = date;
    if (!Number.isNaN(offsetMinutes)) return within(localMs - offsetMinutes * MINUTE_MS);
    const own = date.zone === '' ? zone : zoneNamed(date.zone);
    if (own === null) return Number.NaN;
    if (own === UTC) return within(localMs);
    previousMs = own.utc(localMs, previousMs, backwards);
    return within(previousMs);
  };
}

/** A date's shape in the letters of date formats. */
export function formatOf(text: string, order: DateOrder): string {
  const shape = text.replace(/^'/, '').replace(/\s*\[.*\]$/, '');
  const compact = /^\d{8}(?:\d{4}(?:\d{2})?)?(?=$|\D)/.exec(shape);
  const date = compact ? null : /^(\d+)([-/. ])(\d+)(?:\2(\d+)|$)/.exec(shape);
  const front = compact ? 'yyyyMMddHHmmss'.slice(0, compact[0].length) : date ? dateLetters(date, order) : '';
  const rest = shape.slice((compact ?? date)?.[0].length ?? 0);
  const zone =
    /\s*(?:[+−-]\d{1,2}(?::?\d{2})?(?::00)?\s*(?:\(.*\))?|(?<![AP])(?:Z|[A-Z]{3,4}|[A-Z][A-Za-z]+\/[A-Za-z_/]+))$/.exec(
      rest,
    )?.[0] ?? '';
  const half = /[ap]\.?m\.?/i.exec(rest)?.[0] ?? '';
  const hours = half === '' ? 'HH' : 'hh';
  const digits = rest
    .slice(0, rest.length - zone.length)
    .replace(half || '\u0000', 'a')
    .replace(/^[Tt]/, "'T'");
  const clock =
    digits
      .replace(
        /\d{1,2}([.:])\d{2}\1\d{2}(?:([.,:])(\d+))?/,
        (_, sign, point = '', fraction = '') => [hours, 'mm', 'ss'].join(sign) + point + 'S'.repeat(fraction.length),
      )
      .replace(/^(\D*)\d{1,2}([.:])\d{2}(?!\d)/, (_, before, sign) => `${before}${hours}${sign}mm`)
      .replace(/^(\D*)\d{6}(?!\d)/, '$1HHmmss')
      .replace(/^(\D*)\d{4}(?!\d)/, '$1HHmm') +
    zone.replace(/\S.*/, /\d/.test(zone) ? 'ZZ' : zone.trim() === 'Z' ? "'Z'" : 'z');
  return front + clock;
}

function dateLetters([, a, sign, b, c]: readonly (string | undefined)[], order: DateOrder): string {
  const letters = { y: 'y', m: 'M', d: 'd' };
  const long = a?.length === 4 ? 'ymd' : order;
  return [a, b, c]
    .filter((digits) => digits !== undefined)
    .map((digits, i) => letters[long[i] as 'y' | 'm' | 'd'].repeat(digits.length))
    .join(sign);
}

interface Count {
  readonly format: string;
  readonly unitMs: number;
  /** The moment of zero, ms since 1970. */
  readonly zeroMs: number;
  readonly from: number;
  readonly to: number;
}

/** 1985 to 2100: what a number of seconds since 1970 is today. */
const [EPOCH_FROM, EPOCH_TO] = [473_385_600, 4_102_444_800];

const EPOCHS: readonly Count[] = [
  { format: 'Unix seconds', unitMs: 1000 },
  { format: 'Unix milliseconds', unitMs: 1 },
  { format: 'Unix microseconds', unitMs: 1e-3 },
  { format: 'Unix nanoseconds', unitMs: 1e-6 },
].map(({ format, unitMs }) => ({
  format,
  unitMs,
  zeroMs: 0,
  from: (EPOCH_FROM * 1000) / unitMs,
  to: (EPOCH_TO * 1000) / unitMs,
}));

/** Days, from 1980 to 2100. */
const DAYS: readonly Count[] = [
  { format: 'Excel serial days', unitMs: DAY_MS, zeroMs: -25_569 * DAY_MS, from: 29_221, to: 73_051 },
  { format: 'MATLAB serial days', unitMs: DAY_MS, zeroMs: -719_529 * DAY_MS, from: 723_181, to: 767_011 },
  { format: 'Julian days', unitMs: DAY_MS, zeroMs: -2_440_587.5 * DAY_MS, from: 2_444_239.5, to: 2_488_070 },
];

function numberNotations(cells: readonly string[], name: string, numberOf: (cell: string) => number): TimeNotation[] {
  const numbers = cells.map(numberOf).filter((number) => !Number.isNaN(number));
  if (numbers.length < READABLE * cells.length) return [];
  const sorted = [...numbers].sort((a, b) => a - b);
  const [least, most] = [
    sorted[Math.floor(0.02 * sorted.length)] as number,
    sorted[Math.floor(0.98 * (sorted.length - 1))] as number,
  ];
  const fits = ({ from, to }: Count) => least >= from && most <= to;
  const epoch = EPOCHS.find(fits);
  if (epoch) return [countNotation('epoch', epoch, numberOf)];
  const days = DAYS.find(fits);
  return [...(days ? [countNotation('days', days, numberOf)] : []), countNotation('elapsed', elapsed(name), numberOf)];
}

const ELAPSED: readonly (readonly [names: RegExp, format: string, unitMs: number])[] = [
  [/\b(?:ns|nanoseconds?)\b/i, 'nanoseconds since the start', 1e-6],
  [/\b(?:us|µs|microseconds?)\b/i, 'microseconds since the start', 1e-3],
  [/\b(?:ms|msecs?|milliseconds?|millis)\b/i, 'milliseconds since the start', 1],
  [/\b(?:m|mins?|minutes?|minuten)\b/i, 'minutes since the start', 60_000],
  [/\b(?:h|hrs?|hours?|stunden?)\b/i, 'hours since the start', 3_600_000],
  [/\b(?:d|days?|tage?)\b/i, 'days since the start', DAY_MS],
];

/** A number of seconds, or of what the column's name says. */
function elapsed(name: string): Count {
  const words = name.replaceAll('_', ' ').replaceAll(/([a-z])([A-Z])/g, '$1 $2');
  const [, format, unitMs] = ELAPSED.find(([names]) => names.test(words)) ?? ['', 'seconds since the start', 1000];
  return { format, unitMs, zeroMs: 0, from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
}

function countNotation(
  kind: TimeKind,
  { format, unitMs, zeroMs }: Count,
  numberOf: (cell: string) => number,
): TimeNotation {
  // days have a clock of their zone, and are rounded: six digits behind the point are 86 ms
  const days = kind === 'days';
  return {
    kind,
    format,
    order: null,
    clock: days,
    zoned: false,
    reader: (zone, backwards) => {
      let previousMs = Number.NaN;
      if (!days) return (text) => within(numberOf(text) * unitMs);
      return (text) => {
        previousMs = zone.utc(Math.round(numberOf(text) * unitMs + zeroMs), previousMs, backwards);
        return within(previousMs);
      };
    },
  };
}

function within(timeMs: number): number {
  return isRowTime(timeMs) ? timeMs : Number.NaN;
}

/** At most so many of them, from everywhere. */
export function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * all.length) / most)] as T);
}
