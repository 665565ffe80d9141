// The package's entry for measuring in Node, `sluice/harness`.
import { type MeasureLatencyOptions, measureLatencyOn } from '../harness/latency/options.js';
import type { LatencyReport, Watched } from '../harness/latency/report.js';
import { nodeHarness } from './harness-platform.js';

export type { CurvePoint, Slice, Tallied } from '../harness/latency/tally.js';
export { timeLayers } from '../harness/layer-time.js';
export type { LatencyReport, MeasureLatencyOptions, Watched };

/**
 * Measures a model on this machine, in real time, stage by stage. Rejects with TypeError or RangeError for wrong
 * options, and as `openStream` does.
 */
export function measureLatency(options: MeasureLatencyOptions): Promise<LatencyReport> {
  return measureLatencyOn(nodeHarness, options);
}
