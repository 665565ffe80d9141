// Which character separates the cells, and whether quotes hold them together: each is tried on the first lines, and the
// one wins whose cells are numbers and times in columns that stay.

import { BLANK, type CellSyntax, isBlank, RecordReader } from '../text/records.js';
import { unusable } from '../text/table-error.js';
import { cellKind } from './cell-kind.js';

export interface Dialect extends CellSyntax {
  /** What of it was assumed, in clauses. */
  readonly assumed: readonly string[];
}

/** In the order in which they win when two fit alike. */
const SEPARATORS = [',', ';', '\t', '|', '~', '^', '\u001f', BLANK] as const;

const NAMES: Readonly<Record<string, string>> = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  '\\t': '\t',
  pipe: '|',
  bar: '|',
  space: BLANK,
  blank: BLANK,
};

/** Lines and cells that are looked at. */
const LINES = 400;
const CELLS = 4000;

/** `text`: whole lines from the beginning of the file. `separator`: what a person said. */
export function dialectOf(text: string, separator?: string, noQuotes = false): Dialect {
  const sample = linesOf(text);
  const syntaxOf = (each: string): CellSyntax => ({ separator: each, quotes: !noQuotes && quotesClose(sample, each) });
  const said =
    separator === undefined
      ? /^"?sep=(.)"?\s*$/i.exec(sample.slice(0, 16).split('\n')[0] ?? '')?.[1]
      : namedSeparator(separator);
  if (said !== undefined) return withAssumed(syntaxOf(said), noQuotes);
  const scored = SEPARATORS.filter((each) => sample.includes(each)).map((each) => {
    const syntax = syntaxOf(each);
    return { syntax, score: scoreOf(sample, syntax) };
  });
  const best = scored.reduce<(typeof scored)[number] | null>(
    (a, b) => (b.score > (a?.score ?? 0) + 1e-9 ? b : a),
    null,
  );
  if (best === null) {
    throw unusable(
      'no separator (comma, semicolon, tab, |, blank) cuts its lines into columns of times and numbers: name it by --separator',
    );
  }
  return withAssumed(best.syntax, noQuotes);
}

function withAssumed(syntax: CellSyntax, noQuotes: boolean): Dialect {
  return {
    ...syntax,
    assumed: syntax.quotes || noQuotes ? [] : [`'"' is taken for a letter: a quote opens that never closes`],
  };
}

/** In words, for people. */
export function separatorName(separator: string): string {
  return Object.entries(NAMES).find(([, each]) => each === separator)?.[0] ?? `'${separator}'`;
}

function namedSeparator(given: string): string {
  const separator = NAMES[given.toLowerCase()] ?? given;
  if (separator === '' || /["\n\r]/.test(separator)) {
    throw unusable(`'--separator' must be a character, or comma, semicolon, tab, pipe or space: received '${given}'`);
  }
  return separator;
}

function linesOf(text: string): string {
  let at = 0;
  for (let line = 0; line < LINES; line++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.endsWith('\n') ? text : `${text}\n`;
    at = end + 1;
  }
  return text.slice(0, at);
}

/** Whether reading by quotes leaves no record open over most of the lines. */
function quotesClose(sample: string, separator: string): boolean {
  if (!sample.includes('"')) return true;
  const records = new RecordReader({ separator, quotes: true }).read(sample, false);
  return records.length > sample.split('\n').length / 2;
}

/** 0 for one column; higher the more cells are values and the more lines have as many cells as the others. */
function scoreOf(sample: string, syntax: CellSyntax): number {
  const records = new RecordReader(syntax).read(sample, false).filter((record) => !isBlank(record));
  const later = records.slice(Math.floor(records.length / 2));
  const width = mode(later.map((record) => record.length));
  if (width < 2) return 0;
  const fitting = later.filter((record) => record.length === width);
  const rows = fitting.slice(0, Math.ceil(CELLS / width));
  const scores = rows.flatMap((row) => row.map(scoreOfCell)).filter((score) => !Number.isNaN(score));
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  return mean * (fitting.length / later.length) ** 2 * (syntax.separator === BLANK ? 0.9 : 1);
}

/** 1 for a value, less for words, least for words in which another separator stands; NaN for an empty cell. */
function scoreOfCell(cell: string): number {
  const kind = cellKind(cell);
  if (kind === 'missing') return Number.NaN;
  if (kind !== 'text') return 1;
  if (/"[,;\t| ]|[,;\t| ]"/.test(cell)) return 0; // two cells
  return /[,;\t|]/.test(cell) ? 0.02 : 0.5;
}

function mode(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
