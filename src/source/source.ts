// The contract of a source of samples, and of the intake that it puts them into. A source knows where samples come from
// and nothing of what happens to them. The stream that owns it decides when it opens, feeds and stops.

import type { FormatReport } from '../format-report.js';
import type { IntakePort } from '../ring/capture-port.js';

export type { BufferMessage, CaptureMessage, IntakePort, JoinMessage, RenewMessage } from '../ring/capture-port.js';

/**
 * Where samples come from: a microphone, a socket, a file, an array. One source feeds one stream, once; `shared(source)`
 * feeds many.
 */
export interface Source {
  /** For people: a file name, a device, an address. */
  readonly name: string;
  /**
   * Whether samples come at their own pace, room or not. When a live source falls behind `maxLatencyMs`, samples are
   * skipped. A source that is not live waits until there is room, and loses nothing.
   */
  readonly live: boolean;
  /** Whether any number of streams may open and feed from it, each once: what `shared` returns. @default false */
  readonly shared?: boolean;
  /**
   * Opens the device, file or connection and returns the true rate of its samples, in Hz. Rejects with the signal's
   * reason when that aborts, after releasing everything.
   */
  open(signal: AbortSignal): Promise<SourceFormat>;
  /**
   * Puts samples into the intake until there are no more, or until the signal aborts. Called at most once, after
   * `open` and with its signal. A stream that is closed before anybody subscribed calls it with an aborted signal, so that
   * it can release what `open` took. Everything is released when the promise settles. If it rejects, the stream ends with that error.
   */
  feed(intake: Intake, signal: AbortSignal): Promise<void>;
}

/** What `Source.open` returns. */
export interface SourceFormat {
  /** Samples per second, Hz: the true rate, not the requested one. */
  readonly sampleRate: number;
  /**
   * For a series: the number of values in a row. `sampleRate` then counts words per second, Infinity if rows come
   * irregularly: see src/series/rows.ts.
   */
  readonly channels?: number;
  /** What was recognised in what a person brought; none where there was nothing to recognise, as of a device. */
  readonly report?: FormatReport;
}

/**
 * The way into a stream. Samples are mono, from -1 to 1. Other values pass; NaN and infinities become 0 and are counted
 * as `replaced`.
 */
export interface Intake {
  /**
   * Takes what fits of `samples[from, to)` and returns how many samples that was. The source keeps the rest: a live
   * source calls `lose`, or pushes it again soon; a source that is not live waits for `ready` and pushes it again.
   * `cameAtMs` is when the samples came, ms since the epoch (default: now). The last of them counts as captured then.
   * The array may be reused right after the call.
   */
  push(samples: Float32Array, from?: number, to?: number, cameAtMs?: number): number;
  /** Resolves when there is room, or when the stream is closed. */
  ready(): Promise<void>;
  /**
   * Marks `samples` samples as missing at this place. They are counted as dropped, and the next prediction carries the
   * gap. `skipped`: they were skipped for lack of time, so nothing replaces them, whatever `onGap` is.
   */
  lose(samples: number, skipped?: boolean): void;
  /**
   * Lends the intake to another thread that captures (an AudioWorklet). Returns plain data; ports of the `messages`
   * kind must be transferred. The source itself pushes nothing afterwards. Can be called once.
   */
  lend(): IntakePort;
  /** Publishes an event on the stream's `events$`. */
  report(event: SourceEvent): void;
}

/** An event of a source that does not end its stream. */
export type SourceEvent =
  /** No samples come for now: the system took the device away. */
  | { readonly kind: 'interrupted' }
  /** Samples come again after `interrupted`, `device-lost` or `reconnecting`. */
  | { readonly kind: 'resumed' }
  /** The device was removed. */
  | { readonly kind: 'device-lost'; readonly device: string }
  /** Samples now come from this device. */
  | { readonly kind: 'device-changed'; readonly device: string }
  /** The connection broke; try number `attempt` (from 1) starts in `delayMs`. */
  | { readonly kind: 'reconnecting'; readonly attempt: number; readonly delayMs: number }
  /** Something a person should know, such as a truncated file or a message of the wrong size. */
  | { readonly kind: 'warning'; readonly message: string };
