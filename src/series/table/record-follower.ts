// Goes through a table's records in order and tells rows from what else stands among them: empty lines, comments,
// headers that come again, other tables.
import { isMissing } from '../cells/missing.js';
import { isBlank } from '../text/records.js';
import { unusable } from '../text/table-error.js';
import type { TimeReader } from '../time/time-notation.js';
import { isHeaderAgain, isSameHeader } from './header-again.js';
import { isAnnotation } from './layout.js';
import type { TablePlan } from './table-plan.js';

/** Where each of the plan's columns is in another table of the same file; null: where it was. */
export type ColumnMap = readonly number[] | null;

export class RecordFollower {
  readonly #plan: TablePlan;
  readonly #read: TimeReader;
  readonly #other: TimeReader | null;
  readonly #width: number;
  /** Of the table that is being read. */
  map: ColumnMap = null;
  /** Whether a table with other columns is being passed. */
  elsewhere = false;
  /** The time of the last row that was taken, ms, and as it is in the file. */
  timeMs = Number.NaN;
  timeText = '';
  /** What was seen, in numbers. */
  comments = 0;
  headersAgain = 0;
  otherTables = 0;
  otherRows = 0;
  otherNames: readonly string[] = [];
  unreadable = 0;
  firstUnreadable = '';
  tooLong = 0;
  rows = 0;
  #afterGap = false;

  constructor(plan: TablePlan) {
    const { notation, other, zone, backwards } = plan.time;
    this.#plan = plan;
    this.#read = notation.reader(zone, backwards);
    this.#other = other?.reader(zone, backwards) ?? null;
    this.#width = plan.layout.names.length;
  }

  /** The record as a row with the plan's columns; null where it is none. */
  follow(record: readonly string[]): readonly string[] | null {
    if (this.elsewhere || this.map !== null) return this.#mapped(record);
    this.timeText = this.#plan.time.textOf(record);
    this.timeMs = this.#read(this.timeText);
    if (Number.isNaN(this.timeMs)) return this.#odd(record);
    this.rows++;
    this.#afterGap = false;
    if (record.length > this.#width && record.slice(this.#width).some((cell) => !isMissing(cell))) this.tooLong++;
    return record;
  }

  #mapped(record: readonly string[]): readonly string[] | null {
    if (isBlank(record)) return null;
    if (this.#isHeader(record) || isAnnotation(record)) return this.#odd(record);
    if (this.elsewhere) {
      this.otherRows++;
      return null;
    }
    const row = (this.map as readonly number[]).map((at) => record[at] ?? '');
    this.timeText = this.#plan.time.textOf(row);
    this.timeMs = this.#read(this.timeText);
    if (Number.isNaN(this.timeMs)) return this.#odd(record);
    this.rows++;
    return row;
  }

  /** Always null: it is no row. */
  #odd(record: readonly string[]): null {
    if (isBlank(record)) {
      this.#afterGap = true;
      return null;
    }
    if (isAnnotation(record)) {
      this.#afterGap = true;
      this.comments++;
      return null;
    }
    if (this.#isHeader(record)) {
      this.#header(record);
      return null;
    }
    if (this.#other && !Number.isNaN(this.#other(this.timeText))) {
      const { other } = this.#plan.time;
      throw unusable(
        `its times were taken for ${this.#plan.time.notation.format}, but '${this.timeText}' is none: --time-format '${other?.format}' reads it`,
      );
    }
    if (this.unreadable === 0) this.firstUnreadable = this.timeText;
    this.unreadable++;
    return null;
  }

  #isHeader(record: readonly string[]): boolean {
    return isHeaderAgain(record, this.#plan.layout.header, this.#afterGap);
  }

  /** The same names again, the same in another order, or a table of its own. */
  #header(record: readonly string[]): void {
    const { layout, time, channels, long } = this.#plan;
    const header = layout.header as readonly string[];
    this.#afterGap = false;
    if (isSameHeader(record, header)) {
      this.headersAgain++;
      this.map = null;
      this.elsewhere = false;
      return;
    }
    const shift = layout.names.length - header.length > 0 && layout.names[0] === 'column 1' ? 1 : 0;
    const places = sameNames(record, header);
    const map = layout.names.map((_, column) => places[column - shift] ?? -1);
    const needed = [...time.columns, ...channels.map(({ column }) => column), ...(long?.keys ?? [])];
    this.elsewhere = needed.some((column) => map[column] === -1);
    this.map = this.elsewhere ? null : map;
    if (!this.elsewhere) {
      this.headersAgain++;
      return;
    }
    this.otherTables++;
    if (this.otherNames.length === 0) this.otherNames = record.map((cell) => cell.trim());
  }
}

/**
 * Where a record has the name of each of a header's columns; of several of one name the one in the same turn. -1 for
 * nowhere.
 */
function sameNames(record: readonly string[], header: readonly string[]): number[] {
  const places = new Map<string, number[]>();
  record.forEach((name, i) => {
    const known = places.get(name);
    if (known) known.push(i);
    else places.set(name, [i]);
  });
  const turns = new Map<string, number>();
  return header.map((name) => {
    const turn = turns.get(name) ?? 0;
    turns.set(name, turn + 1);
    return places.get(name)?.[turn] ?? -1;
  });
}
