// Measures a detector on one labelled series that was read from somewhere.
import type { SeriesProgram } from '../../forecast/program.js';
import { type Judged, judge } from './judge.js';
import type { LabelledSeries } from './labelled-series.js';
import { watchSeries } from './watch-series.js';

export interface LabelledOptions {
  readonly holdRows: number;
  /** Called now and then with the share of rows done; the rows go on when it has resolved. It may throw, to stop. */
  readonly onRows?: (share: number) => Promise<void>;
}

const ROWS_AT_A_TIME = 5000;

/** Every row counts, as the authors of published benchmarks count: no grace, and no recovery after a window. */
export async function measureLabelled(
  program: SeriesProgram,
  series: LabelledSeries,
  { holdRows, onRows }: LabelledOptions,
): Promise<Judged> {
  const rows = series.timesMs.length;
  const watch = watchSeries(program, series);
  try {
    for (let to = ROWS_AT_A_TIME; to < rows; to += ROWS_AT_A_TIME) {
      watch.until(to);
      await onRows?.(to / rows);
    }
    watch.until(rows);
    return judge(series, watch.soFar, { graceRows: 0, recoveryRows: 0, holdRows });
  } finally {
    watch.free();
  }
}
