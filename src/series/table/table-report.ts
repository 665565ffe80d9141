// What was recognised in a table, as the format report that all inputs have: what its first rows say, and after the
// last row what was met.
import type { FormatFact, FormatReport } from '../../format-report.js';
import type { ChannelDescription } from '../../model/channel-description.js';
import type { ChannelColumn, DroppedColumn } from '../cells/channel-columns.js';
import { listed } from '../text/table-error.js';
import { separatorName } from './dialect.js';
import { EXPORT } from './long-format.js';
import type { RecordFollower } from './record-follower.js';
import type { ChannelCounts, TimeCounts } from './table-counts.js';
import type { TablePlan } from './table-plan.js';

/** Everything that a report is made of. */
export interface Reported {
  readonly plan: TablePlan;
  readonly channels: readonly ChannelDescription[];
  readonly columns: readonly ChannelColumn[];
  readonly dropped: readonly DroppedColumn[];
  readonly counts: readonly ChannelCounts[];
  readonly times: TimeCounts;
  /** What was met between the rows; null before anything was read. */
  readonly follower: RecordFollower | null;
  /** Whether the last row was read. */
  readonly ended: boolean;
  /** Usual time from row to row, ms; NaN where there is but one. */
  readonly stepMs: number;
  /** Series of a long table. */
  readonly series: number;
  /** Values of one series that came twice at one moment. */
  readonly again: number;
}

export function tableReport(reported: Reported): FormatReport {
  return {
    kind: 'table',
    recognised: recognisedIn(reported),
    facts: factsOf(reported),
    assumed: assumedIn(reported),
    warnings: [...reported.plan.layout.warnings, ...columnWarnings(reported), ...rowWarnings(reported)],
  };
}

function recognisedIn({ plan, channels, times, ended, stepMs }: Reported): string {
  const { dialect, decimals, time, long } = plan;
  const shape = long === null ? 'table' : `${long.shape === 'long' ? 'long' : long.shape} table`;
  const decimal = decimals.decimal === ',' ? ', decimal commas' : '';
  const rows = ended ? `; ${times.rows} rows over ${durationOf(times.spanMs)}` : '';
  const names = listed(
    channels.map(({ name, unit }) => (unit === null || name.includes(unit) ? name : `${name} (${unit})`)),
  );
  return `${shape}, ${separatorName(dialect.separator)}-separated${decimal}; times in '${time.name}' (${time.notation.format}, ${time.zoneName})${time.backwards ? ', the newest first: read the other way round' : ''}${step(stepMs)}; ${count(channels.length, 'channel')}: ${names}${rows}`;
}

function step(stepMs: number): string {
  return Number.isFinite(stepMs) ? `, one every ${durationOf(stepMs)}` : '';
}

function factsOf({
  plan,
  channels,
  dropped,
  counts,
  times,
  ended,
  series,
  stepMs,
}: Reported): Record<string, FormatFact> {
  const { encoding, dialect, layout, decimals, time, long } = plan;
  return {
    encoding: encoding.name,
    separator: separatorName(dialect.separator),
    quotes: dialect.quotes,
    decimal: decimals.decimal,
    header: layout.header === null ? null : [...layout.header],
    linesBeforeRows: layout.skipped,
    time: {
      columns: time.columns.map((column) => layout.names[column] as string),
      format: time.notation.format,
      zone: time.zoneName,
      why: time.why,
      order: time.backwards ? 'newest first' : 'oldest first',
      stepMs: finite(stepMs),
      ...(ended ? { from: iso(times.leastMs), to: iso(times.mostMs) } : {}),
    },
    ...(long === null
      ? {}
      : { long: { shape: long.shape, series, keys: long.keys.map((column) => layout.names[column] as string) } }),
    channels: channels.map(({ name, kind, unit }, c) => ({
      name,
      kind,
      unit,
      ...(ended
        ? { min: finite(counts[c]?.least), max: finite(counts[c]?.most), missing: counts[c]?.missing ?? 0 }
        : {}),
    })),
    dropped: dropped.map(({ name, why }) => ({ name, why })),
    ...(ended ? { rows: times.rows, spanMs: times.spanMs } : {}),
  };
}

function assumedIn({ plan, channels, columns }: Reported): string[] {
  const { encoding, dialect, layout, decimals, time, long } = plan;
  const states = columns.filter(({ words }) => words !== null);
  return [
    ...(encoding.assumed ? [`the text is ${encoding.name}: its bytes do not say`] : []),
    ...dialect.assumed,
    ...layout.assumed,
    ...decimals.assumed,
    ...time.assumed,
    ...states.map(({ name, words }) => `'${name}' is 0 for ${words?.[0]} and 1 for ${words?.[1]}`),
    ...columns.flatMap(({ name, guessed }) => (guessed === null ? [] : [`'${name}' ${guessed}`])),
    ...(long === null ? [] : [longSentence(plan, channels.length)]),
  ];
}

function longSentence({ long, layout }: TablePlan, channels: number): string {
  const keys = long?.keys.map((column) => `'${layout.names[column]}'`).join(', ');
  const held = long?.holds ? '; a value lasts until the next one' : '';
  return `rows belong to ${count(channels, 'series', 'series')} by ${keys}: they are joined to one row a moment${held}`;
}

function columnWarnings({ dropped, plan, columns }: Reported): string[] {
  const { layout, long } = plan;
  // what a shape explains nobody misses
  const told = dropped.filter(({ why }) => why !== EXPORT);
  const seen = new Set(layout.names);
  const options = told.some(({ name }) => seen.has(name)) && long === null ? '; --columns takes them all the same' : '';
  const marked = markWarnings(columns);
  if (told.length === 0) return marked;
  const shown = told.slice(0, 6).map(({ name, why }) => `'${name}' ${why}`);
  const more = told.length > 6 ? `; and ${told.length - 6} more` : '';
  return [`left out: ${shown.join('; ')}${more}${options}`, ...marked];
}

/** Numbers that may stand for missing values. */
function markWarnings(columns: readonly ChannelColumn[]): string[] {
  return columns.flatMap(({ name, likely }) =>
    likely === null
      ? []
      : [
          `'${name}' is ${likely.mark} in ${likely.times} of the first rows: if that stands for a missing value, --missing ${likely.mark} takes it so`,
        ],
  );
}

function rowWarnings({ plan, counts, times, follower, ended, again, channels }: Reported): string[] {
  if (!ended || follower === null) return [...plan.time.warnings];
  const missing = counts.reduce((sum, each) => sum + each.missing, 0);
  const unreadable = counts.filter((each) => each.unreadable > 0);
  return [
    ...plan.time.warnings,
    ...(follower.unreadable > 0
      ? [
          `${count(follower.unreadable, 'row')} without a readable time left out (the first: '${follower.firstUnreadable.slice(0, 40)}')`,
        ]
      : []),
    ...(follower.otherTables > 0
      ? [
          `${count(follower.otherTables, 'other table')} in the same file left out (${listed(follower.otherNames, 5)}; ${count(follower.otherRows, 'row')}): write it into a file of its own`,
        ]
      : []),
    ...(follower.tooLong > 0
      ? [`${count(follower.tooLong, 'row')} with more cells than the header: what is beyond it is not read`]
      : []),
    ...unreadable.map(
      (each) =>
        `'${each.name}' has ${count(each.unreadable, 'cell')} that ${each.unreadable === 1 ? 'is no number' : 'are no numbers'} (row ${each.firstUnreadableRow + 1}: '${each.firstUnreadable.slice(0, 40)}'): missing`,
    ),
    ...(missing > 0 && plan.long === null ? [`${count(missing, 'value')} missing: taken to be as forecast`] : []),
    ...(times.back > 0
      ? [
          `${count(times.back, 'row')} older than the row before, by up to ${durationOf(times.largestBackMs)} (the first: ${times.firstBack}): ${backHint(times, plan)}`,
        ]
      : []),
    ...(times.again > 0 ? [`${count(times.again, 'row')} with the same time as the row before`] : []),
    ...(again > 0
      ? [`${count(again, 'value')} of a series that had one at that moment already: the first is taken`]
      : []),
    ...channels.flatMap(({ name, kind }, c) => (kind === 'counter' ? fallWarning(name, counts[c]) : [])),
    ...channels.flatMap(({ name }, c) => ((counts[c]?.values ?? 0) === 0 ? [`'${name}' has no value in any row`] : [])),
  ];
}

/** What was taken for a counter and is none. */
function fallWarning(name: string, counts: ChannelCounts | undefined): string[] {
  if (counts === undefined || counts.falls < 3 || counts.falls <= 0.1 * counts.values) return [];
  return [
    `'${name}' is watched as a counter, and fell ${counts.falls} times in ${counts.values} rows: describe it as a gauge`,
  ];
}

/** An hour back, rarely: clocks that were set back in autumn. */
function backHint({ back, largestBackMs }: TimeCounts, { time }: TablePlan): string {
  const autumn =
    back <= 20 && largestBackMs <= 3_600_000 && largestBackMs > 1_800_000 && time.zoneName.includes('assumed');
  return autumn ? 'clocks set back in autumn look like this: --zone reads them right' : 'sort the file by time';
}

export function durationOf(ms: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['day', 86_400_000],
    ['h', 3_600_000],
    ['min', 60_000],
    ['s', 1000],
  ];
  const [unit, size] = units.find(([, each]) => ms >= each) ?? ['ms', 1];
  const value = Number((ms / size).toPrecision(3));
  return `${value} ${unit}${unit === 'day' && value !== 1 ? 's' : ''}`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function iso(ms: number): string | null {
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : null;
}
