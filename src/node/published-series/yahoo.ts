// Yahoo's S5 data set of time series: tables `timestamp,value,is_anomaly` (A1, A2) or `timestamps,value,anomaly,…` (A3,
// A4). Times are seconds since 1970; in A1 they are hours, counted from 1.
import { join } from 'node:path';
import { readLabelledTable } from './labelled-table.js';
import type { PublishedLayout } from './layouts.js';

const HOUR_MS = 3_600_000;
/** Numbers below are a count of hours: 114 years of them, or the first 12 days of 1970. */
const MOST_HOURS = 1_000_000;

export const yahoo: PublishedLayout = {
  name: 'yahoo',
  ending: '.csv',
  leavesOut: /_all\.csv$/, // of A3 and A4: all their series once more
  stepMs: HOUR_MS,
  read: (folder, file, { learnRows }) =>
    readLabelledTable(
      join(folder, file),
      file,
      {
        separator: ',',
        time: ['timestamp', 'timestamps'],
        label: ['is_anomaly', 'anomaly'],
        labelled: 'always',
        isChannel: (name) => name === 'value', // the other columns say how a series was made
        timeOf: (cell) => (cell === '' ? Number.NaN : Number(cell) * (Number(cell) < MOST_HOURS ? HOUR_MS : 1000)),
      },
      learnRows,
    ),
};
