// Tries again while NATS is away: what a partition needs to go on is asked for until it comes.
import { SluiceError } from '../../../errors.js';
import { Conflict } from './contract.js';

const AGAIN_MS = 200;

/** Rejects with Conflict and SluiceError, and where the signal aborts. */
export async function persistently<T>(ask: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Conflict || error instanceof SluiceError || signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}
