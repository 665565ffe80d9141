// What `sluice bench series` says to people: a table of normal series, one of anomalies, one of a published benchmark.
import type { AnomalyLine, LabelledLine, NormalLine } from '../../harness/series/summarize.js';
import { table } from '../report/format.js';

export interface GeneratedSettings {
  readonly seed: number;
  readonly rows: number;
  readonly every: number;
}

export function textOfGenerated(
  lines: readonly (NormalLine | AnomalyLine)[],
  { seed, rows, every }: GeneratedSettings,
): string[] {
  const normal = lines.filter((line) => line.kind === 'series-normal');
  const anomalies = lines.filter((line) => line.kind === 'series-anomaly' && line.series === 'all') as AnomalyLine[];
  return [
    `Made-up series of ${rows} rows, one every ${every} s, seed ${seed}.`,
    '',
    'Normal series. Where severity means what it says, 1000, 100 and 10 of 10,000 rows are at 1, 2 and 3 or above.',
    ...table([
      ['series', 'of', 'rows', 'false alarms', 'in 10,000 rows', 'the worst', 'a week', 'from 1', 'from 2', 'from 3'],
      ...normal.map((line) => [
        line.series,
        String(line.count),
        String(line.rows),
        String(line.falseAlarms),
        line.falseAlarmsPer10000.toFixed(2),
        line.worstPer10000.toFixed(2),
        line.falseAlarmsPerWeek.toFixed(2),
        ...line.abovePer10000.map((rate) => rate.toFixed(1)),
      ]),
    ]),
    ...(anomalies.length === 0 ? [] : textOfAnomalies(anomalies)),
  ];
}

function textOfAnomalies(anomalies: readonly AnomalyLine[]): string[] {
  return [
    '',
    'Anomalies, one a series. By chance: the same of the same series without the anomaly.',
    ...table([
      [
        'anomaly',
        'of',
        'found',
        '',
        'by chance',
        'delay (rows)',
        'alarms each',
        'false a week',
        'most severe there',
        'by chance',
      ],
      ...anomalies.map((line) => [
        line.anomaly,
        String(line.count),
        String(line.found),
        share(line.found, line.count),
        share(line.byChance, line.count),
        line.delayRows === null ? '-' : String(line.delayRows),
        line.alarmsPerFound === null ? '-' : line.alarmsPerFound.toFixed(1),
        line.falseAlarmsPerWeek.toFixed(2),
        share(line.peakRight, line.count),
        share(line.peakByChance, line.count),
      ]),
    ]),
  ];
}

export function textOfLabelled(lines: readonly LabelledLine[]): string[] {
  const first = lines[0];
  if (first === undefined) return [];
  const held = first.holdRows === 1 ? 'its own row' : `${first.holdRows} rows`;
  return [
    `${first.benchmark}. In the F1 of rows, an alarm stands for ${held}.`,
    ...table([
      [
        'series',
        'of',
        'windows',
        'found',
        '',
        'delay (rows)',
        'F1 of rows',
        'false alarms',
        'in 10,000 rows',
        'most severe there',
      ],
      ...lines.map((line) => [
        line.series,
        String(line.count),
        String(line.windows),
        String(line.found),
        share(line.found, line.windows),
        line.delayRows === null ? '-' : String(line.delayRows),
        line.windows === 0 ? '-' : line.f1.toFixed(3),
        String(line.falseAlarms),
        line.falseAlarmsPer10000 === null ? '-' : line.falseAlarmsPer10000.toFixed(2),
        line.windows === 0 ? '-' : `${line.peakRight} of ${line.count}`,
      ]),
    ]),
  ];
}

function share(count: number, of: number): string {
  return of === 0 ? '-' : `${((100 * count) / of).toFixed(0)} %`;
}
