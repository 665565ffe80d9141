// A value from a file in an error message.
import { harmless } from '../../harmless-text.js';

/** A JSON value in a few words. Only the first level of lists, because they may be nested deeper than the stack. */
export function inWords(value: unknown): string {
  if (Array.isArray(value)) return harmless(`[${value.slice(0, 8).map(kindOrNumber).join()}]`);
  return harmless(kindOrNumber(value));
}

function kindOrNumber(value: unknown): string {
  return typeof value === 'object' && value !== null ? 'object' : String(value);
}
