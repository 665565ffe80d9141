// Why one owner alone is heard. Every message of results is appended after the last one that its owner knows of, and
// every owner begins its term with a message. So when a new owner has begun, whatever an earlier one still appends is
// refused, however long it stood still and whatever it believes. This says what an owner does after a refusal.
import type { OutputsHead } from '../wire/outputs.js';

/** The last message of the partition. */
export interface LastMessage extends OutputsHead {
  readonly sequence: number;
}

export type Verdict =
  /** The message is there: an earlier try got through although its answer did not. */
  | { readonly kind: 'there'; readonly sequence: number }
  /** Another owner has begun. */
  | { readonly kind: 'fenced' }
  /** The message is not there: append it after this one. */
  | { readonly kind: 'append'; readonly after: number };

/** `last` null: the partition has no message, or none is kept any more. */
export function verdictOn(mine: OutputsHead, last: LastMessage | null): Verdict {
  if (last === null) return { kind: 'append', after: 0 };
  if (last.epoch > mine.epoch) return { kind: 'fenced' };
  if (last.epoch === mine.epoch && last.batch >= mine.batch) return { kind: 'there', sequence: last.sequence };
  return { kind: 'append', after: last.sequence };
}
