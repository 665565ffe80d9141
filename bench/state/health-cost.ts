// What the health check after every hop costs, compared with the hop.

import { randomModel } from '#src/harness/random-model.js';
import { Health } from '#src/pipeline/health.js';
import type { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { SoundState } from '#src/pipeline/sound-state.js';
import { STATE_NUMBERS } from '#src/pipeline/state-numbers.js';

export interface HealthCost {
  readonly input: number;
  readonly hidden: number;
  /** A whole hop including the check, and the check alone; the best of several rounds. */
  readonly hopUs: number;
  readonly lookUs: number;
  readonly share: number;
}

const ROUNDS = 15;

/** Hop and check take turns, so that other load on the machine affects both. */
export function measureHealth(
  kernel: () => Kernel,
  [input, hidden]: readonly [number, number],
  count = 4000,
): HealthCost {
  const program = new Program(kernel(), randomModel(input, hidden));
  const state = new SoundState(program, 16_000);
  const placed = { at: state.stateAt, carried: program.backend.shape.carried, hopMs: program.hopMs };
  const health = new Health(program.kernel, placed, new Float64Array(STATE_NUMBERS));
  let hopUs = Number.POSITIVE_INFINITY;
  let lookUs = Number.POSITIVE_INFINITY;
  let sink = 0;
  for (let round = 0; round < ROUNDS; round++) {
    hopUs = Math.min(
      hopUs,
      microseconds(count, () => void state.step()),
    );
    lookUs = Math.min(
      lookUs,
      microseconds(count * 10, () => {
        if (health.look() !== null) sink++;
      }),
    );
  }
  if (sink > 0) throw new Error('the state is unhealthy: what was measured is something else');
  return { input, hidden, hopUs, lookUs, share: lookUs / hopUs };
}

function microseconds(count: number, action: () => void): number {
  const startedMs = performance.now();
  for (let i = 0; i < count; i++) action();
  return ((performance.now() - startedMs) * 1000) / count;
}
