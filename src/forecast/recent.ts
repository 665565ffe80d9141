// The last values of one number and their means. A change that the noise hides in every single row shows in the mean of
// many.

const SIZE = 25;
const COUNT = 0;
const RING = 1;

export class Recent {
  readonly #state: Float64Array;

  /** `state`: Recent.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = RING + SIZE;

  push(x: number): void {
    const count = this.#state[COUNT] as number;
    this.#state[RING + (count % SIZE)] = x;
    this.#state[COUNT] = count + 1;
  }

  /**
   * Mean of the last 25 values, or of as many as there are. It is summed again each time: running sums lose digits over
   * the years.
   */
  get mean(): number {
    const filled = Math.min(this.#state[COUNT] as number, SIZE);
    let sum = 0;
    for (let i = 0; i < filled; i++) sum += this.#state[RING + i] as number;
    return sum / filled;
  }
}
