// The UCR anomaly archive (Wu and Keogh 2021): a text file a series, one value a line or all in one, with its only anomaly
// in the name: NNN_UCR_Anomaly_NAME_TRAIN_BEGIN_END.txt.
import { basename, join } from 'node:path';
import { SluiceError } from '../../errors.js';
import type { LabelledSeries } from '../../harness/series/labelled-series.js';
import { cellValue, linesOf, refused } from './file-lines.js';
import type { PublishedLayout } from './layouts.js';

const NAME = /^\d+_UCR_Anomaly_.*_(\d+)_(\d+)_(\d+)\.txt$/;

export const ucr: PublishedLayout = {
  name: 'ucr',
  ending: '.txt',
  stepMs: 60_000,
  async read(folder, file, { stepMs }): Promise<LabelledSeries> {
    const path = join(folder, file);
    const [train, begin, end] = placeOf(path);
    const values: number[] = [];
    for (const [i, line] of (await linesOf(path)).entries()) {
      const cells = line.trim().split(/\s+/);
      for (const cell of cells) values.push(cellValue(cell, path, i + 1));
    }
    if (end > values.length || begin > end || train >= begin || train < 1) {
      const places = `the file has ${values.length} values, and its name says training to ${train}, an anomaly from ${begin} to ${end}`;
      throw refused(path, values.length, places);
    }
    return {
      name: file,
      channels: ['value'],
      timesMs: Float64Array.from(values, (_, row) => row * stepMs),
      values: [Float64Array.from(values)],
      windows: [{ from: begin - 1, to: end - 1 }], // they are counted from 1
      judgedFrom: train,
    };
  },
};

function placeOf(path: string): readonly [train: number, begin: number, end: number] {
  const match = NAME.exec(basename(path));
  if (match !== null) return [Number(match[1]), Number(match[2]), Number(match[3])];
  const wanted = 'NNN_UCR_Anomaly_NAME_TRAIN_BEGIN_END.txt';
  throw new SluiceError('DATA_UNUSABLE', `Cannot read ${path}, line 1: the file's name must be ${wanted}`);
}
