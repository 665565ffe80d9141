// Which columns of a table are channels, what kind each is, and why the others are left out: nothing vanishes without a
// word.

import { listed, unusable } from '../text/table-error.js';
import { isMissing } from './missing.js';
import { likelyMark } from './missing-marks.js';
import { type NumberEvidence, type NumberFormat, numberReader } from './numbers.js';
import { plainWord, type SwitchWords, switchReader, switchWords } from './switches.js';

export type ChannelKind = 'gauge' | 'counter' | 'state';

/** A channel as a model and a page may want to know it. */
export interface ChannelDescription {
  readonly name: string;
  /** gauge: any number; counter: a number that only grows; state: off and on, as 0 and 1. */
  readonly kind: ChannelKind;
  /** As the file writes it; null where it says none. */
  readonly unit: string | null;
}

/** A column that is read. */
export interface ChannelColumn extends ChannelDescription {
  readonly column: number;
  /** A cell's value, NaN where it is empty or not understood. */
  readonly read: (cell: string) => number;
  /** The words of a state, off first. */
  readonly words: SwitchWords | null;
  /** Numbers that stand for a missing value; null for none. */
  readonly marks: ReadonlySet<number> | null;
  /** A number that looks like such a mark and is read as a number. */
  readonly likely: { readonly mark: number; readonly times: number } | null;
}

export interface DroppedColumn {
  readonly name: string;
  readonly column: number;
  /** Why, in a clause that goes on from the name. */
  readonly why: string;
}

export interface ColumnSample {
  readonly column: number;
  readonly name: string;
  readonly unit: string;
  readonly cells: readonly string[];
  readonly evidence: NumberEvidence;
  readonly format: NumberFormat;
  /** Numbers that stand for a missing value. */
  readonly missing: readonly number[];
}

/** So many of a column's cells must be numbers. */
export const MOSTLY = 0.6;
/** Rows from which on a column that counts them is known. */
const ENOUGH = 4;

const IDENTIFIES =
  /(?:^|[^a-z])(?:id|uuid|guid|index|idx|seq|seqno|sequence|record|rec|row|rowid|nr|no|serial|zip|zipcode|postcode|plz|pk|key)(?:$|[^a-z])/;
const LABELS =
  /(?:^|[^a-z])(?:labels?|class|target|is_?anomaly|anomaly|is_?fault|ground_?truth|y_true|outlier|changepoint)(?:$|[^a-z])/;

/**
 * A channel, or the reason why the column is none. `asked`: a person named the column, so it is left out only where it
 * cannot be read.
 */
export function channelOf(sample: ColumnSample, asked: boolean): ChannelColumn | DroppedColumn {
  const { name, column, evidence, cells } = sample;
  const drop = (why: string): DroppedColumn => ({ name, column, why });
  if (evidence.filled === 0) return asked ? numbersOf(sample) : drop(`is empty in the first ${cells.length} rows`);
  const filled = cells.filter((cell) => !isMissing(cell));
  const words = switchWords(filled);
  if (words && evidence.numbers < evidence.filled) return stateOf(sample, words);
  const share = evidence.numbers / evidence.filled;
  if (share >= MOSTLY || (asked && share > 0)) {
    const why = asked ? null : noSensor(sample);
    return why === null ? numbersOf(sample) : drop(why);
  }
  if (asked) {
    const own = ownWords(filled);
    if (own) return stateOf(sample, own);
    throw unusable(`its column '${name}' has no numbers: received '${filled[0]}'`);
  }
  const shown = listed([...new Set(filled)].slice(0, 2).map((cell) => `'${cell.trim()}'`));
  return drop(
    share > 0 ? `has numbers in only ${evidence.numbers} of ${evidence.filled} cells (${shown})` : `is text (${shown})`,
  );
}

export function isDropped(column: ChannelColumn | DroppedColumn): column is DroppedColumn {
  return 'why' in column;
}

/** Why a column of numbers is none of a sensor; null where it may be one. */
function noSensor({ name, cells, format }: ColumnSample): string | null {
  const read = numberReader(format);
  const numbers = cells.map(read).filter((value) => !Number.isNaN(value));
  const whole = numbers.every(Number.isInteger);
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('#', ' no ')
    .toLowerCase();
  if (whole && numbers.length >= ENOUGH && countsRows(numbers)) return 'numbers the rows';
  if (whole && IDENTIFIES.test(words)) return 'has numbers that identify, by its name';
  if (whole && LABELS.test(words) && new Set(numbers).size <= 3) return 'has labels, by its name';
  return null;
}

function countsRows(numbers: readonly number[]): boolean {
  const steps = numbers.slice(1).map((number, i) => number - (numbers[i] as number));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}

function numbersOf({ name, column, unit, cells, format, missing }: ColumnSample): ChannelColumn {
  const read = numberReader(format);
  const marks = missing.length > 0 ? new Set(missing) : null;
  const values = cells.map(read).filter((value) => !Number.isNaN(value) && !marks?.has(value));
  const grows = values.length > 20 && values.every((value, i) => i === 0 || value >= (values[i - 1] as number));
  const kind = grows && values.at(-1) !== values[0] ? 'counter' : 'gauge';
  return {
    name,
    column,
    kind,
    unit: unitOf(name, unit, format.unit),
    read,
    words: null,
    marks,
    likely: likelyMark(values),
  };
}

function stateOf({ name, column }: ColumnSample, words: SwitchWords): ChannelColumn {
  return { name, column, kind: 'state', unit: null, read: switchReader(words), words, marks: null, likely: null };
}

/** Any two words of a column that was asked for, by the alphabet. */
function ownWords(cells: readonly string[]): SwitchWords | null {
  const words = [...new Set(cells.map(plainWord))].sort();
  return words.length === 2 ? (words as [string, string]) : null;
}

/** The unit in the cells, under the name, or in brackets behind it. */
function unitOf(name: string, under: string, inCells: string): string | null {
  if (inCells !== '') return inCells;
  if (under !== '') return under;
  return /[([]((?!\d+[)\]])[^()[\]]{1,12})[)\]]\s*$/.exec(name)?.[1] ?? null;
}
