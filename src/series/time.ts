// Times as people and machines write them.
import { isRowTime } from './rows.js';

/** Below each a number is of so many ms: of a second, a millisecond, a microsecond, and of a nanosecond else. All but the first begin in 1973, and each ends in 5138. */
const UNITS: readonly (readonly [below: number, ms: number])[] = [
  [1e11, 1000],
  [1e14, 1],
  [1e17, 1e-3],
];
const NANOSECOND = 1e-6;

/**
 * Ms since the epoch: ISO 8601 (with a blank for the T too; without a zone: UTC), or a number of seconds, ms, microseconds or nanoseconds. Null for anything
 * else, and for a time that no row can have.
 */
export function parseTime(text: string): number | null {
  const trimmed = text.trim();
  const timeMs = /^-?\d+(\.\d+)?$/.test(trimmed) ? ofNumber(Number(trimmed)) : ofText(trimmed);
  return isRowTime(timeMs) ? timeMs : null;
}

function ofNumber(number: number): number {
  const [, ms] = UNITS.find(([below]) => Math.abs(number) < below) ?? [0, NANOSECOND];
  return number * ms;
}

/** NaN where it is none. */
function ofText(text: string): number {
  const parts = text.match(/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/);
  if (!parts) return Number.NaN;
  const [, day, clock = '00:00:00', zone = 'Z'] = parts;
  return Date.parse(`${day}T${clock}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
}
