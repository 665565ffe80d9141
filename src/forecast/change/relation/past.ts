// What a channel was lately, as the others are forecast from it: its last values, and means of more of them. So a channel
// may follow another at once, some rows later, or slowly.

/** In rows. */
const LAGS = [0, 1, 2, 4, 8] as const;
const REACHES = [16, 64] as const;
const RING_ROWS = 9;

const ROW = 0;
const RING = 1;
const MEANS = RING + RING_ROWS;

export class Past {
  readonly #state: Float64Array;

  /** `state`: Past.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = MEANS + REACHES.length;
  static readonly INPUTS = LAGS.length + REACHES.length;

  /** The next value. Real-time. */
  add(value: number): void {
    const state = this.#state;
    const row = state[ROW] as number;
    if (row === 0) state.fill(value, RING);
    state[RING + (row % RING_ROWS)] = value;
    state[ROW] = row + 1;
    for (let i = 0; i < REACHES.length; i++) {
      const mean = state[MEANS + i] as number;
      state[MEANS + i] = mean + (value - mean) / (REACHES[i] as number);
    }
  }

  /** Writes Past.INPUTS numbers to `into` from `at` on. Real-time. */
  writeTo(into: Float64Array, at: number): void {
    const state = this.#state;
    const newest = (state[ROW] as number) - 1 + RING_ROWS;
    for (let i = 0; i < LAGS.length; i++)
      into[at + i] = state[RING + ((newest - (LAGS[i] as number)) % RING_ROWS)] as number;
    for (let i = 0; i < REACHES.length; i++) into[at + LAGS.length + i] = state[MEANS + i] as number;
  }
}
