// Compares what a detector said of a series with what is known of it.
import type { LabelledSeries, LabelledWindow } from './labelled-series.js';
import type { Watched } from './watch-series.js';

export interface JudgeSettings {
  /** An alarm so many rows after a window's end still counts as one of it. */
  readonly graceRows: number;
  /** Alarms so many rows after a window are neither found nor false: the series returns to what it was. */
  readonly recoveryRows: number;
  /** An alarm stands for at least so many rows from its own on, in the counts of rows. */
  readonly holdRows: number;
}

export interface Judged {
  /** One for each window of the series. */
  readonly windows: readonly JudgedWindow[];
  readonly falseAlarms: number;
  /** Rows that are judged and lie in no window, and in no row after one that counts neither way. */
  readonly normalRows: number;
  /** Rows during an alarm within windows, outside windows, and rows of windows under no alarm. */
  readonly rows: RowCounts;
  /** Whether the row of the highest severity, the first of equals, is in a window or at most PEAK_ROWS rows from one. */
  readonly peakRight: boolean;
}

export interface JudgedWindow {
  /** Rows from its first one to the first alarm; null: there was none. */
  readonly delayRows: number | null;
  readonly alarms: number;
}

export interface RowCounts {
  readonly hits: number;
  readonly falseRows: number;
  readonly misses: number;
}

/** As the scorers of the UCR archive do. */
export const PEAK_ROWS = 100;

export function judge(series: LabelledSeries, watched: Watched, settings: JudgeSettings): Judged {
  const { windows, judgedFrom, timesMs } = series;
  const { graceRows, recoveryRows } = settings;
  const judged = windows.filter(({ to }) => to >= judgedFrom);
  const alarms = watched.alarms.filter((row) => row >= judgedFrom);
  const spared = flags(timesMs.length, judged, (to) => to + Math.max(graceRows, recoveryRows));
  let normalRows = 0;
  for (let row = judgedFrom; row < spared.length; row++) if (spared[row] === 0) normalRows++;
  return {
    windows: judged.map((window) => judgeWindow(window, alarms, graceRows)),
    falseAlarms: alarms.filter((row) => spared[row] === 0).length,
    normalRows,
    rows: countRows(flags(timesMs.length, judged), toldRows(watched, alarms, settings), judgedFrom),
    peakRight: isNear(peakOf(watched.severity, judgedFrom), judged),
  };
}

/** Of precision and recall: 0 where no row was a hit. */
export function f1({ hits, falseRows, misses }: RowCounts): number {
  return hits === 0 ? 0 : (2 * hits) / (2 * hits + falseRows + misses);
}

/** How many judged rows outside all windows have at least this severity. */
export function rowsAbove(severity: Float64Array, from: number, least: number): number {
  let count = 0;
  for (let row = from; row < severity.length; row++) if ((severity[row] as number) >= least) count++;
  return count;
}

function judgeWindow({ from, to }: LabelledWindow, alarms: readonly number[], graceRows: number): JudgedWindow {
  const mine = alarms.filter((row) => row >= from && row <= to + graceRows);
  const first = mine[0];
  return { delayRows: first === undefined ? null : first - from, alarms: mine.length };
}

/** 1 where an alarm lasts, or begun so many rows before. */
function toldRows({ open }: Watched, alarms: readonly number[], { holdRows }: JudgeSettings): Uint8Array {
  const told = open.slice();
  for (const row of alarms) told.fill(1, row, row + holdRows);
  return told;
}

function countRows(wrong: Uint8Array, told: Uint8Array, from: number): RowCounts {
  let [hits, falseRows, misses] = [0, 0, 0];
  for (let row = from; row < wrong.length; row++) {
    if (told[row] === 1 && wrong[row] === 1) hits++;
    else if (told[row] === 1) falseRows++;
    else if (wrong[row] === 1) misses++;
  }
  return { hits, falseRows, misses };
}

function flags(rows: number, windows: readonly LabelledWindow[], end = (to: number) => to): Uint8Array {
  const flagged = new Uint8Array(rows);
  for (const { from, to } of windows) flagged.fill(1, from, Math.min(rows, end(to) + 1));
  return flagged;
}

function peakOf(severity: Float64Array, from: number): number {
  let peak = from;
  for (let row = from; row < severity.length; row++) {
    if ((severity[row] as number) > (severity[peak] as number)) peak = row;
  }
  return peak;
}

function isNear(row: number, windows: readonly LabelledWindow[]): boolean {
  return windows.some(({ from, to }) => row >= from - PEAK_ROWS && row <= to + PEAK_ROWS);
}
