// Times as people and machines write them.

/** Below this a number is of seconds, else of milliseconds: 1 January 5138 and 26 April 1973. */
const SECONDS_BELOW = 1e11;

/** Ms since the epoch: ISO 8601 (with a blank for the T too; without a zone: UTC), or a number of seconds or ms. Null for anything else. */
export function parseTime(text: string): number | null {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) {
    const number = Number(trimmed);
    return Math.abs(number) < SECONDS_BELOW ? number * 1000 : number;
  }
  const parts = trimmed.match(/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?(Z|[+-]\d{2}:?\d{2})?$/);
  if (!parts) return null;
  const [, day, clock = '00:00:00', zone = 'Z'] = parts;
  const ms = Date.parse(`${day}T${clock}${zone.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')}`);
  return Number.isNaN(ms) ? null : ms;
}
