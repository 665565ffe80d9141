// What `sluice bench words` says: a table for each condition, and lines of JSON with the whole curves.
import { CONDITIONS, type ConditionName } from '../../training/measuring/conditions.js';
import type { Interval } from '../../training/measuring/intervals.js';
import { missedAt, type PhraseMeasure } from '../../training/measuring/word-bench.js';
import { table } from '../report/format.js';

/** False accepts an hour at which misses are compared. */
const AT_RATES = [0.5, 0.1] as const;

interface WordsLine extends PhraseMeasure {
  readonly kind: 'words';
  readonly describes: string;
  /** Share missed at so many false accepts an hour, at the lowest threshold that keeps to it; null: none does. */
  readonly missedAt: Readonly<Record<string, number | null>>;
}

export function lineOf(measure: PhraseMeasure): WordsLine {
  return {
    kind: 'words',
    ...measure,
    describes: CONDITIONS[measure.condition],
    missedAt: Object.fromEntries(AT_RATES.map((rate) => [rate, missedAt(measure, rate)])),
  };
}

/** Rows of text: what it stands on, then a table for each condition. */
export function textOfWords(measures: readonly PhraseMeasure[]): string[] {
  const first = measures[0];
  if (first === undefined) return ['no phrase was measured'];
  const names = [...new Set(measures.map(({ condition }) => condition))];
  const spread =
    first.hours > 0
      ? ` With no false accept in all of it, the rate may still be ${(3.69 / first.hours).toFixed(2)} an hour.`
      : '';
  return [
    `${first.hours.toFixed(2)} hours of talk, never reset.${spread}`,
    'In brackets: what the figure may be in truth, at 95 %.',
    ...names.flatMap((name) => ['', `${name}: ${CONDITIONS[name]}`, ...tableOf(measures, name)]),
  ];
}

function tableOf(measures: readonly PhraseMeasure[], name: ConditionName): string[] {
  const rows = [
    [
      'phrase',
      'threshold',
      'missed',
      'of',
      'speakers',
      '',
      'false accepts',
      'an hour',
      '',
      ...AT_RATES.map((rate) => `missed at ${rate}/h`),
    ],
    ...measures.filter(({ condition }) => condition === name).map(rowOf),
  ];
  return table(rows);
}

function rowOf(measure: PhraseMeasure): string[] {
  const { phrase, said, speakers, hours, shipped } = measure;
  const share = (value: number | null) => (value === null ? '-' : `${(100 * value).toFixed(1)} %`);
  const rate = (value: number) => value.toFixed(2);
  return [
    phrase,
    shipped.threshold.toFixed(2),
    said === 0 ? 'not measured' : share(shipped.missed / said),
    String(said),
    String(speakers),
    said === 0 ? '' : between(shipped.missedShare, share),
    String(shipped.falseAccepts),
    hours === 0 ? 'not measured' : rate(shipped.falseAccepts / hours),
    hours === 0 ? '' : between(shipped.falseAcceptsPerHour, rate),
    ...AT_RATES.map((at) => share(missedAt(measure, at))),
  ];
}

function between({ low, high }: Interval, text: (value: number) => string): string {
  return `[${text(low)} to ${text(high)}]`;
}
