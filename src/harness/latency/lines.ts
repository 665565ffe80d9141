// A report as a line of the benchmark: flat, its times to the microsecond, for what more digits would show is noise.
import type { LatencyLine, Runtime } from '../results.js';
import type { LatencyReport } from './report.js';
import type { Subscriber } from './scenarios.js';

export function latencyLine(
  { scenario, runtime, subscriber }: { scenario: string; runtime: Runtime; subscriber: Subscriber },
  { engine, latency, ...rest }: LatencyReport,
): LatencyLine {
  return rounded({ kind: 'latency', scenario, engine, runtime, subscriber, ...latency, ...rest });
}

function rounded<Value>(value: Value): Value {
  if (typeof value === 'number') return (Number.isInteger(value) ? value : Math.round(value * 1000) / 1000) as Value;
  if (Array.isArray(value)) return value.map(rounded) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rounded(each)])) as Value;
}
