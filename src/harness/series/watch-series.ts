// Runs the default monitor over a series row by row, as a stream of a series model does: the same rows in single
// precision, the same state, the same alarms.

import { severityIn, unpackDetails } from '../../forecast/details.js';
import { isSeriesDetected } from '../../forecast/detected.js';
import type { SeriesProgram } from '../../forecast/program.js';
import { encodeRow } from '../../series/rows.js';
import type { LabelledSeries } from './labelled-series.js';

/** What a detector said of each row. */
export interface Watched {
  /** (rows) How unusual each row is: about -log10 of how often normal rows are that unusual. */
  readonly severity: Float64Array;
  /** (rows) 1 where an alarm lasts. */
  readonly open: Uint8Array;
  /** Rows with which an alarm begins, in order. */
  readonly alarms: readonly number[];
}

/** A detector that has come to some row. */
export interface Watch {
  /** Runs on, up to but without row `to`. */
  until(to: number): void;
  readonly soFar: Watched;
  /** The state now, to go on from later. */
  snapshot(): Uint8Array;
  free(): void;
}

export interface WatchFrom {
  readonly row: number;
  readonly snapshot: Uint8Array;
  readonly soFar: Watched;
}

/** Starts at the first row, or goes on with what another watch of the same rows has learnt up to a row. */
export function watchSeries(program: SeriesProgram, series: LabelledSeries, from?: WatchFrom): Watch {
  const state = program.createState();
  const severity = new Float64Array(series.timesMs.length);
  const open = new Uint8Array(series.timesMs.length);
  const alarms: number[] = [];
  let next = 0;
  if (from !== undefined) {
    state.restore(from.snapshot);
    severity.set(from.soFar.severity.subarray(0, from.row));
    open.set(from.soFar.open.subarray(0, from.row));
    alarms.push(...from.soFar.alarms.filter((row) => row < from.row));
    next = from.row;
  }
  const row = new Float64Array(series.channels.length);
  return {
    until(to) {
      for (; next < to; next++) {
        for (let c = 0; c < row.length; c++) row[c] = (series.values[c] as Float64Array)[next] as number;
        encodeRow(series.timesMs[next] as number, row, state.input);
        state.prepare();
        state.stepNetwork();
        state.finish();
        severity[next] = severityIn(state.features);
        open[next] = unpackDetails(0, state.features).open ? 1 : 0;
        if (state.fired !== null && isSeriesDetected(state.fired) && state.fired.open) alarms.push(next);
      }
    },
    soFar: { severity, open, alarms },
    snapshot: () => state.snapshot(),
    free: () => state.free(),
  };
}
