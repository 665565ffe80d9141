// The results of benchmarks, one line each. Times are as measured; names contain the unit.
import type { Percentiles } from '../observable/histogram.js';
import type { LatencyReport } from './latency/report.js';
import type { Subscriber } from './latency/scenarios.js';
import type { ServeLine } from './serve/results.js';
import type { StepEngine } from './steppers.js';
import type { Timing } from './turns.js';

/** Where a measurement ran. */
export const RUNTIMES = ['node', 'chromium', 'firefox', 'webkit'] as const;
export type Runtime = (typeof RUNTIMES)[number];

/** The machine and the programs on it. First of all lines. */
export interface MachineLine {
  readonly kind: 'machine';
  readonly cpu: string;
  readonly cores: number;
  readonly platform: string;
  readonly node: string;
  readonly v8: string;
  /** Null: none was found, or none needed. */
  readonly chromium: string | null;
  /** Another browser that was measured, with its version. */
  readonly browser?: string;
  readonly date: string;
}

/** What is stepped. */
export interface CellSize {
  readonly cell: 'gru' | 'lstm' | 'rnn';
  readonly input: number;
  readonly hidden: number;
  readonly layers: number;
  /** Streams that are stepped together. */
  readonly batch: number;
}

/** One step of a cell, of all streams of the batch, on one engine. */
export interface StepLine extends CellSize, Timing {
  readonly kind: 'step';
  readonly engine: StepEngine;
  readonly runtime: Runtime;
  /** Multiply-accumulates, at the median. */
  readonly macsPerSecond: number;
  /** Of what this engine reaches on one block of weights in the nearest cache: see PeakLine. Only of ours. */
  readonly peakShare?: number;
}

/** How many times longer the other engine took, in the same run. */
export interface StepRatioLine extends CellSize {
  readonly kind: 'step-ratio';
  readonly runtime: Runtime;
  readonly engine: StepEngine;
  readonly rival: StepEngine;
  readonly p50Ratio: number;
  readonly p99Ratio: number;
}

/** Speed of the kernel's inner loop on a single block of weights that lies in the nearest cache. */
export interface PeakLine {
  readonly kind: 'peak';
  readonly engine: StepEngine;
  readonly runtime: Runtime;
  readonly macsPerSecond: number;
}

/** One step of a whole network, ours beside the rival's, of the same run. */
export interface NetworkLine {
  readonly kind: 'network';
  readonly name: string;
  /** Multiply-accumulates a step. */
  readonly macs: number;
  readonly runtime: Runtime;
  readonly rival: 'onnxruntime-web';
  readonly p50Ratio: number;
  readonly p99Ratio: number;
  readonly ours: Timing;
  readonly theirs: Timing;
}

/** Forward pass, loss and backward pass, over several clips side by side on one thread; features not counted. */
export interface TrainingLine {
  readonly kind: 'training';
  readonly cell: 'gru';
  readonly input: number;
  readonly hidden: number;
  readonly threads: 1;
  readonly runtime: Runtime;
  /** At the median chunk. */
  readonly framesPerSecond: number;
}

/** A step of `sluice train`, of all of its shards: scenes, features, forward and backward pass, optimizer. */
export interface WholeTrainingLine {
  readonly kind: 'whole-training';
  readonly cell: 'gru';
  readonly input: number;
  readonly hidden: number;
  readonly threads: number;
  readonly runtime: Runtime;
  /** At the median step. */
  readonly framesPerSecond: number;
}

/** One window of samples to features. */
export interface FrontEndLine extends Timing {
  readonly kind: 'front-end';
  readonly name: 'log-mel';
  readonly windowMs: number;
  readonly bands: number;
  readonly runtime: Runtime;
}

/** A recording through the whole pipeline, as fast as it goes. */
export interface PipelineLine {
  readonly kind: 'pipeline';
  readonly cell: 'gru';
  readonly input: number;
  readonly hidden: number;
  readonly runtime: Runtime;
  /** Of the recording, Hz. */
  readonly sampleRate: number;
  readonly audioMs: number;
  readonly elapsedMs: number;
  /** elapsedMs / audioMs: below 1 is faster than real time. */
  readonly realTimeFactor: number;
}

/**
 * One contestant of one latency scenario. Percentiles count from when a hop was due (or captured by the microphone)
 * until the subscriber had handled its prediction. `dropped`, `offered` and `delivered` are hops.
 */
export interface LatencyLine extends Percentiles, Omit<LatencyReport, 'latency'> {
  readonly kind: 'latency';
  readonly scenario: string;
  readonly runtime: Runtime;
  /** Where the subscriber was. */
  readonly subscriber: Subscriber;
}

/** What stamps and histograms cost, beside a hop of GRU 40 -> 96. */
export interface StatsCostLine {
  readonly kind: 'stats-cost';
  readonly runtime: Runtime;
  /** A hop on the engine thread, ring to record. */
  readonly hopUs: number;
  /** What timing one hop in 16 takes of each, and what timing every hop takes. */
  readonly stampUs: number;
  readonly everyStampUs: number;
  /** What the histograms take of a prediction on the thread of its subscriber. */
  readonly recordUs: number;
}

export type BenchLine =
  | MachineLine
  | PeakLine
  | StepRatioLine
  | StepLine
  | NetworkLine
  | TrainingLine
  | WholeTrainingLine
  | FrontEndLine
  | PipelineLine
  | LatencyLine
  | StatsCostLine
  | ServeLine;
