// The contract of an outlet: a way out for alarms. What waits, when it is tried again and how often is not its business:
// see delivery/delivery.ts.
import type { AlarmMessage } from './alarm-message.js';

export interface Outlet {
  /** Notes that one message may hold. */
  readonly mostNotes: number;
  /**
   * Resolves once the receiver has taken the message over. Rejects with NotTaken where this very message will never be
   * taken, with TryLater where the receiver says when to come again, and with any other error where it may be taken the
   * next time.
   */
  send(message: AlarmMessage, signal: AbortSignal): Promise<void>;
  /** A stream is there, before its first alarm. */
  opened?(stream: string): void;
  close(): Promise<void>;
}

/** The receiver is there and refuses this message for what it holds. */
export class NotTaken extends Error {}

/** The receiver asks to be left alone for a while. */
export class TryLater extends Error {
  readonly afterMs: number;

  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}
