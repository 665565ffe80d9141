// Which columns of a series are the channels of a model, and its rows as a stream takes them.
import { SluiceError } from '../errors.js';
import type { Row } from '../source/rows.js';
import type { Series } from './csv.js';

/** For each channel the column of its name. Throws SluiceError DATA_UNUSABLE where there is none. */
export function columnsOf({ columns }: Series, channels: readonly string[]): number[] {
  return channels.map((channel) => {
    const column = columns.indexOf(channel);
    if (column >= 0) return column;
    throw new SluiceError(
      'DATA_UNUSABLE',
      `Cannot run the series: the model wants a column '${channel}': its columns are ${columns.join(', ')}`,
    );
  });
}

/** The rows with the values of these columns, in that order. */
export function* rowsOf({ times, rows }: Series, columns: readonly number[]): Generator<Row> {
  for (const [i, row] of rows.entries()) {
    yield { timeMs: times[i] as number, values: columns.map((column) => row[column] as number) };
  }
}
