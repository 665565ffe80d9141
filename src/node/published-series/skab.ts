// SKAB, the Skoltech Anomaly Benchmark: tables with semicolons, `datetime;…channels…;anomaly;changepoint`. Those of its
// folder anomaly-free have no labels.
import { join } from 'node:path';
import { readLabelledTable } from './labelled-table.js';
import type { PublishedLayout } from './layouts.js';

export const skab: PublishedLayout = {
  name: 'skab',
  ending: '.csv',
  stepMs: 1000,
  learnRows: 400, // as its authors train
  read: (folder, file, { learnRows }) =>
    readLabelledTable(
      join(folder, file),
      file,
      {
        separator: ';',
        time: ['datetime'],
        label: ['anomaly'],
        labelled: 'sometimes',
        isChannel: (name) => name !== 'changepoint',
        timeOf: (cell) => Date.parse(`${cell.replace(' ', 'T')}Z`),
      },
      learnRows,
    ),
};
