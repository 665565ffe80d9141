// A made-up line of the benchmark.
import type { LatencyLine } from '#src/harness/results.js';
import type { Percentiles } from '#src/observable/histogram.js';

export function percentiles(p50Ms: number): Percentiles {
  return { p50Ms, p90Ms: 2 * p50Ms, p99Ms: 4 * p50Ms, p999Ms: 8 * p50Ms, worstMs: 10 * p50Ms, count: 5000 };
}

export function someLine(changes: Partial<LatencyLine> = {}, p50Ms = 1): LatencyLine {
  const stage = percentiles(p50Ms / 4);
  return {
    kind: 'latency',
    scenario: 'steady',
    engine: 'wasm-f32',
    runtime: 'node',
    subscriber: 'main',
    ...percentiles(p50Ms),
    stages: { capture: stage, wait: stage, step: stage, crossing: stage, subscriber: stage, delivery: stage },
    deadlineMisses: 3,
    curve: [0, 0.3, 1, 2, 3, 3.7].map((nines) => [nines, p50Ms * (0.5 + 2.5 * nines)] as const),
    timeline: [0, 100, 200].map((atMs) => ({ atMs, p50Ms, p99Ms: 4 * p50Ms, worstMs: 10 * p50Ms })),
    transport: 'shared',
    streams: 1,
    hopMs: 10,
    durationMs: 300,
    deadlineMs: 20,
    offered: 5002,
    delivered: 5000,
    dropped: 2,
    accounted: true,
    oldestMs: 9,
    boundMs: 260,
    engineCollections: { count: 7, totalMs: 2, worstMs: 0.9 },
    memory: [],
    collections: { count: 4, totalMs: 2, worstMs: 1 },
    loopDelay: { p50Ms: 0.1, p99Ms: 1, worstMs: 3 },
    ...changes,
  };
}
