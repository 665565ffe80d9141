// Rows and alarms are printed in the order of the rows, whichever comes first.
import { expect, it } from 'vitest';
import type { ReportedRow } from '#src/cli/report/series-report.js';
import { ToldRows } from '#src/cli/report/told-rows.js';
import type { Detection } from '#src/node/index.js';

it('tells the rows in order, each with its alarm, whichever of the two comes first', () => {
  const told: [number, boolean][] = [];
  const rows = new ToldRows(({ prediction }, alarm) => told.push([prediction.index, alarm !== null]));
  const row = (index: number, series: object) => rows.row({ prediction: { index, series } } as ReportedRow);
  const alarm = (index: number) => rows.alarm({ index } as Detection);
  row(0, {});
  row(1, { alarm: true });
  row(2, {});
  expect(told).toEqual([[0, false]]);
  alarm(1);
  alarm(3);
  row(3, { ended: true });
  expect(told).toEqual([
    [0, false],
    [1, true],
    [2, false],
    [3, true],
  ]);
});
