// What a source of samples is, and what it is given to put them into. A source knows where samples come from and nothing of what becomes of
// them; the stream that owns it decides when it opens, when it feeds and when it stops.

import type { IntakePort } from '../ring/capture-port.js';

export type { BufferMessage, CaptureMessage, IntakePort, RenewMessage } from '../ring/capture-port.js';

/** Where samples come from: a microphone, a socket, a file, an array. One source feeds one stream, once. */
export interface Source {
  /** For people: a file name, a device, an address. */
  readonly name: string;
  /**
   * Whether its samples come whether or not there is room. A live source that falls behind `maxLatencyMs` has samples skipped; one that
   * is not live is held back until there is room, and nothing of it is lost.
   */
  readonly live: boolean;
  /**
   * Opens the device, file or connection and says the true rate of its samples, in Hz. Rejects with the signal's reason when that aborts,
   * and has released everything by then.
   */
  open(signal: AbortSignal): Promise<SourceFormat>;
  /**
   * Puts samples into the intake until there are no more, or until the signal aborts. Called at most once, after `open`; a stream that is
   * closed before anybody subscribed calls it with an aborted signal, so that what `open` took is released. Everything is released when
   * the promise settles. An error that it rejects with ends the stream.
   */
  feed(intake: Intake, signal: AbortSignal): Promise<void>;
}

/** What `Source.open` found out. */
export interface SourceFormat {
  /** Samples a second, in Hz: the true rate, not the wished one. */
  readonly sampleRate: number;
  /** Of rows of a series: values a row has; `sampleRate` then is of words a second, Infinity where rows come irregularly. See src/series/rows.ts. */
  readonly channels?: number;
}

/** The way into a stream, mono samples from -1 to 1 (other values pass; NaN and infinities become 0 and are counted). */
export interface Intake {
  /**
   * Takes what fits of `samples[from, to)`, now, and returns how many that was. The rest is the source's: a live one says `lose`, or offers it again
   * soon; one that is not live waits for `ready` and offers it again. The last of the samples counts as captured, and all of them as come, at
   * `cameAtMs` (ms since the epoch; the moment of the call where it is left out). The array may be reused right after.
   */
  push(samples: Float32Array, from?: number, to?: number, cameAtMs?: number): number;
  /** Resolves when there is room again, or when the stream is closed. */
  ready(): Promise<void>;
  /**
   * Says that `samples` samples are missing at this place. They are counted, and marked on the next prediction. `passedOver`: there was no time for
   * them, so nothing takes their place, whatever `onGap` says.
   */
  lose(samples: number, passedOver?: boolean): void;
  /**
   * The same way in for another thread that captures (an AudioWorklet). Plain data; the ports of the `messages` kind must be transferred.
   * After it the source itself pushes no more. Can be called once.
   */
  lend(): IntakePort;
  /** Shows something on the stream's `events$`. */
  report(event: SourceEvent): void;
}

/** What befalls a source and does not end its stream. */
export type SourceEvent =
  /** Samples stopped coming: the system took the device away for a while. */
  | { readonly kind: 'interrupted' }
  /** Samples come again, after `interrupted`, `device-lost` or `reconnecting`. */
  | { readonly kind: 'resumed' }
  /** The device was removed. */
  | { readonly kind: 'device-lost'; readonly device: string }
  /** Samples now come from this device. */
  | { readonly kind: 'device-changed'; readonly device: string }
  /** The connection broke; try number `attempt` (from 1) starts in `delayMs`. */
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly delayMs: number }
  /** Something a person should know: a truncated file, a message of the wrong size. */
  | { readonly kind: 'warning'; readonly message: string };
