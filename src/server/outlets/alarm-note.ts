// What is told of an alarm, whichever way it goes out. Its fields are documented in docs/alarms.md, and receivers rely
// on them.
import { createHash } from 'node:crypto';
import { type Level, levelOf } from '../../model/severity-level.js';

/** One alarm, as receivers get it. What is not known is null. */
export interface AlarmNote {
  /** The same in every note about this alarm. Receivers that get a note twice know it by `id` and `event`. */
  readonly id: string;
  /** What is told: the alarm began, or it is over. */
  readonly event: 'began' | 'ended';
  readonly stream: string;
  /** The channel that was most surprising; null for sound. */
  readonly channel: string | null;
  readonly label: string;
  /** From 0 to 1. */
  readonly score: number;
  /** About -log10 of how often normal rows are this unusual; null for sound. */
  readonly severity: number | null;
  /** The severity by name; null for sound. */
  readonly level: Level | null;
  /** The same for alarms of one cause, on several streams: the id of the first of them. */
  readonly group: string;
  /** Ms since the epoch, as the rows say it; of sound, about. */
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** Whether the fault is still there. */
  readonly open: boolean;
  /** The name of the reason, and a sentence of why. */
  readonly reason: string | null;
  readonly why: string | null;
  /** The channel's value, what was expected, and how far off that was thought to be, in the channel's unit. */
  readonly value: number | null;
  readonly expected: number | null;
  readonly spread: number | null;
  /** A sentence for people. */
  readonly text: string;
}

/** What a stream says of a detection. */
export interface NotedDetection {
  readonly label: string;
  readonly score: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  /** About when it ended, ms since the epoch, where the times above are not. */
  readonly timeMs?: number;
  readonly channel?: string | undefined;
  readonly severity?: number | undefined;
  readonly value?: number | undefined;
  readonly expected?: number | undefined;
  readonly spread?: number | undefined;
  /** Whether the alarm begins, else it ends; undefined: it is of one moment. */
  readonly open?: boolean | undefined;
  readonly reason?: string | undefined;
  readonly why?: string | undefined;
}

/** `life`: tells two streams of one name apart, such as a stream's token; the same after a restart. */
export function noteOf(stream: string, life: string, detection: NotedDetection): AlarmNote {
  const { label, score, channel = null, severity } = detection;
  const { startsAtMs } = detection;
  const named = createHash('sha256').update(JSON.stringify([stream, life, channel, label, startsAtMs]));
  const id = named.digest('hex').slice(0, 24);
  const note = {
    id,
    event: detection.open === false ? 'ended' : 'began',
    stream,
    channel,
    label,
    score: finite(score) ?? 0,
    severity: finite(severity),
    level: finite(severity) === null ? null : levelOf(severity ?? 0),
    group: id,
    ...timesOf(detection),
    open: detection.open === true,
    reason: detection.reason ?? null,
    why: detection.why ?? null,
    value: finite(detection.value),
    expected: finite(detection.expected),
    spread: finite(detection.spread),
  } as const;
  return { ...note, text: sentenceOf(note) };
}

/** Whether an alarm began in what its client said is history: nobody is told of it. */
export function isPast(
  { pastUntilMs = Number.NEGATIVE_INFINITY }: { readonly pastUntilMs?: number },
  { startsAtMs, channel }: Pick<NotedDetection, 'startsAtMs' | 'channel'>,
): boolean {
  return channel !== undefined && startsAtMs <= pastUntilMs;
}

/** A note is told once: two with the same key are the same. */
export function keyOf({ id, event }: Pick<AlarmNote, 'id' | 'event'>): string {
  return `${id} ${event}`;
}

/** Of a series, rows say when it is; of sound, it is known when the last of it came. */
function timesOf({ startsAtMs, endsAtMs, timeMs = Number.NaN, channel }: NotedDetection) {
  if (channel !== undefined || !Number.isFinite(timeMs)) return { startsAtMs, endsAtMs };
  return { startsAtMs: timeMs - (endsAtMs - startsAtMs), endsAtMs: timeMs };
}

function sentenceOf(note: Omit<AlarmNote, 'text'>): string {
  const { stream, channel, label, value, expected, spread, severity, level, score, why } = note;
  if (channel === null) return `${stream}: ${label}, score ${short(score)}`;
  const was = expected === null ? '' : `, expected ${short(expected)}${spread === null ? '' : ` ± ${short(spread)}`}`;
  const grave = severity === null ? '' : ` (${level}, severity ${severity.toFixed(1)})`;
  const is = why ?? `${channel} is ${value === null ? 'missing' : short(value)}${was}`;
  return `${stream}: ${is}${grave}`;
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** JSON has no NaN. */
function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
