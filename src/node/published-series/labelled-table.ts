// A text table with a header, a time and a label in each row: what SKAB and Yahoo have in common.
import type { LabelledSeries } from '../../harness/series/labelled-series.js';
import { windowsOf } from '../../harness/series/labelled-series.js';
import { cellValue, labelOf, linesOf, refused } from './file-lines.js';

export interface TableShape {
  readonly separator: string;
  /** The first of these names that the header has. */
  readonly time: readonly string[];
  readonly label: readonly string[];
  /** A table without labels is one in which nothing is wrong. */
  readonly labelled: 'always' | 'sometimes';
  /** Whether a column is a channel. */
  readonly isChannel: (name: string) => boolean;
  readonly timeOf: (cell: string) => number;
}

export async function readLabelledTable(
  path: string,
  name: string,
  shape: TableShape,
  learnRows: number,
): Promise<LabelledSeries> {
  const [header, ...lines] = await linesOf(path);
  const names = (header as string).split(shape.separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const timeAt = names.findIndex((each) => shape.time.includes(each));
  const labelAt = names.findIndex((each) => shape.label.includes(each));
  const channelsAt = names.flatMap((each, i) => (i !== timeAt && i !== labelAt && shape.isChannel(each) ? [i] : []));
  if (timeAt < 0) throw refused(path, 1, `the header has no column ${shape.time.join(' or ')}`);
  if (labelAt < 0 && shape.labelled === 'always') {
    throw refused(path, 1, `the header has no column ${shape.label.join(' or ')}`);
  }
  if (channelsAt.length === 0) throw refused(path, 1, 'the header has no column of values');
  if (lines.length === 0) throw refused(path, 2, 'the file has no rows');
  const timesMs = new Float64Array(lines.length);
  const values = channelsAt.map(() => new Float64Array(lines.length));
  const labels = new Uint8Array(lines.length);
  for (const [row, line] of lines.entries()) {
    const [at, cells] = [row + 2, line.split(shape.separator)];
    if (cells.length !== names.length) {
      throw refused(path, at, `the header has ${names.length} columns, and the line ${cells.length}`);
    }
    timesMs[row] = shape.timeOf((cells[timeAt] as string).trim());
    if (!Number.isFinite(timesMs[row])) throw refused(path, at, `a time was expected: received '${cells[timeAt]}'`);
    for (const [c, i] of channelsAt.entries()) {
      (values[c] as Float64Array)[row] = cellValue(cells[i] as string, path, at);
    }
    if (labelAt >= 0) labels[row] = labelOf(cells[labelAt], path, at);
  }
  return {
    name,
    channels: channelsAt.map((i) => names[i] as string),
    timesMs,
    values,
    windows: windowsOf(labels),
    judgedFrom: learnRows,
  };
}
