// A note that waits for its delivery.
import type { AlarmNote } from '../alarm-note.js';

export interface WaitingNote {
  /** Numbers go up by one, from 1, over all starts of the program. */
  readonly number: number;
  readonly note: AlarmNote;
}
