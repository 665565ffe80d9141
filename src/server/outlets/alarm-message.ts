// The document that a webhook and a command get: one or more notes. docs/alarm-message.schema.json describes it.
import { createHash } from 'node:crypto';
import { type AlarmNote, keyOf } from './alarm-note.js';

export interface AlarmMessage {
  /** A later version adds fields; one that changes or takes any away has a higher number. */
  readonly version: 1;
  /** The same in every attempt to deliver this message. */
  readonly id: string;
  /** Name of the outlet. */
  readonly outlet: string;
  /** In the order in which they were raised. */
  readonly alarms: readonly AlarmNote[];
  /** Notes that were dropped so far because too many waited for this outlet. */
  readonly dropped: number;
}

export function messageOf(outlet: string, alarms: readonly AlarmNote[], dropped: number): AlarmMessage {
  const named = createHash('sha256').update(JSON.stringify([outlet, alarms.map(keyOf)]));
  return { version: 1, id: `msg_${named.digest('hex').slice(0, 24)}`, outlet, alarms, dropped };
}

/** A line that says what the message is about. */
export function subjectOf({ alarms }: AlarmMessage): string {
  const [first] = alarms;
  if (first === undefined) return 'no alarms';
  const what = first.event === 'ended' ? `over: ${first.text}` : first.text;
  return alarms.length === 1 ? what : `${what} and ${alarms.length - 1} more`;
}
