// Latency budgets in one line, for CI: `p99=5ms,worst=50ms,dropped=0`. A budget holds for all our lines, or for one
// scenario: `steady:delivery.p99=2ms`.
import { STAGES, type Stage } from '../../observable/stages.js';
import type { LatencyLine } from '../results.js';

const PERCENTILES = { p50: 'p50Ms', p90: 'p90Ms', p99: 'p99Ms', 'p99.9': 'p999Ms', worst: 'worstMs' } as const;
const COUNTS = { dropped: 'dropped', misses: 'deadlineMisses' } as const;

export interface Budget {
  /** As it was given. */
  readonly text: string;
  /** Null: of every scenario. */
  readonly scenario: string | null;
  /** Null: from due to subscriber. */
  readonly stage: Stage | null;
  readonly what: keyof typeof PERCENTILES | keyof typeof COUNTS;
  readonly most: number;
}

/** Throws a RangeError, in a sentence, for what cannot be understood. */
export function parseBudgets(text: string): Budget[] {
  return text.split(',').map((part) => parseBudget(part.trim()));
}

/** A sentence for each budget that one of our lines exceeds, and for each that no line was held to. */
export function brokenBudgets(budgets: readonly Budget[], lines: readonly LatencyLine[]): string[] {
  const ours = lines.filter(({ engine }) => engine !== 'onnxruntime-web');
  return budgets.flatMap((budget) => {
    const held = ours.filter(({ scenario }) => budget.scenario === null || budget.scenario === scenario);
    if (held.length === 0) return [`the budget ${budget.text} was held to nothing: no such scenario was measured`];
    return held.flatMap((line) => brokenBy(budget, line));
  });
}

function brokenBy(budget: Budget, line: LatencyLine): string[] {
  const where = `${line.scenario} in ${line.runtime}, subscriber ${line.subscriber}`;
  const timed = isPercentile(budget.what);
  if (timed && line.count === 0) return [`the budget ${budget.text} is broken by ${where}: no prediction was timed`];
  const value = measuredOf(budget, line);
  if (value <= budget.most) return [];
  return [`the budget ${budget.text} is broken by ${where}: ${Number(value.toFixed(3))}${timed ? ' ms' : ''}`];
}

function parseBudget(part: string): Budget {
  const match = /^(?:([\w-]+):)?(?:([a-z]+)\.)?(p50|p90|p99|p99\.9|worst|dropped|misses)=(\d+(?:\.\d+)?)(ms)?$/.exec(
    part,
  );
  const [, scenario = null, stage = null, what, most, unit] = match ?? [];
  const known = stage === null || STAGES.some((one) => one === stage);
  const fits = what !== undefined && isPercentile(what) ? unit === 'ms' : unit === undefined && stage === null;
  if (what === undefined || !known || !fits) {
    throw new RangeError(
      `Cannot read the budget: it must be like p99=5ms, worst=50ms, dropped=0, misses=3, delivery.p99=2ms or steady:p99=5ms: received '${part}'`,
    );
  }
  return { text: part, scenario, stage: stage as Stage | null, what: what as Budget['what'], most: Number(most) };
}

function measuredOf({ stage, what }: Budget, line: LatencyLine): number {
  if (!isPercentile(what)) return line[COUNTS[what as keyof typeof COUNTS]];
  return (stage === null ? line : line.stages[stage])[PERCENTILES[what]];
}

function isPercentile(what: string): what is keyof typeof PERCENTILES {
  return Object.hasOwn(PERCENTILES, what);
}
