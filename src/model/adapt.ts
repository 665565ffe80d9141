// For how long a monitor does not learn from what raised an alarm.

/**
 * While an alarm lasts, its channel is not learnt from: 'never', or for so many hours, or until somebody has
 * acknowledged the alarm.
 */
export type Adapt = 'never' | 'when acknowledged' | number;

export function isAdapt(value: unknown): value is Adapt {
  return value === 'never' || value === 'when acknowledged' || (typeof value === 'number' && value >= 0);
}

const HOUR_MS = 3_600_000;

/** Ms from the alarm's beginning after which its channel is learnt from again. */
export function adaptMs(adapt: Adapt): number {
  return typeof adapt === 'number' ? adapt * HOUR_MS : Number.POSITIVE_INFINITY;
}
