// The last values of one number, and their means: what lies within the noise in every single row shows in the mean of
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
   * Of the last 25, or of as many as there are. Summed anew each time: sums that are carried along lose digits over the
   * years.
   */
  get mean(): number {
    const filled = Math.min(this.#state[COUNT] as number, SIZE);
    let sum = 0;
    for (let i = 0; i < filled; i++) sum += this.#state[RING + i] as number;
    return sum / filled;
  }

  /** Of the sizes of the last `most` <= 25, none counted for more than `cap`. */
  meanSize(most: number, cap: number): number {
    const count = this.#state[COUNT] as number;
    const filled = Math.min(count, most);
    let sum = 0;
    for (let i = 1; i <= filled; i++) {
      sum += Math.min(cap, Math.abs(this.#state[RING + ((count - i) % SIZE)] as number));
    }
    return sum / filled;
  }
}
