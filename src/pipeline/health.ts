// Whether a stream's recurrent state can be gone on from. A state that is not finite never recovers by itself, and one whose units have nearly all been
// at their bounds for seconds says nothing of what comes in. What is done about it is the slot's.
import type { Kernel } from './kernel-access/kernel.js';
import type { Carried } from './network/network.js';
import { SATURATED_MS, UNHEALTHY } from './state-numbers.js';

/** Why a state cannot be used. `not-finite`: NaN or an infinity; `saturated`: nearly all units at the bounds of their activation, for long. */
export type UnhealthyReason = 'not-finite' | 'saturated';

/** A unit is at its bound from this magnitude on. */
const AT_BOUND = 0.999;
/** So large a share of the units must be there … */
const SATURATED_SHARE = 0.9;
/** … for so long. */
const SATURATED_FOR_MS = 5000;
/** In fewer units than this all may well be at their bounds. */
const FEWEST_UNITS = 8;

export class Health {
  readonly #kernel: Kernel;
  readonly #carried: readonly Carried[];
  readonly #stateAt: number;
  readonly #hopMs: number;
  readonly #numbers: Float64Array;
  /** Units at their bounds from which a state counts as saturated. */
  readonly #most: number;

  /** `numbers`: SLOT_NUMBERS of the stream's numbers. */
  constructor(
    kernel: Kernel,
    state: { readonly at: number; readonly carried: readonly Carried[]; readonly hopMs: number },
    numbers: Float64Array,
  ) {
    const units = state.carried.reduce((sum, { bounded }) => sum + bounded, 0);
    this.#kernel = kernel;
    this.#carried = state.carried;
    this.#stateAt = state.at;
    this.#hopMs = state.hopMs;
    this.#numbers = numbers;
    this.#most = units < FEWEST_UNITS ? Number.POSITIVE_INFINITY : Math.ceil(SATURATED_SHARE * units);
  }

  /** Hops after which the state was found unhealthy, ever. */
  get unhealthy(): number {
    return this.#numbers[UNHEALTHY] as number;
  }

  /** Looks at the state after a hop, and counts. Real-time. */
  look(): UnhealthyReason | null {
    let atBound = 0;
    for (let i = 0; i < this.#carried.length; i++) {
      const { at, floats, bounded } = this.#carried[i] as Carried;
      const found = this.#kernel.functions.unhealthy(this.#stateAt + at, floats, bounded, AT_BOUND);
      if (found < 0) return this.#foundUnhealthy('not-finite');
      atBound += found;
    }
    if (atBound < this.#most) {
      this.#numbers[SATURATED_MS] = 0;
      return null;
    }
    this.#numbers[SATURATED_MS] = (this.#numbers[SATURATED_MS] as number) + this.#hopMs;
    return (this.#numbers[SATURATED_MS] as number) >= SATURATED_FOR_MS ? this.#foundUnhealthy('saturated') : null;
  }

  /** Whether the state is finite, without counting. */
  get finite(): boolean {
    return this.#carried.every(
      ({ at, floats, bounded }) => this.#kernel.functions.unhealthy(this.#stateAt + at, floats, bounded, AT_BOUND) >= 0,
    );
  }

  #foundUnhealthy(unhealthyReason: UnhealthyReason): UnhealthyReason {
    this.#numbers[UNHEALTHY] = (this.#numbers[UNHEALTHY] as number) + 1;
    this.#numbers[SATURATED_MS] = 0;
    return unhealthyReason;
  }
}
