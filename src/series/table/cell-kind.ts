// What a single cell looks like, before anything is known of its column.

import { isMissing } from '../cells/missing.js';
import { looksNumeric } from '../cells/numbers.js';
import { DateText } from '../time/date-text.js';
import { zoneOf } from '../time/zone.js';

export type CellKind = 'missing' | 'number' | 'time' | 'text';

const DATES = [new DateText('dmy'), new DateText('mdy'), new DateText('ymd')] as const;

export function cellKind(cell: string | undefined): CellKind {
  if (cell === undefined || isMissing(cell)) return 'missing';
  if (looksNumeric(cell)) return 'number';
  return isDate(cell) || isClock(cell) || MONTH.test(cell) ? 'time' : 'text';
}

/** A date in digits, with or without a time of day. */
export function isDate(cell: string): boolean {
  return DATES.some((date) => date.read(cell.trim()) && (date.zone === '' || zoneOf(date.zone) !== null));
}

/** A time of day alone. */
export function isClock(cell: string): boolean {
  return DATES[0].readClock(cell.trim()) && /[:.]/.test(cell);
}

/** A month by its name between digits, in the languages whose dates are read. */
const MONTH =
  /^(?=.*(?:\d{4}|\d:\d\d))[^";|\t]{0,12}\b(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|fév|fev|avr|juin|juil|aoû|déc|gen|mag|giu|lug|set|ott|maa|mei|out)\p{L}{0,7}\b[^";|\t]*$/iu;
