// The result of one measurement, as plain data.
import type { Tallied } from './tally.js';

/** Events of a thread during the measurement. Null: the platform does not report them. */
export interface Watched {
  readonly collections: { readonly count: number; readonly totalMs: number; readonly worstMs: number } | null;
  /** Of the measuring thread's event loop: how much later than due it turned. */
  readonly loopDelay: { readonly p50Ms: number; readonly p99Ms: number; readonly worstMs: number } | null;
}

/**
 * Latencies count from when a hop was due (or captured, with a real source) until the subscriber had handled its
 * prediction. Predictions of the warm-up are left out; everything else covers the whole measurement.
 */
export interface LatencyReport extends Tallied, Watched {
  /** `onnxruntime-web`: another engine, measured in the same way. */
  readonly engine: 'wasm-f32' | 'onnxruntime-web';
  readonly transport: 'shared' | 'messages';
  readonly streams: number;
  readonly hopMs: number;
  readonly durationMs: number;
  readonly deadlineMs: number;
  /**
   * Hops that the load offered, and hops that gave a prediction to the subscriber. Null if hops are not counted: with
   * another source, or with overlapping windows.
   */
  readonly offered: number | null;
  readonly delivered: number;
  /**
   * Hops without a prediction, as the stream counts them: samples that were dropped or skipped, predictions that were
   * missed. If hops are not counted: whole hops of samples.
   */
  readonly dropped: number;
  /** Whether offered = delivered + dropped, exactly. Null: see `offered`. */
  readonly accounted: boolean | null;
  /**
   * The greatest age of a prediction when its thread took it for delivery, from when its last sample came, and the
   * bound on it, ms. Null: there is no bound.
   */
  readonly oldestMs: number;
  readonly boundMs: number | null;
  /** Of the engine thread, from when all streams were open. Null: the platform does not report them. */
  readonly engineCollections: Watched['collections'];
  /** Once a minute, ms since the begin and bytes. */
  readonly memory: readonly (readonly [atMs: number, bytes: number])[];
}
