// The error that every reader of tables throws.
import { SluiceError } from '../../errors.js';

/** `why`: one clause, with what was received and the option that mends it. */
export function unusable(why: string): SluiceError {
  return new SluiceError('DATA_UNUSABLE', `Cannot read the series: ${why}`);
}

/** Names for a sentence: all of a few, else the first and how many more. */
export function listed(names: readonly string[], most = 12): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
