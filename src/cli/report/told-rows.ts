// Brings together the rows of a series and the alarms that begin or end with them. Either may come first.
import type { Detection } from '../../node/index.js';
import type { ReportedRow } from './series-report.js';

export class ToldRows {
  readonly #tell: (row: ReportedRow, alarm: Detection | null) => void;
  readonly #alarms = new Map<number, Detection>();
  /** In order. The first one waits for its alarm. */
  readonly #rows: ReportedRow[] = [];

  /** `tell` gets the rows in order, each with its alarm. */
  constructor(tell: (row: ReportedRow, alarm: Detection | null) => void) {
    this.#tell = tell;
  }

  row(row: ReportedRow): void {
    this.#rows.push(row);
    this.#next();
  }

  alarm(alarm: Detection): void {
    this.#alarms.set(alarm.index, alarm);
    this.#next();
  }

  #next(): void {
    for (let row = this.#rows[0]; row !== undefined; row = this.#rows[0]) {
      const { index, series } = row.prediction;
      const alarm = this.#alarms.get(index) ?? null;
      if (alarm === null && (series?.alarm || series?.ended)) return;
      this.#alarms.delete(index);
      this.#rows.shift();
      this.#tell(row, alarm);
    }
  }
}
