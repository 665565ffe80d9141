// Which other channels each channel is compared with: those that go with it most, by the first rows.

/** Each channel has at most so many partners. */
export const MOST_PARTNERS = 3;
/** They are chosen after so many rows. Where there are no more than MOST_PARTNERS others, all are. */
const ROWS = 300;

const COUNT = 0;
const OWN = 1;

export class Partners {
  readonly #state: Float64Array;
  readonly #sums: Float64Array;
  readonly #chosen: Float64Array;
  readonly #channels: number;
  readonly #each: number;

  /** `state`: `Partners.numbers(channels)` numbers. */
  constructor(channels: number, state: Float64Array) {
    const sums = pairsOf(channels);
    this.#channels = channels;
    this.#each = Partners.each(channels);
    this.#state = state;
    this.#sums = state.subarray(OWN, OWN + sums);
    this.#chosen = state.subarray(OWN + sums);
  }

  static numbers(channels: number): number {
    return OWN + pairsOf(channels) + channels * Partners.each(channels);
  }

  /** How many each channel has. */
  static each(channels: number): number {
    return Math.min(MOST_PARTNERS, Math.max(0, channels - 1));
  }

  /** Whether they are chosen. */
  get chosen(): boolean {
    return (this.#state[COUNT] as number) >= ROWS || pairsOf(this.#channels) === 0;
  }

  /** The `i`th of a channel's. */
  of(channel: number, i: number): number {
    if (pairsOf(this.#channels) === 0) return i < channel ? i : i + 1;
    return this.#chosen[channel * this.#each + i] as number;
  }

  /** The next row, scaled. Real-time. */
  add(values: Float64Array): void {
    if (this.chosen) return;
    this.#state[COUNT] = (this.#state[COUNT] as number) + 1;
    for (let a = 1, at = 0; a < values.length; a++) {
      for (let b = 0; b < a; b++, at++) {
        this.#sums[at] = (this.#sums[at] as number) + (values[a] as number) * (values[b] as number);
      }
    }
    if (this.chosen) for (let c = 0; c < values.length; c++) this.#choose(c);
  }

  #choose(channel: number): void {
    const chosen = this.#chosen.subarray(channel * this.#each, (channel + 1) * this.#each).fill(-1);
    for (let i = 0; i < this.#each; i++) {
      let best = -1;
      for (let other = 0; other < this.#channels; other++) {
        if (other === channel || chosen.includes(other)) continue;
        if (best < 0 || this.#together(channel, other) > this.#together(channel, best)) best = other;
      }
      chosen[i] = best;
    }
  }

  #together(a: number, b: number): number {
    const [high, low] = [Math.max(a, b), Math.min(a, b)];
    return Math.abs(this.#sums[(high * (high - 1)) / 2 + low] as number);
  }
}

/** Numbers to choose by: none where there is nothing to choose. */
function pairsOf(channels: number): number {
  return channels - 1 > MOST_PARTNERS ? (channels * (channels - 1)) / 2 : 0;
}
