// Latencies in a histogram of three significant digits.
import { build } from 'hdr-histogram-js';

const US_PER_MS = 1000;

/** Of latencies in ms. Those that are no numbers are left out. */
export function percentiles(latenciesMs: readonly number[]) {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000_000,
    numberOfSignificantValueDigits: 3,
  });
  for (const ms of latenciesMs) {
    if (!Number.isNaN(ms)) histogram.recordValue(Math.max(0, Math.round(ms * US_PER_MS)));
  }
  // a percentile is the upper end of its bin, which may lie above the largest value
  const at = (percent: number) => Math.min(histogram.getValueAtPercentile(percent), histogram.maxValue) / US_PER_MS;
  return {
    p50Ms: at(50),
    p99Ms: at(99),
    worstMs: histogram.maxValue / US_PER_MS,
    predictions: histogram.totalCount,
  };
}
