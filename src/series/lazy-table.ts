// The public way to a table. The reader and its libraries are loaded with the first one: a page that listens does not
// carry them.
import { laterPart } from '../loading/later-part.js';
import type { Table } from './open-table.js';
import type { TableOptions } from './table/table-options.js';
import { blobTable, type TableFile } from './text/table-file.js';

/**
 * Looks at the first rows of a table (CSV, TSV and their relatives) and finds out its separator, header, decimal signs,
 * times and columns. `table.rows()` then goes through it in order of time, in memory that does not grow with the file;
 * `table.format` says what was recognised, assumed and left out.
 *
 *     const table = await openTable(fileInput.files[0]);
 *     const channels = table.channels.map(({ name }) => name);
 *     const source = rows(table.rows(), { channels: channels.length });
 *     const stream = await openStream({ source, model: seriesModel({ channels }) });
 *
 * `file`: a Blob, a file of `openTableFile` (Node), or text in memory by `memoryTable`.
 *
 * Throws TypeError and RangeError for wrong options, and SluiceError DATA_UNUSABLE, with the option that mends it,
 * where there are no times or numbers, or KERNEL_UNAVAILABLE where the reader does not load.
 */
export async function openTable(file: TableFile | Blob, options: TableOptions = {}): Promise<Table> {
  const { openTable: open } = await laterPart(import('./open-table.js'), 'reads tables');
  return open(file instanceof Blob ? blobTable(file, 'name' in file ? String(file.name) : 'table') : file, options);
}
