// Numbers as people and spreadsheets write them: decimal points and commas, thousands, units, a leading apostrophe.
import { isMissing } from './missing.js';

/** How the numbers of a column are written. */
export interface NumberFormat {
  readonly decimal: '.' | ',';
  /** What stands behind each number, or before it; '' for nothing. */
  readonly unit: string;
}

/** What the cells of a column say about how they are written. */
export interface NumberEvidence {
  /** Cells that are numbers in some notation. */
  readonly numbers: number;
  /** Cells with a value. */
  readonly filled: number;
  /** Cells that can have but this decimal sign: `1.5`, `1,5`, `1.234,5`. */
  readonly points: number;
  readonly commas: number;
  /** Cells as `1,234` and `1.234`: a fraction or thousands. */
  readonly openCommas: number;
  readonly openPoints: number;
  /** Whole numbers below 1,000 and from there on, without a sign for thousands. */
  readonly small: number;
  readonly large: number;
  /** The unit that most numbers have. */
  readonly unit: string;
}

/** A number in front, and what comes after it. */
const NUMBER_IN_FRONT = /^([+-]?[.,]?\d(?:[\d.,'’ \u00a0\u202f_]*\d)?[.,]?(?:[eE][+-]?\d+)?)(.*)$/su;
const UNIT = /^\s*[\p{L}%°‰Ω'"′″$€£¥²³][^;]{0,23}$/u;
const CURRENCY = /^([+-]?)\s*([$€£¥])\s*/;
const GROUPED = /^[+-]?[1-9]\d{0,2}([.,'’ \u00a0\u202f_])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d*)?$/;
const PLAIN = /^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$/;

/** Looks at every cell that has a value. */
export function numberEvidence(cells: readonly string[]): NumberEvidence {
  const count = { numbers: 0, filled: 0, points: 0, commas: 0, openCommas: 0, openPoints: 0, small: 0, large: 0 };
  const units = new Map<string, number>();
  for (const cell of cells) {
    if (isMissing(cell)) continue;
    count.filled++;
    const parts = partsOf(cell);
    if (parts === null) continue;
    count.numbers++;
    units.set(parts.unit, (units.get(parts.unit) ?? 0) + 1);
    const sign = signOf(parts.body);
    if (sign === 'none') count[Math.abs(Number(parts.body)) < 1000 ? 'small' : 'large']++;
    else if (sign !== 'either') count[sign]++;
  }
  const unit = [...units].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
  return { ...count, unit };
}

type Sign = 'points' | 'commas' | 'openCommas' | 'openPoints' | 'none' | 'either';

/** What a number says of its decimal sign. */
function signOf(body: string): Sign {
  const points = countOf(body, '.');
  const commas = countOf(body, ',');
  if (points === 0 && commas === 0) return /^[+-]?\d+$/.test(body) ? 'none' : 'either';
  if (points > 0 && commas > 0) return body.lastIndexOf('.') > body.lastIndexOf(',') ? 'points' : 'commas';
  if (points > 1) return 'commas'; // of thousands
  if (commas > 1) return 'points';
  const open = /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(body);
  if (commas === 1) return open ? 'openCommas' : 'commas';
  return open ? 'openPoints' : 'points';
}

/** A reader of one column's cells: a number, or NaN for a cell that is empty or none. Real-time for plain numbers. */
export function numberReader({ decimal, unit }: NumberFormat): (cell: string) => number {
  const point = decimal.charCodeAt(0);
  return (cell) => {
    const value = shortNumber(cell, point);
    return Number.isNaN(value) ? readSlowly(cell, decimal, unit) : value;
  };
}

/** Exact powers of ten. */
const POWERS = Float64Array.from({ length: 16 }, (_, i) => 10 ** i);
const MOST_DIGITS = 15;

/**
 * A number of at most 15 digits with a sign and a point: NaN for anything else. The digits are a whole number below
 * 2^53 and so is the power of ten, so the quotient is the nearest number, as `Number` has it; it takes a third of the
 * time.
 */
function shortNumber(cell: string, point: number): number {
  const { length } = cell;
  let at = 0;
  const first = cell.charCodeAt(0);
  const negative = first === 45;
  if (negative || first === 43) at = 1;
  let digits = 0;
  let pointAt = -1;
  let number = 0;
  for (; at < length; at++) {
    const code = cell.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      number = number * 10 + (code - 48);
      digits++;
    } else if (code === point && pointAt < 0) pointAt = digits;
    else return Number.NaN;
  }
  if (digits === 0 || digits > MOST_DIGITS) return Number.NaN;
  const value = pointAt < 0 ? number : number / (POWERS[digits - pointAt] as number);
  return negative ? -value : value;
}

function readSlowly(cell: string, decimal: '.' | ',', unit: string): number {
  if (isMissing(cell)) return Number.NaN;
  const parts = partsOf(cell);
  if (parts === null || (parts.unit !== unit && parts.unit !== '')) return Number.NaN;
  const { body } = parts;
  const { plain, grouped } = WRITTEN[decimal];
  // `1.5` among decimal commas is no 15: what stands for thousands has three digits behind it
  const group = plain.test(body) ? '' : grouped.exec(body)?.[1];
  if (group === undefined) return Number.NaN;
  const digits = group === '' ? body : body.replaceAll(group, '');
  const value = Number(digits.replace(decimal, '.'));
  return Number.isFinite(value) ? value : Number.NaN;
}

const WRITTEN = {
  '.': {
    plain: /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/,
    grouped: /^[+-]?\d{1,3}([,'’ \u00a0\u202f_])\d{3}(?:\1\d{3})*(?:\.\d*)?$/,
  },
  ',': {
    plain: /^[+-]?(?:\d+(?:,\d*)?|,\d+)(?:[eE][+-]?\d+)?$/,
    grouped: /^[+-]?\d{1,3}([.'’ \u00a0\u202f_])\d{3}(?:\1\d{3})*(?:,\d*)?$/,
  },
} as const;

/** The number in a cell as it is written, and its unit. Null where there is none. */
function partsOf(cell: string): { body: string; unit: string } | null {
  const text = cell.trim().replace(/^'/, '').replace(/'$/, '').replace(/^−/, '-').trim();
  const currency = text.match(CURRENCY);
  const bare = currency ? (currency[1] as string) + text.slice(currency[0].length) : text;
  const found = bare.match(NUMBER_IN_FRONT);
  if (!found) return null;
  const [, body = '', rest = ''] = found;
  if (!PLAIN.test(body) && !GROUPED.test(body)) return null;
  if (rest.trim() === '') return { body, unit: currency?.[2] ?? '' };
  return UNIT.test(rest) && !currency ? { body, unit: rest.trim() } : null;
}

function countOf(text: string, letter: string): number {
  let count = 0;
  for (let at = text.indexOf(letter); at >= 0; at = text.indexOf(letter, at + 1)) count++;
  return count;
}

/** Whether a cell is a number in some notation, alone or with a unit of one short word. */
export function looksNumeric(cell: string): boolean {
  const parts = partsOf(cell);
  return parts !== null && /^\S{0,8}$/u.test(parts.unit);
}
