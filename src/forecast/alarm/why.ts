// Why there is an alarm, in a sentence for people.
import type { MeasuredReason } from './reasons.js';

export interface Facts {
  readonly channel: string;
  /** Of the values; null: none is known. */
  readonly unit: string | null;
  readonly reason: MeasuredReason;
  readonly value: number;
  readonly expected: number;
  readonly spread: number;
  /** Where it is about a time: how long it was, and the longest or the shortest before, in ms. Else 0. */
  readonly took: number;
  readonly known: number;
}

/** For example "pressure is 30, 12.4 spreads above the expected 4.1". */
export function whyOf(facts: Facts): string {
  const { channel, reason, value, expected, took, known } = facts;
  const short = (number: number) => withUnit(number, facts.unit);
  const apart = apartOf(facts);
  switch (reason) {
    case 'spike':
      return `${channel} is ${short(value)}, ${apart} the expected ${short(expected)}`;
    case 'level':
      return `${channel} stays at another level than before: it is ${short(value)}, ${apart} the expected ${short(expected)}`;
    case 'trend':
      return `${channel} has slowly left the range in which it was first: it is ${short(value)}`;
    case 'noise':
      return `${channel} varies otherwise than before, around ${short(expected)}: it is ${short(value)}`;
    case 'stuck':
      return `${channel} stands still at ${short(value)} for longer than it used to`;
    case 'time of day':
      return `${channel} is ${short(value)}, which is unusual at this time of the day`;
    case 'missing event':
      return known > 0
        ? `${channel} has had no event for ${span(took)}: the longest time without one was ${span(known)}`
        : `${channel} has had no event for ${span(took)}, at a time when they come more often`;
    case 'period':
      return `${channel} came round again after ${span(took)}: the shortest time was ${span(known)}`;
    case 'relation':
      return `${channel} no longer follows the other channels as it did: it is ${short(value)}, by them ${short(expected)}`;
    default:
      return reason satisfies never;
  }
}

function apartOf({ value, expected, spread }: Facts): string {
  const spreads = (value - expected) / spread;
  if (!Number.isFinite(spreads)) return 'away from';
  return `${rounded(Math.abs(spreads), 2)} spreads ${spreads < 0 ? 'below' : 'above'}`;
}

/** A number for people, with its unit. */
export function withUnit(value: number, unit: string | null): string {
  const text = rounded(value);
  if (unit === null || !Number.isFinite(value)) return text;
  return `${text} ${unit}`;
}

function rounded(value: number, digits = 4): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : 'nothing';
}

const UNITS = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'min'],
  [1000, 's'],
] as const;

/** A time for people, in the largest unit of which it has two. */
function span(ms: number): string {
  const [size, unit] = UNITS.find(([each]) => ms >= 2 * each) ?? [1, 'ms'];
  return `${rounded(ms / size, 3)} ${unit}`;
}
