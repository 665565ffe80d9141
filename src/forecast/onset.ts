// An anomaly is said once. What follows a grave row, for a stretch of rows, must be graver by a margin to be said too.

/** How much graver. */
const MARGIN = 1.2;

const HELD = 0;
const LEFT = 1;

export class Onset {
  readonly #state: Float64Array;
  readonly #grave: number;
  readonly #stretch: number;

  /** `grave`: severity from which a row holds the next ones back; `stretch`: for so many rows. `state`: Onset.NUMBERS numbers. */
  constructor(grave: number, stretch: number, state: Float64Array) {
    this.#grave = grave;
    this.#stretch = stretch;
    this.#state = state;
  }

  static readonly NUMBERS = 2;

  /** The severity, or 0 where it belongs to what was said before. `learnt`: whether it may hold others back. */
  of(severity: number, learnt: boolean): number {
    const state = this.#state;
    const left = state[LEFT] as number;
    if (left > 0) state[LEFT] = left - 1;
    if (left > 0 && severity <= MARGIN * (state[HELD] as number)) return 0;
    if (learnt && severity >= this.#grave) {
      state[HELD] = severity;
      state[LEFT] = this.#stretch;
    }
    return severity;
  }
}
