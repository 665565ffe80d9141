// Lines become records of cells. Papa Parse splits them; what a cell means is not looked at here.
import Papa from 'papaparse';
import { unusable } from './table-error.js';
import { MOST_LINE_BYTES } from './text-pieces.js';

/** How cells are told apart. */
export interface CellSyntax {
  /** One or more characters; a blank stands for any number of blanks. */
  readonly separator: string;
  /** Whether `"` holds cells together that have separators or line ends in them. */
  readonly quotes: boolean;
}

export const BLANK = ' ';

/** Takes pieces of whole lines in order, and keeps a record whose quotes are still open for the next one. */
export class RecordReader {
  readonly #syntax: CellSyntax;
  readonly #parser: Papa.Parser;
  #open = '';
  #records = 0;

  constructor(syntax: CellSyntax) {
    this.#syntax = syntax;
    this.#parser = new Papa.Parser({
      delimiter: syntax.separator,
      newline: '\n',
      // undefined: fast for pieces without a quote; true would take every quote for a letter
      ...(syntax.quotes ? {} : { fastMode: true }),
    });
  }

  /** Whether the last piece ended inside a record. */
  get inRecord(): boolean {
    return this.#open !== '';
  }

  /**
   * The records of a piece; an empty line is a record of one empty cell. Throws SluiceError DATA_UNUSABLE for a quote
   * that never closes.
   */
  read(text: string, last: boolean): string[][] {
    const evened = this.#syntax.separator === BLANK ? singleBlanks(text) : text;
    const all = this.#open === '' ? evened : this.#open + evened;
    const { data, meta } = this.#parser.parse(all, 0, !last) as Papa.ParseResult<string[]>;
    this.#open = last ? '' : all.slice(meta.cursor);
    if (this.#open.length > MOST_LINE_BYTES || (last && this.#unclosed(all, data))) {
      throw unusable(
        `a quote opens after row ${this.#records + data.length} and is not closed: if '"' is no quote in this file, say --no-quotes`,
      );
    }
    this.#records += data.length;
    // Papa Parse gives an empty record for the end of the last line
    if (last && data.length > 0 && all.endsWith('\n') && isBlank(data.at(-1) as string[])) data.pop();
    return data;
  }

  /** A last record that took in line ends is a quote that was never closed, unless it ends by one. */
  #unclosed(all: string, data: readonly (readonly string[])[]): boolean {
    if (!this.#syntax.quotes) return false;
    const cell = data.at(-1)?.at(-1) ?? '';
    return cell.includes('\n') && !/"\s*$/.test(all);
  }
}

/** Whether a record is an empty line, or one of separators alone. */
export function isBlank(record: readonly string[]): boolean {
  return record.every((cell) => cell === '' || cell.trim() === '');
}

function singleBlanks(text: string): string {
  return text.replaceAll(/ {2,}/g, BLANK).replaceAll(/^ | $/gm, '');
}
