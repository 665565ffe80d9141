// Measures a detector on made-up series: each normal series once, and each anomaly that its kind can have from the row on
// where it begins. Before that row the series are equal, so the detector goes on from what it had learnt there.
import type { SeriesProgram } from '../../forecast/program.js';
import { makeSeries, type SeriesRequest } from './generate.js';
import { type Judged, type JudgeSettings, judge, rowsAbove } from './judge.js';
import { type AnomalyName, SERIES_KINDS, type SeriesKindName } from './kinds.js';
import type { LabelledSeries } from './labelled-series.js';
import { type Watched, type WatchFrom, watchSeries } from './watch-series.js';

export interface GeneratedOptions {
  readonly kinds: readonly SeriesKindName[];
  /** Of those that a kind can have. None: only the normal series are measured. */
  readonly anomalies: readonly AnomalyName[];
  /** Series of each kind. */
  readonly copies: number;
  readonly seed: number;
  readonly rows: number;
  readonly stepMs: number;
  readonly judgedFrom: number;
  /** The model for so many channels. */
  readonly programFor: (channels: number) => SeriesProgram;
  /** Called before each series, which begins when it has resolved. */
  readonly onSeries?: (done: number, of: number, name: string) => Promise<void>;
  /** Stops with what there is. */
  readonly signal?: AbortSignal;
}

/** One normal series. */
export interface NormalMeasure {
  readonly kind: SeriesKindName;
  readonly rows: number;
  readonly alarms: number;
  /** During an alarm. */
  readonly openRows: number;
  /** Rows at or above severities 1, 2 and 3. */
  readonly above: readonly [number, number, number];
}

/** One series with one anomaly. */
export interface AnomalyMeasure {
  readonly kind: SeriesKindName;
  readonly anomaly: AnomalyName;
  readonly judged: Judged;
  /** Whether the same series without the anomaly has an alarm in the same rows. */
  readonly byChance: boolean;
  /** Whether its highest severity is there too. */
  readonly peakByChance: boolean;
}

export interface GeneratedMeasures {
  readonly normal: readonly NormalMeasure[];
  readonly anomalous: readonly AnomalyMeasure[];
}

const GRACE_ROWS = 3;
const DAY_MS = 86_400_000;

export async function measureGenerated(options: GeneratedOptions): Promise<GeneratedMeasures> {
  const { kinds, copies, stepMs } = options;
  const settings = { graceRows: GRACE_ROWS, recoveryRows: Math.round(DAY_MS / stepMs), holdRows: 1 };
  const of = kinds.length * copies;
  const normal: NormalMeasure[] = [];
  const anomalous: AnomalyMeasure[] = [];
  for (const kind of kinds) {
    for (let copy = 0; copy < copies; copy++) {
      await options.onSeries?.(normal.length, of, `${kind} ${copy + 1}`);
      if (options.signal?.aborted) return { normal, anomalous };
      const made = measureOne({ ...options, kind, copy }, options, settings);
      normal.push(made.normal);
      anomalous.push(...made.anomalous);
    }
  }
  return { normal, anomalous };
}

function measureOne(
  request: SeriesRequest,
  { programFor, anomalies }: GeneratedOptions,
  settings: JudgeSettings,
): { readonly normal: NormalMeasure; readonly anomalous: AnomalyMeasure[] } {
  const { kind, judgedFrom, rows } = request;
  const series = makeSeries(request);
  const program = programFor(series.channels.length);
  const possible: readonly AnomalyName[] = SERIES_KINDS[kind].anomalies;
  const names = possible.filter((name) => anomalies.includes(name));
  const wrong = names.map((anomaly) => ({ anomaly, series: makeSeries({ ...request, anomaly }) }));
  const starts = wrong.map((each) => beginOf(each.series));
  const { watched, stops } = watchWithStops(program, series, starts);
  const above = ([1, 2, 3] as const).map((least) => rowsAbove(watched.severity, judgedFrom, least));
  const alarms = watched.alarms.filter((row) => row >= judgedFrom);
  return {
    normal: {
      kind,
      rows: rows - judgedFrom,
      alarms: alarms.length,
      openRows: watched.open.subarray(judgedFrom).reduce((sum, open) => sum + open, 0),
      above: above as [number, number, number],
    },
    anomalous: wrong.map(({ anomaly, series: changed }) => {
      const judged = judge(changed, watchFrom(program, changed, stops), settings);
      const { windows, peakRight } = judge({ ...series, windows: changed.windows }, watched, settings);
      return {
        kind,
        anomaly,
        judged,
        byChance: windows.some(({ delayRows }) => delayRows !== null),
        peakByChance: peakRight,
      };
    }),
  };
}

function watchWithStops(
  program: SeriesProgram,
  series: LabelledSeries,
  starts: readonly number[],
): { readonly watched: Watched; readonly stops: ReadonlyMap<number, WatchFrom> } {
  const watch = watchSeries(program, series);
  const stops = new Map<number, WatchFrom>();
  for (const row of [...new Set(starts)].sort((a, b) => a - b)) {
    watch.until(row);
    stops.set(row, { row, snapshot: watch.snapshot(), soFar: watch.soFar });
  }
  watch.until(series.timesMs.length);
  watch.free();
  return { watched: watch.soFar, stops };
}

function watchFrom(program: SeriesProgram, series: LabelledSeries, stops: ReadonlyMap<number, WatchFrom>): Watched {
  const watch = watchSeries(program, series, stops.get(beginOf(series)));
  watch.until(series.timesMs.length);
  watch.free();
  return watch.soFar;
}

function beginOf({ windows }: LabelledSeries): number {
  return windows[0]?.from ?? 0;
}
