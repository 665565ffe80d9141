// Series of sensors: learn what is normal as the rows come, and print the alarms.
import { readFile } from 'node:fs/promises';
import { Kernel } from '../engine/kernel.js';
import { SeriesMonitor, type Verdict } from '../forecast/monitor.js';
import { readKernel } from '../node/kernel-file.js';
import { readCsv, type Series } from '../series/csv.js';
import { tell } from './failure.js';
import { bar, grouped } from './format.js';
import type { Input } from './inputs.js';
import { printJson, printText, rounded, warn } from './output.js';

export interface SeriesRunOptions {
  readonly json: boolean;
  /** Whether to print every row. */
  readonly predictions: boolean;
  /** Column of times. */
  readonly time?: string;
  /** Rows that are only learnt from. */
  readonly learnRows: number;
  /** Severity from which there is an alarm. */
  readonly threshold: number;
  readonly signal: AbortSignal;
}

/** Each file is a series of its own, learnt from scratch. One that cannot be read is told of, the others are run all the same. */
export async function runSeries(inputs: readonly Input[], options: SeriesRunOptions): Promise<void> {
  const module = await readKernel();
  const startedMs = performance.now();
  let rows = 0;
  let alarms = 0;
  let read = 0;
  for (const { name, path } of inputs) {
    if (options.signal.aborted) break;
    try {
      const series = readCsv(await readFile(path as string, 'utf8'), options.time ? { time: options.time } : {});
      for (const warning of series.warnings) warn(`${name}: ${warning}`);
      if (!options.json) printText(name);
      alarms += watch(name, series, new SeriesMonitor(Kernel.create(module), series.columns.length, options), options);
      rows += series.rows.length;
      read++;
    } catch (error) {
      if (inputs.length === 1) throw error;
      tell(error);
    }
  }
  const elapsedMs = performance.now() - startedMs;
  if (options.json) return printJson({ kind: 'summary', inputs: read, rows, alarms, elapsedMs: rounded(elapsedMs) });
  printText();
  printText(
    `${alarms === 1 ? '1 alarm' : `${grouped(alarms)} alarms`} in ${grouped(rows)} rows; the first ${grouped(options.learnRows)} of each file were only learnt from`,
  );
}

/** How many alarms there were. */
function watch(name: string, series: Series, monitor: SeriesMonitor, options: SeriesRunOptions): number {
  let alarms = 0;
  series.rows.forEach((row, i) => {
    const verdict = monitor.step(series.times[i] as number, row);
    if (verdict.alarm) alarms++;
    if (options.json) printRow(name, series, i, verdict, options.predictions);
    else if (verdict.alarm || options.predictions) printText(lineOf(series, i, verdict));
  });
  return alarms;
}

function printRow(input: string, series: Series, i: number, verdict: Verdict, predictions: boolean): void {
  const { likelihood, severity, alarm } = verdict;
  if (!alarm && !predictions) return;
  const byColumn = (values: ArrayLike<number>) =>
    Object.fromEntries(series.columns.map((column, c) => [column, finite(values[c] as number)]));
  printJson({
    kind: alarm ? 'alarm' : 'prediction',
    input,
    row: i,
    time: series.timestamps[i] as string,
    likelihood,
    severity,
    values: byColumn(series.rows[i] as Float64Array),
    forecast: byColumn(verdict.forecast),
    spread: byColumn(verdict.spread),
    contributions: byColumn(verdict.contributions),
  });
}

const BAR = 12;
/** A bar is full at this severity: one row in a hundred million. */
const FULL = 8;

function lineOf(series: Series, i: number, verdict: Verdict): string {
  const worst = verdict.contributions.indexOf(Math.max(...verdict.contributions));
  const value = (series.rows[i] as Float64Array)[worst] as number;
  const [expected, off] = [verdict.forecast[worst] as number, verdict.spread[worst] as number];
  const mark = verdict.alarm ? '' : '  ·';
  return `  ${series.timestamps[i]}  ${bar(Math.min(1, verdict.severity / FULL), BAR)}  ${verdict.severity.toFixed(1)}  ${series.columns[worst]} ${short(value)}, expected ${short(expected)} ± ${short(off)}${mark}`;
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'nothing';
}

/** JSON has no NaN. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
