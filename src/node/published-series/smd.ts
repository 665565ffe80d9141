// The Server Machine Dataset (Su and others 2019) and its kin: folders train, test and test_label with files of the same
// names; rows of numbers with commas and no header; one label, 0 or 1, a line.
import { join } from 'node:path';
import { type LabelledSeries, windowsOf } from '../../harness/series/labelled-series.js';
import { cellValue, labelOf, linesOf, refused } from './file-lines.js';
import type { PublishedLayout } from './layouts.js';

export const smd: PublishedLayout = {
  name: 'smd',
  ending: '.txt',
  within: 'test',
  stepMs: 60_000,
  async read(folder, file, { stepMs }): Promise<LabelledSeries> {
    const train = await rowsOf(join(folder, 'train', file));
    const test = await rowsOf(join(folder, 'test', file), train.width);
    const labelPath = join(folder, 'test_label', file);
    const lines = await linesOf(labelPath);
    if (lines.length !== test.rows.length) {
      const apart = `there are ${lines.length} labels for the ${test.rows.length} rows of test/${file}`;
      throw refused(labelPath, Math.min(lines.length, test.rows.length) + 1, apart);
    }
    const rows = [...train.rows, ...test.rows];
    const labels = new Uint8Array(rows.length);
    for (const [i, line] of lines.entries()) labels[train.rows.length + i] = labelOf(line, labelPath, i + 1);
    return {
      name: file,
      channels: Array.from({ length: train.width }, (_, c) => `c${c + 1}`),
      timesMs: Float64Array.from(rows, (_, row) => row * stepMs),
      values: Array.from({ length: train.width }, (_, c) => Float64Array.from(rows, (row) => row[c] as number)),
      windows: windowsOf(labels),
      judgedFrom: train.rows.length,
    };
  },
};

async function rowsOf(path: string, width?: number): Promise<{ readonly rows: number[][]; readonly width: number }> {
  let columns = width;
  const rows = (await linesOf(path)).map((line, i) => {
    const cells = line.split(',');
    columns ??= cells.length;
    if (cells.length !== columns)
      throw refused(path, i + 1, `${columns} values were expected: received ${cells.length}`);
    return cells.map((cell) => cellValue(cell, path, i + 1));
  });
  return { rows, width: columns as number };
}
