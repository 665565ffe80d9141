// Joins the measures of single series into the lines that `sluice bench series` prints. A line says how many series
// stand behind it.
import { f1, type Judged } from './judge.js';
import { ANOMALIES, ANOMALY_NAMES, type AnomalyName, SERIES_KINDS, type SeriesKindName } from './kinds.js';
import type { AnomalyMeasure, GeneratedMeasures, NormalMeasure } from './measure-generated.js';

export interface NormalLine {
  readonly kind: 'series-normal';
  readonly series: SeriesKindName | 'all';
  readonly describes: string;
  /** How many series. */
  readonly count: number;
  /** All rows that were judged. */
  readonly rows: number;
  readonly falseAlarms: number;
  readonly falseAlarmsPer10000: number;
  /** Of the series with the most. */
  readonly worstPer10000: number;
  readonly falseAlarmsPerWeek: number;
  /** Rows during a false alarm. */
  readonly openPer10000: number;
  /** Rows at or above severities 1, 2 and 3: 1000, 100 and 10 where severity means what it says. */
  readonly abovePer10000: readonly [number, number, number];
}

export interface AnomalyLine {
  readonly kind: 'series-anomaly';
  readonly anomaly: AnomalyName | 'all';
  readonly series: SeriesKindName | 'all';
  readonly describes: string;
  /** How many series, with one anomaly each. */
  readonly count: number;
  readonly found: number;
  readonly foundShare: number;
  /** Of the same series without the anomaly, how many have an alarm in the same rows. */
  readonly byChance: number;
  /** Median, of those found; null: none was. */
  readonly delayRows: number | null;
  /** Mean number of alarms in the rows of one that was found; null: none was. */
  readonly alarmsPerFound: number | null;
  readonly falseAlarmsPerWeek: number;
  /** Of the rows of the anomalies, by the rows during which an alarm lasts. */
  readonly f1: number;
  /** How many have the highest severity in the anomaly or at most 100 rows from it. */
  readonly peakRight: number;
  /** And of the same series without the anomaly. */
  readonly peakByChance: number;
}

export function linesOfGenerated(
  { normal, anomalous }: GeneratedMeasures,
  stepMs: number,
): (NormalLine | AnomalyLine)[] {
  const rowsAWeek = (7 * 86_400_000) / stepMs;
  const kinds = [...new Set(normal.map(({ kind }) => kind))];
  const anomalies = ANOMALY_NAMES.filter((name) => anomalous.some(({ anomaly }) => anomaly === name));
  const oneByOne = anomalies.flatMap((anomaly) =>
    kinds
      .map((kind) => anomalous.filter((each) => each.anomaly === anomaly && each.kind === kind))
      .filter(({ length }) => length > 0)
      .map((mine) => anomalyLine(anomaly, mine[0]?.kind ?? 'all', mine, rowsAWeek)),
  );
  return [
    ...kinds.map((kind) =>
      normalLine(
        kind,
        normal.filter((each) => each.kind === kind),
        rowsAWeek,
      ),
    ),
    normalLine('all', normal, rowsAWeek),
    ...anomalies.map((name) =>
      anomalyLine(
        name,
        'all',
        anomalous.filter(({ anomaly }) => anomaly === name),
        rowsAWeek,
      ),
    ),
    ...(anomalous.length === 0 ? [] : [anomalyLine('all', 'all', anomalous, rowsAWeek)]),
    ...oneByOne,
  ];
}

function normalLine(series: NormalLine['series'], mine: readonly NormalMeasure[], rowsAWeek: number): NormalLine {
  const rows = sum(mine.map((each) => each.rows));
  const falseAlarms = sum(mine.map(({ alarms }) => alarms));
  return {
    kind: 'series-normal',
    series,
    describes: series === 'all' ? 'all of them' : SERIES_KINDS[series].describes,
    count: mine.length,
    rows,
    falseAlarms,
    falseAlarmsPer10000: (1e4 * falseAlarms) / rows,
    worstPer10000: Math.max(...mine.map((each) => (1e4 * each.alarms) / each.rows)),
    falseAlarmsPerWeek: (rowsAWeek * falseAlarms) / rows,
    openPer10000: (1e4 * sum(mine.map(({ openRows }) => openRows))) / rows,
    abovePer10000: [0, 1, 2].map((i) => (1e4 * sum(mine.map(({ above }) => above[i] as number))) / rows) as [
      number,
      number,
      number,
    ],
  };
}

function anomalyLine(
  anomaly: AnomalyLine['anomaly'],
  series: AnomalyLine['series'],
  mine: readonly AnomalyMeasure[],
  rowsAWeek: number,
): AnomalyLine {
  const found = foundOf(mine.map(({ judged }) => judged));
  const normalRows = sum(mine.map(({ judged }) => judged.normalRows));
  return {
    kind: 'series-anomaly',
    anomaly,
    series,
    describes: anomaly === 'all' ? 'all of them' : ANOMALIES[anomaly],
    count: mine.length,
    found: found.delays.length,
    foundShare: found.delays.length / mine.length,
    byChance: mine.filter(({ byChance }) => byChance).length,
    delayRows: median(found.delays),
    alarmsPerFound: found.delays.length === 0 ? null : found.alarms / found.delays.length,
    falseAlarmsPerWeek: (rowsAWeek * sum(mine.map(({ judged }) => judged.falseAlarms))) / normalRows,
    f1: f1Of(mine.map(({ judged }) => judged)),
    peakRight: mine.filter(({ judged }) => judged.peakRight).length,
    peakByChance: mine.filter(({ peakByChance }) => peakByChance).length,
  };
}

/** What a published benchmark came to, or one file of it. */
export interface LabelledLine {
  readonly kind: 'series-labelled';
  readonly benchmark: string;
  /** A file of the benchmark, or 'all'. */
  readonly series: string;
  readonly count: number;
  readonly channels: number;
  readonly windows: number;
  readonly found: number;
  readonly delayRows: number | null;
  /** Of rows; an alarm stands for `holdRows` rows. */
  readonly f1: number;
  readonly holdRows: number;
  readonly normalRows: number;
  readonly falseAlarms: number;
  readonly falseAlarmsPer10000: number | null;
  /** How many series have the highest severity in an anomaly or at most 100 rows from it. */
  readonly peakRight: number;
}

export interface LabelledMeasure {
  readonly series: string;
  readonly channels: number;
  readonly judged: Judged;
}

/** A line a series, and one for all, whose F1 is that of all rows together. */
export function linesOfLabelled(
  benchmark: string,
  measures: readonly LabelledMeasure[],
  holdRows: number,
): LabelledLine[] {
  const line = (series: string, mine: readonly LabelledMeasure[]): LabelledLine => {
    const judged = mine.map((each) => each.judged);
    const { delays } = foundOf(judged);
    const normalRows = sum(judged.map((each) => each.normalRows));
    const falseAlarms = sum(judged.map((each) => each.falseAlarms));
    return {
      kind: 'series-labelled',
      benchmark,
      series,
      count: mine.length,
      channels: Math.max(...mine.map(({ channels }) => channels)),
      windows: sum(judged.map(({ windows }) => windows.length)),
      found: delays.length,
      delayRows: median(delays),
      f1: f1Of(judged),
      holdRows,
      normalRows,
      falseAlarms,
      falseAlarmsPer10000: normalRows === 0 ? null : (1e4 * falseAlarms) / normalRows,
      peakRight: judged.filter(({ peakRight }) => peakRight).length,
    };
  };
  return [...measures.map((each) => line(each.series, [each])), line('all', measures)];
}

function f1Of(judged: readonly Judged[]): number {
  const total = (name: keyof Judged['rows']) => sum(judged.map(({ rows }) => rows[name]));
  return f1({ hits: total('hits'), falseRows: total('falseRows'), misses: total('misses') });
}

function foundOf(judged: readonly Judged[]): { readonly delays: number[]; readonly alarms: number } {
  const windows = judged.flatMap((each) => each.windows);
  return {
    delays: windows.flatMap(({ delayRows }) => (delayRows === null ? [] : [delayRows])),
    alarms: sum(windows.map(({ alarms }) => alarms)),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}

function median(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] as number;
}
