// Whether a stream's recurrent state can still be used. A state that is not finite never recovers by itself. One whose
// units have nearly all been at their bounds for seconds no longer depends on the input. What to do about it is decided
// in sound-state.ts.
import type { Kernel } from './kernel-access/kernel.js';
import type { Carried } from './network/network.js';
import { SATURATED_MS, UNHEALTHY } from './state-numbers.js';

/**
 * Why a state cannot be used. `not-finite`: NaN or an infinity; `saturated`: nearly all units at the bounds of their
 * activation, for long.
 */
export type UnhealthyReason = 'not-finite' | 'saturated';

/** A unit is at its bound from this magnitude on. */
const AT_BOUND = 0.999;
/** A state is saturated when this share of its units has been at the bounds … */
const SATURATED_SHARE = 0.9;
/** … for so long. */
const SATURATED_FOR_MS = 5000;
/** With fewer units than this, all of them may well be at their bounds. */
const FEWEST_UNITS = 8;

export class Health {
  readonly #kernel: Kernel;
  readonly #carried: readonly Carried[];
  readonly #stateAt: number;
  readonly #hopMs: number;
  readonly #numbers: Float64Array;
  /** So many units at their bounds make a state saturated. */
  readonly #most: number;

  /** `state.at`: byte address of the network's state; `numbers`: the stream's STATE_NUMBERS numbers. */
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

  /** Hops after which the state was unhealthy, so far. */
  get unhealthy(): number {
    return this.#numbers[UNHEALTHY] as number;
  }

  /** Checks the state after a hop, and counts. Null: it is healthy. Real-time. */
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

  /** Whether the state is finite. Does not count. */
  get finite(): boolean {
    return this.#carried.every(
      ({ at, floats, bounded }) => this.#kernel.functions.unhealthy(this.#stateAt + at, floats, bounded, AT_BOUND) >= 0,
    );
  }

  #foundUnhealthy(reason: UnhealthyReason): UnhealthyReason {
    this.#numbers[UNHEALTHY] = (this.#numbers[UNHEALTHY] as number) + 1;
    this.#numbers[SATURATED_MS] = 0;
    return reason;
  }
}
