// Which columns of a table are channels, what kind each is, and why the others are left out: nothing vanishes without a
// word.

import { areNumbers, type ChannelDescription, MOST_STATES, valueOfState } from '../../model/channel-description.js';
import { type GuessedKind, guessKind, misfit } from '../channel-kinds.js';
import { listed, unusable } from '../text/table-error.js';
import { isMissing } from './missing.js';
import { likelyMark } from './missing-marks.js';
import { type NumberEvidence, type NumberFormat, numberReader } from './numbers.js';
import { plainWord, type SwitchWords, switchReader, switchWords } from './switches.js';

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
  /** Why it is no gauge, where that was guessed: a clause that goes on from its name. */
  readonly guessed: string | null;
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
  /** What a person says of it. */
  readonly described?: ChannelDescription | undefined;
}

/** Why a column is left out whose cells are no numbers. */
export const IS_TEXT = 'is text';
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
  return sample.described === undefined ? foundOf(sample, asked) : describedOf(sample, sample.described);
}

/** Throws SluiceError DATA_UNUSABLE where the first cells do not fit the description. */
function describedOf(sample: ColumnSample, described: ChannelDescription): ChannelColumn {
  const { name, cells, evidence } = sample;
  const filled = cells.filter((cell) => !isMissing(cell));
  const words = described.kind === 'state' && evidence.numbers < evidence.filled ? wordsOf(filled) : [];
  const states = described.states ?? switchWords(filled) ?? words;
  if (states.length > MOST_STATES) {
    const why = `is described as a state, and has ${states.length} different texts in ${filled.length} rows`;
    throw unusable(`its column '${name}' ${why}: a state has at most ${MOST_STATES}`);
  }
  const isText = described.kind === 'state' && states.length > 0 && !areNumbers(states);
  const found = isText
    ? stateOf(sample, states, described.states !== undefined)
    : (foundOf({ ...sample, described: undefined }, true) as ChannelColumn);
  const why = isText ? null : misfit(described, valuesOf(sample));
  if (why !== null) throw unusable(`its column '${name}' ${why}`);
  const { states: _, ...column } = found;
  const channel = { ...column, ...described, name, unit: described.unit ?? found.unit, guessed: null };
  return isText ? { ...channel, states } : channel;
}

/**
 * A column of text with a few words that come again and again, as of a mode: they are states. Null: it is none. Not for
 * tables whose rows belong to several series: there words are names.
 */
export function textStates(sample: ColumnSample): ChannelColumn | null {
  const filled = sample.cells.filter((cell) => !isMissing(cell)).map(plainWord);
  const words = wordsOf(filled);
  if (filled.length < LEAST_FILLED || words.length < 2 || words.length > MOST_WORDS) return null;
  const changes = filled.filter((word, i) => i > 0 && word !== filled[i - 1]).length;
  if (changes > MOST_CHANGES * filled.length || words.some((word) => !/\p{L}/u.test(word))) return null;
  const why = `has ${words.length} values (${words.join(', ')}): it is watched as states`;
  return { ...stateOf(sample, words), guessed: why };
}

/** Of a column of text that is taken for states: cells, different words, and how many cells differ from the one before. */
const LEAST_FILLED = 20;
const MOST_WORDS = 8;
const MOST_CHANGES = 0.34;

function wordsOf(cells: readonly string[]): string[] {
  return [...new Set(cells.map(plainWord))].sort();
}

function foundOf(sample: ColumnSample, asked: boolean): ChannelColumn | DroppedColumn {
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
    share > 0
      ? `has numbers in only ${evidence.numbers} of ${evidence.filled} cells (${shown})`
      : `${IS_TEXT} (${shown})`,
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

function numbersOf(sample: ColumnSample): ChannelColumn {
  const { name, column, unit, format, missing } = sample;
  const marks = missing.length > 0 ? new Set(missing) : null;
  const values = valuesOf(sample);
  const ownUnit = unitOf(name, unit, format.unit);
  const { kind, why }: GuessedKind = guessKind(name, ownUnit, values);
  return {
    name,
    column,
    kind,
    unit: ownUnit,
    read: numberReader(format),
    words: null,
    marks,
    likely: likelyMark(values),
    guessed: why,
  };
}

/** The numbers in the cells that stand for no missing value. */
function valuesOf({ cells, format, missing }: ColumnSample): number[] {
  return cells.map(numberReader(format)).filter((value) => !Number.isNaN(value) && !missing.includes(value));
}

/** `states`: in the order of their values. `listed`: by a person; then another word is a state of its own, and else unreadable. */
function stateOf({ name, column }: ColumnSample, states: readonly string[], listed = false): ChannelColumn {
  const pair = states.length === 2 && !listed ? switchReader([states[0] as string, states[1] as string]) : null;
  const read = (cell: string) => (isMissing(cell) ? Number.NaN : valueOfState(states, cell));
  const words = pair === null ? null : (states as SwitchWords);
  return {
    ...{ name, column, kind: 'state', unit: null, states, read: pair ?? read, words, marks: null, likely: null },
    guessed: pair === null ? null : 'has 2 values: it is watched as states',
  };
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
