// What a load and a measurement are told: complete, plain data, so that it can cross to another thread.
import type { Model } from '../../model/model.js';

/** The hops that a load offers. */
export interface LoadPlan {
  readonly hopMs: number;
  /** Hops that come at once. */
  readonly burstHops: number;
  /** To each stream. */
  readonly hops: number;
  /** Streams are spread over so many phases of a hop. */
  readonly phases: number;
  /** Streams begin one after the other within this time. Nobody opens hundreds at once, and compilers need a moment. */
  readonly rampMs: number;
}

/** What is measured. */
export interface MeasurePlan {
  readonly model: Model;
  readonly streams: number;
  readonly durationMs: number;
  /** Predictions of hops that were due before this are not counted: threads are still starting, compilers at work. */
  readonly warmUpMs: number;
  /** Hops that come at once. */
  readonly burstHops: number;
  readonly maxLatencyMs: number;
  readonly deadlineMs: number;
  readonly transport: 'auto' | 'shared' | 'messages';
}
