// Severities by name: how much of a hurry there is.

export const LEVELS = ['notice', 'warning', 'critical'] as const;

/** `notice`: below 4; `warning`: from 4 on, about one normal row in ten thousand; `critical`: from 7 on. */
export type Level = (typeof LEVELS)[number];

const WARNING = 4;
const CRITICAL = 7;

/** The name of a severity. What is not known is a notice. */
export function levelOf(severity: number): Level {
  if (severity >= CRITICAL) return 'critical';
  return severity >= WARNING ? 'warning' : 'notice';
}
