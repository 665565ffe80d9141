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
  spike: 0,
  level: 1,
  trend: 2,
  noise: 3,
  stuck: 4,
  timeOfDay: 5,
  missingEvent: 6,
  period: 7,
  relation: 8,
} as const;

/** Of a limit and of states, state and scratch hold these. */
const HELD: Readonly<Record<string, number>> = { limit: REASON.level, state: REASON.spike, duration: REASON.stuck };

/** The index of a reason by its name; -1: there is none. */
export function reasonIndex(name: string): number {
  const reasons: readonly string[] = REASONS;
  return HELD[name] ?? reasons.indexOf(name);
}
