// Whether a whole week of a stream has been seen. Before that, a jump to a value that the channel often has is no alarm:
// nobody can know yet that it does not belong to the week.

const DAY_MS = 86_400_000;
const DAYS = 8;
/** Of quicker streams so many rows are enough. */
const ENOUGH_ROWS = 20_000;

const FIRST_MS = 0;
const LAST_MS = 1;
const ROWS = 2;

export class WeekSeen {
  readonly #state: Float64Array;

  /** `state`: WeekSeen.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = 3;

  /** The next row. */
  next(timeMs: number): void {
    const state = this.#state;
    if (state[ROWS] === 0) state[FIRST_MS] = timeMs;
    state[LAST_MS] = timeMs;
    state[ROWS] = (state[ROWS] as number) + 1;
  }

  get seen(): boolean {
    const state = this.#state;
    const days = ((state[LAST_MS] as number) - (state[FIRST_MS] as number)) / DAY_MS;
    return days > DAYS || (state[ROWS] as number) > ENOUGH_ROWS;
  }
}
