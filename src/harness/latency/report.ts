// What one measurement found out, as plain data.
import type { Tallied } from './tally.js';

/** What happened to a thread while it measured. Null: the platform does not tell. */
export interface Watched {
  readonly collections: { readonly count: number; readonly totalMs: number; readonly worstMs: number } | null;
  /** Of the measuring thread's event loop: how much later than due it turned. */
  readonly loopDelay: { readonly p50Ms: number; readonly p99Ms: number; readonly worstMs: number } | null;
}

/**
 * Latencies count from when a hop was due, or captured where the source is a real one, until the subscriber was through with its prediction.
 * Predictions of the warm-up are not among them; all else is of the whole measurement.
 */
export interface LatencyReport extends Tallied, Watched {
  /** `onnxruntime-web`: the rival. */
  readonly engine: 'wasm-f32' | 'onnxruntime-web';
  readonly transport: 'shared' | 'messages';
  readonly streams: number;
  readonly hopMs: number;
  readonly durationMs: number;
  readonly deadlineMs: number;
  /** Hops: how many came from the load, how many gave a prediction to the subscriber. Null: of another source, or where windows overlap, hops are not counted. */
  readonly offered: number | null;
  readonly delivered: number;
  /**
   * Hops that gave none, as the stream counts them: samples that found no room or were passed over, predictions that were overwritten or too
   * old. Where hops are not counted, whole hops of samples.
   */
  readonly dropped: number;
  /** Whether offered = delivered + dropped, exactly. Null: see `offered`. */
  readonly accounted: boolean | null;
  /** The oldest that a prediction was when its thread took it to deliver it, and the oldest that it may be, ms. Null: nothing bounds the rival. */
  readonly oldestMs: number;
  readonly boundMs: number | null;
  /** Of the engine's thread, from when all streams were open. Null: the platform does not tell. */
  readonly engineCollections: Watched['collections'];
  /** Once a minute, ms since the begin and bytes. */
  readonly memory: readonly (readonly [atMs: number, bytes: number])[];
}
