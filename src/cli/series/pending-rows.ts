// The rows of a run on their way through the stream: those of a history first, which are only learnt from, then those that
// are watched, without a seam: no row comes twice, and none is before the one that it follows.

import type { SeriesModel } from '../../model/series-model.js';
import { openTableFile } from '../../node/table-file.js';
import { openTable, type Table } from '../../series/open-table.js';
import type { TableRow } from '../../series/table/row-batch.js';
import type { TableOptions } from '../../series/table/table-options.js';
import { tableFor } from '../table-channels.js';

export interface History extends AsyncDisposable {
  readonly table: Table;
}

/** A table with the model's channels. Rejects as openTable does, as where it lacks one of them. */
export async function openHistory(path: string, model: SeriesModel, options: TableOptions): Promise<History> {
  const file = await openTableFile(path);
  try {
    const table = await openTable(file, { ...options, ...tableFor(model) });
    return { table, [Symbol.asyncDispose]: () => file.close() };
  } catch (error) {
    await file.close();
    throw error;
  }
}

export class PendingRows {
  /** Handed to the stream, and their predictions have not come yet: as many as there is room for on the way. */
  readonly #rows = new Map<number, TableRow>();
  #oldest = 0;
  /** Rows of the history; infinite while they are read. */
  #past = 0;
  /** Time of the last of them. */
  #pastMs = Number.NEGATIVE_INFINITY;
  /** Rows that were left out because the history reaches beyond them. */
  skipped = 0;

  async *from(history: History | null, table: Table): AsyncGenerator<TableRow> {
    let index = 0;
    let lastMs = Number.NEGATIVE_INFINITY;
    if (history !== null) {
      this.#past = Number.POSITIVE_INFINITY;
      for await (const row of history.table.rows()) {
        lastMs = row.timeMs;
        this.#pastMs = lastMs;
        this.#rows.set(index++, row);
        yield row;
      }
    }
    this.#past = index;
    for await (const row of table.rows()) {
      if (row.timeMs <= lastMs) {
        this.skipped++;
        continue;
      }
      lastMs = Number.NEGATIVE_INFINITY; // from the first row on that is new, the table says what comes next
      this.#rows.set(index++, row);
      yield row;
    }
  }

  /** Whether a prediction is of a row of the history. */
  isPast(index: number): boolean {
    return index < this.#past;
  }

  /** Whether an alarm that ends now began in the history: nobody was told of its beginning. */
  beganInPast({ startsAtMs }: { readonly startsAtMs: number }): boolean {
    return startsAtMs <= this.#pastMs;
  }

  /** The row of a prediction. Those before it are forgotten. */
  take(index: number): TableRow {
    const row = this.#rows.get(index) as TableRow;
    for (; this.#oldest <= index; this.#oldest++) this.#rows.delete(this.#oldest);
    return row;
  }
}
