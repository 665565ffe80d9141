// What an operator sees and says, as it crosses and as it is kept: alarms, mutes, kinds of alarms that are normal, and
// the audit trail. Bytes from a disk or a server are read by these schemas alone.
import * as v from 'valibot';
import { LEVELS } from '../model/severity-level.js';

const time = v.pipe(v.number(), v.finite());
/** JSON has no NaN: null stands for what is not known. */
const known = v.nullable(v.pipe(v.number(), v.finite()));
const text = v.string();

/** Who did something, when, and what was noted with it. */
const Deed = { by: text, atMs: time, note: text };

/** Rows around the beginning of an alarm: the channel's values, and what was expected, (rows) each. */
export const PictureSchema = v.object({
  timesMs: v.array(time),
  values: v.array(known),
  expected: v.array(known),
  /** How far off the expected values were thought to be. */
  spreads: v.array(known),
});

const alarm = {
  id: text,
  stream: text,
  channel: text,
  /** Its severity by name. */
  level: v.picklist(LEVELS),
  severity: known,
  reason: text,
  /** The reason in a sentence. */
  why: text,
  /** Of the most severe row so far. */
  value: known,
  expected: known,
  spread: known,
  startsAtMs: time,
  endsAtMs: time,
  open: v.boolean(),
  /** The same for alarms of one cause: the id of the first. */
  group: text,
  /** Whether a mute or a maintenance window covers it. */
  muted: v.boolean(),
  /** Whether it began in what its client said is history. */
  past: v.boolean(),
  acknowledged: v.nullable(v.object(Deed)),
  /** Called normal; `always`: and so are later ones that look like it. */
  normal: v.nullable(v.object({ ...Deed, always: v.boolean() })),
  picture: v.nullable(PictureSchema),
};
export const AlarmInfoSchema = v.object(alarm);

export const MuteSchema = v.object({
  id: text,
  kind: v.picklist(['mute', 'maintenance']),
  /** Streams that it covers; `*` stands for any characters. */
  streams: text,
  /** Null: all channels. */
  channel: v.nullable(text),
  fromMs: time,
  untilMs: time,
  ...Deed,
});

export const NormalKindSchema = v.object({
  id: text,
  stream: text,
  channel: text,
  reason: text,
  /** 1: above what was expected; -1: below; 0: either. */
  side: v.picklist([-1, 0, 1]),
  /** How far it may be away, in the channel's unit. */
  within: time,
  severity: time,
  /** Of a channel of states: which it is; null: of a channel of numbers. */
  state: v.exactOptional(v.nullable(v.number()), null),
  ...Deed,
});

export const DEEDS = [
  'acknowledged',
  'called normal',
  'called always normal',
  'muted',
  'planned maintenance',
  'ended',
  'forgot what is normal',
] as const;

export const AuditEntrySchema = v.object({
  /** From 1, without gaps: also where the clock jumped. */
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  atMs: time,
  by: text,
  /** Who that is by token or address. */
  client: text,
  deed: v.picklist(DEEDS),
  /** What it is about, in words. */
  about: text,
  /** The alarm's id; null: it is about none. */
  alarm: v.nullable(text),
  stream: text,
  note: text,
});

/** An alarm of a series at a server. */
export type AlarmInfo = v.InferOutput<typeof AlarmInfoSchema>;
/** The rows around the beginning of an alarm. */
export type AlarmPicture = v.InferOutput<typeof PictureSchema>;
/** A mute or a maintenance window. */
export type Mute = v.InferOutput<typeof MuteSchema>;
/** A kind of alarms that somebody called normal. */
export type NormalAlarms = v.InferOutput<typeof NormalKindSchema>;
/** A line of the audit trail. */
export type AuditEntry = v.InferOutput<typeof AuditEntrySchema>;
