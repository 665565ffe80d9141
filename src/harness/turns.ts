// Contenders measured in turns, in one run, so that whatever else the machine does meets all of them.
import type { Stepper } from './steppers.js';

/** Microseconds a step. */
export interface Timing {
  readonly p50Us: number;
  readonly p99Us: number;
  readonly worstUs: number;
  /** A sample is the mean of so many steps in a row: more than one where the clock is too coarse. */
  readonly stepsPerSample: number;
  readonly samples: number;
}

/** A sample lasts at least so many ticks of the clock. */
const TICKS = 20;

/**
 * Warms up each engine for a tenth of `budgetMs`, then lets them take turns for all of it. Rejects if one computes
 * values that are not finite.
 */
export async function inTurns(steppers: readonly Stepper[], budgetMs: number): Promise<Timing[]> {
  const tickMs = clockTickMs();
  const contenders: Contender[] = [];
  for (const stepper of steppers) contenders.push(await warmedUp(stepper, budgetMs / 10, tickMs));
  const untilMs = performance.now() + budgetMs;
  while (performance.now() < untilMs) {
    for (const contender of contenders) await takeSample(contender);
  }
  return contenders.map(timingOf);
}

interface Contender {
  readonly stepper: Stepper;
  readonly stepsPerSample: number;
  /** Microseconds a step. */
  readonly samples: number[];
}

/** Runs until the compilers have done what they do, then finds how many steps the clock can tell. */
async function warmedUp(stepper: Stepper, warmUpMs: number, tickMs: number): Promise<Contender> {
  let steps = 0;
  const startMs = performance.now();
  let elapsedMs = 0;
  while (elapsedMs < warmUpMs) {
    await stepper.run(10);
    steps += 10;
    elapsedMs = performance.now() - startMs;
  }
  if (!Number.isFinite(stepper.sink)) throw new Error(`Cannot measure ${stepper.engine}: its state is ${stepper.sink}`);
  const stepMs = elapsedMs / steps;
  return { stepper, stepsPerSample: Math.max(1, Math.ceil((TICKS * tickMs) / stepMs)), samples: [] };
}

async function takeSample({ stepper, stepsPerSample, samples }: Contender): Promise<void> {
  const startMs = performance.now();
  const running = stepper.run(stepsPerSample);
  if (running !== undefined) await running;
  samples.push(((performance.now() - startMs) * 1000) / stepsPerSample);
}

function timingOf({ samples, stepsPerSample }: Contender): Timing {
  const sorted = Float64Array.from(samples).sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return { p50Us: at(0.5), p99Us: at(0.99), worstUs: at(1), stepsPerSample, samples: sorted.length };
}

/** The least time that the clock can tell, ms: browsers make it coarse. */
function clockTickMs(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 50; i++) {
    const startMs = performance.now();
    let nowMs = startMs;
    while (nowMs === startMs) nowMs = performance.now();
    least = Math.min(least, nowMs - startMs);
  }
  return least;
}
