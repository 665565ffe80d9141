// What `run` prints about series: JSON lines, or lines for people.
import { withUnit } from '../../forecast/alarm/why.js';
import { watchedUnit } from '../../forecast/channels/told-alarm.js';
import { type ChannelDescription, nameOfState } from '../../model/channel-description.js';
import type { SeriesModel } from '../../model/series-model.js';
import { levelOf } from '../../model/severity-level.js';
import type { Detection, Prediction, SeriesVerdict } from '../../node/index.js';
import type { TableRow } from '../../series/table/row-batch.js';
import { bar, duration, grouped } from './format.js';
import { printJson, printText, rounded } from './output.js';

/** A row and what was said of it. */
export interface ReportedRow {
  readonly name: string;
  /** Its values are in the order of the model's channels. */
  readonly row: TableRow;
  /** Its values as they are watched: of counters the rates. */
  readonly watched: Float64Array;
  readonly model: SeriesModel;
  readonly prediction: Prediction;
}

/** Everything that was run, taken together. */
export interface SeriesSummary {
  readonly inputs: number;
  /** Rows. */
  readonly frames: number;
  /** Alarms. */
  readonly detections: number;
  readonly dropped: number;
  /** From the first row to the last, all series added up. */
  readonly spanMs: number;
  readonly elapsedMs: number;
  /** SHA-256 of the bytes of all predictions, in the order of the inputs; hexadecimal. */
  readonly digest: string;
}

export interface SeriesReporter {
  input(name: string): void;
  /** `alarm`: one that begins or ends with the row. */
  row(row: ReportedRow, alarm: Detection | null): void;
  summary(summary: SeriesSummary): void;
}

export function seriesReporter({ json, predictions }: { json: boolean; predictions: boolean }): SeriesReporter {
  return json ? jsonReporter(predictions) : textReporter(predictions);
}

function jsonReporter(predictions: boolean): SeriesReporter {
  return {
    input: () => undefined,
    row: (row, alarm) => {
      const { index, endsAtMs, scores } = row.prediction;
      if (alarm?.open) printJson({ kind: 'anomaly', input: row.name, ...factsOf(alarm), ...detailsOf(row) });
      else if (alarm) printJson({ kind: 'anomaly-end', input: row.name, row: index, ...factsOf(alarm) });
      if (!predictions) return;
      const [normal, anomaly] = scores;
      printJson({
        kind: 'prediction',
        input: row.name,
        index,
        endsAtMs,
        scores: { normal, anomaly },
        ...detailsOf(row),
      });
    },
    summary({ spanMs, elapsedMs, ...summary }) {
      printJson({ kind: 'summary', ...summary, audioMs: rounded(spanMs), elapsedMs: rounded(elapsedMs) });
    },
  };
}

function factsOf({ score, startsAtMs, endsAtMs, channel, severity, reason, why, open }: Detection) {
  return { score, startsAtMs, endsAtMs, channel, severity, level: levelOf(severity ?? 0), reason, why, open };
}

function detailsOf(row: ReportedRow) {
  const { severity, forecast, spread, contributions } = verdictOf(row);
  const byChannel = (value: (channel: number) => number) =>
    Object.fromEntries(row.model.channels.map((channel, c) => [channel, finite(value(c))]));
  return {
    row: row.prediction.index,
    time: row.row.timeText,
    severity,
    values: byChannel((c) => valueIn(row, c)),
    forecast: byChannel((c) => forecast[c] as number),
    spread: byChannel((c) => spread[c] as number),
    contributions: byChannel((c) => contributions[c] as number),
  };
}

function textReporter(predictions: boolean): SeriesReporter {
  let learnRows = 0;
  return {
    input: (name) => printText(name),
    row(row, alarm) {
      learnRows = row.model.learnt === null ? row.model.monitor.learnRows : 0;
      if (alarm?.open) printText(`${lineOf(row, alarm)} (${levelOf(alarm.severity ?? 0)}, ${alarm.reason})`);
      else if (predictions) printText(`${lineOf(row, null)}  ·`);
      if (alarm?.open === false) printText(endLineOf(row, alarm));
    },
    summary({ detections, frames, elapsedMs, digest }) {
      const alarms = detections === 1 ? '1 alarm' : `${grouped(detections)} alarms`;
      const learnt = learnRows === 0 ? '' : `; the first ${grouped(learnRows)} of each file were only learnt from`;
      printText();
      printText(`${alarms} in ${grouped(frames)} rows${learnt}`);
      printText(`${grouped(Math.round((frames * 1000) / elapsedMs))} rows a second; digest ${digest}`);
    },
  };
}

const BAR = 12;
/** A bar is full at this severity: one row in a hundred million. */
const FULL = 8;

/** Of the alarm that begins with the row, or else of the row's most surprising channel. */
function lineOf(row: ReportedRow, alarm: Detection | null): string {
  const { forecast, spread, contributions, ...verdict } = verdictOf(row);
  const { severity = verdict.severity, channel } = alarm ?? {};
  const named = row.model.channels.indexOf(channel ?? '');
  const worst = named < 0 ? contributions.indexOf(Math.max(...contributions)) : named;
  const time = row.row.timeText;
  const description = row.model.described?.[worst];
  const value = told(description, valueIn(row, worst));
  const expected = expectedOf(description, forecast[worst] as number, spread[worst] as number);
  return `  ${time}  ${bar(Math.min(1, severity / FULL), BAR)}  ${severity.toFixed(1)}  ${row.model.channels[worst]} ${value}, expected ${expected}`;
}

function endLineOf({ row }: ReportedRow, { channel, severity = 0, reason, startsAtMs, endsAtMs }: Detection): string {
  const lasted = endsAtMs > startsAtMs ? `lasted ${duration(endsAtMs - startsAtMs)}` : 'was one row';
  return `  ${row.timeText}  ${' '.repeat(BAR)}  ${severity.toFixed(1)}  ${channel}: over, ${lasted} (${reason})`;
}

/** Of a state its name, else the number with its unit. */
function told(description: ChannelDescription | undefined, value: number): string {
  if (description?.kind === 'state') return nameOfState(description.states, value);
  return withUnit(value, watchedUnit(description));
}

function expectedOf(description: ChannelDescription | undefined, value: number, spread: number): string {
  if (description?.kind === 'state') return nameOfState(description.states, value);
  return `${short(value)} ± ${short(spread)}`;
}

function verdictOf({ prediction }: ReportedRow): SeriesVerdict {
  return prediction.series as SeriesVerdict;
}

function valueIn({ watched }: ReportedRow, channel: number): number {
  return watched[channel] as number;
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'nothing';
}

/** JSON has no NaN. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
