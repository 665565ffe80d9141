// What is made of alarms and of what was said of them: ids, marks for the stream, sentences for the audit trail.
import { createHash, randomBytes } from 'node:crypto';
import { likeness } from '../../forecast/alarm/mark-alarm.js';
import type { AlarmMark } from '../../model/alarm-mark.js';
import type { AlarmInfo, Mute } from '../../protocol/operator.js';
import type { NotedDetection } from '../outlets/alarm-note.js';
import type { AlarmRecord, KindRecord } from './records.js';

/** Tells streams of one name apart: not the token itself, with which the stream could be taken over. */
export function lifeOf({ token }: { readonly token: string }): string {
  return createHash('sha256').update(`life ${token}`).digest('hex').slice(0, 16);
}

export function infoOf(alarm: AlarmRecord): AlarmInfo {
  const { life: _, told: __, first: ___, acknowledgedRow: ____, normalRow: _____, ...info } = alarm;
  return info;
}

export function kindOf(
  { id: _, stream, channel, first }: AlarmRecord,
  said: NonNullable<AlarmInfo['normal']>,
  life: string | null,
  row: number | null,
): KindRecord {
  const { by, atMs, note } = said;
  const { reason, value, apart, severity } = first;
  const like = likeness(reason, value, apart);
  return { id: newId(), stream, channel, reason, ...like, severity, by, atMs, note, life, row, over: null };
}

export function markOf(kind: KindRecord, life: string): AlarmMark {
  const { channel, reason, side, within, severity, state, over } = kind;
  const row = kind.life === life ? (kind.row ?? 0) : 0;
  const until = over === null ? {} : { untilRow: over.row };
  return {
    kind: 'always-normal',
    channel,
    reason,
    side,
    within,
    severity,
    row,
    ...until,
    ...(state === null ? {} : { state }),
  };
}

export function detectionOf(alarm: AlarmRecord): NotedDetection {
  const { channel, startsAtMs, endsAtMs, reason, why, open } = alarm;
  const severity = alarm.severity ?? Number.NaN;
  const numbers = {
    value: alarm.value ?? Number.NaN,
    expected: alarm.expected ?? Number.NaN,
    spread: alarm.spread ?? Number.NaN,
  };
  const score = 1 - 10 ** -(alarm.severity ?? 0);
  return { label: 'anomaly', score, channel, startsAtMs, endsAtMs, severity, ...numbers, reason, why, open };
}

export function about({ id, stream, channel, reason, startsAtMs }: AlarmRecord) {
  return { about: `${stream}, ${channel}: ${reason} of ${timeText(startsAtMs)}`, alarm: id, stream };
}

export function aboutMute({ streams, channel, fromMs, untilMs, kind }: Mute) {
  const from = kind === 'mute' ? '' : ` from ${timeText(fromMs)}`;
  return {
    about: `${streams}${channel === null ? '' : `, ${channel}`}${from} until ${timeText(untilMs)}`,
    alarm: null,
    stream: streams,
  };
}

export function newId(): string {
  return randomBytes(9).toString('hex');
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** '2026-03-01 14:02:10 UTC' */
function timeText(ms: number): string {
  return Math.abs(ms) < 8e15 ? `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC` : String(ms);
}
