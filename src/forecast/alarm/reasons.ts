// What can be wrong with a channel, by name. State holds a reason as its index: append only.
export const REASONS = [
  'spike',
  'level',
  'trend',
  'noise',
  'stuck',
  'time of day',
  'missing event',
  'period',
  'relation',
] as const;

/** Of a channel of numbers. */
export type MeasuredReason = (typeof REASONS)[number];

/**
 * The most conspicuous thing about an alarm. `limit`: a value is outside the limits of its channel; `state`: a state, or a
 * change of it, is rare; `duration`: the time in a state is.
 */
export type Reason = (typeof REASONS)[number] | 'limit' | 'state' | 'duration';

/** A reason as state and scratch hold it. */
export const REASON = {
  spike: indexOf('spike'),
  level: indexOf('level'),
  trend: indexOf('trend'),
  noise: indexOf('noise'),
  stuck: indexOf('stuck'),
  timeOfDay: indexOf('time of day'),
  missingEvent: indexOf('missing event'),
  period: indexOf('period'),
  relation: indexOf('relation'),
} as const;

/** Of a limit and of states, state and scratch hold these. */
const HELD: Readonly<Record<string, number>> = { limit: REASON.level, state: REASON.spike, duration: REASON.stuck };

/** The index of a reason by its name; -1: there is none. */
export function reasonIndex(name: string): number {
  const reasons: readonly string[] = REASONS;
  return HELD[name] ?? reasons.indexOf(name);
}

function indexOf(reason: MeasuredReason): number {
  return REASONS.indexOf(reason);
}
