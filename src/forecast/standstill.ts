// How long a channel has stood still, and how unusual that is among all its standstills before. A sensor that is stuck
// at a common value is unusual in nothing else. Where values repeat by nature the rarity stays low. Where a value never
// repeated before, the first few repetitions count little.
import { exponentOf, ln } from './elementary.js';

/** A run of so many rows has a rarity of at most 1 (-ln p), one of twice as many at most 2, whatever came before. */
const ROWS_A_NAT = 1.5;
/** Runs are counted by octaves of length. Longer ones are counted in the last octave. */
const OCTAVES = 14;
/**
 * A run is as rare as runs of this share of its length: a run a little longer than the longest is nothing new, one
 * twice as long is.
 */
const SHARE = 0.5;
/**
 * Runs longer than twice the longest before have an exponential tail. Its mean is the longest run, and at least
 * LEAST_EXCESS rows. The fewer runs were seen, the heavier the tail.
 */
const LEAST_EXCESS = 3;
const RUNS_A_TIME = 100;
const MOST_TIMES = 12;
/**
 * After so many rows a run begins to become normal. When it makes up a share of 1 / (1 + WEIGHT) of all rows, it is
 * half as rare.
 */
const PATIENCE = 64;
const WEIGHT = 4;
/** When so many rows have been counted, all counts are halved. */
const MEMORY = 10_000;

const ANCHOR = 0;
const LENGTH = 1;
/** Rows and runs before the present run; then rows by the octave of their run's length. */
const ROWS = 2;
const RUNS = 3;
const BY_OCTAVE = 4;

export class Standstill {
  readonly #state: Float64Array;

  /** `state`: Standstill.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = BY_OCTAVE + OCTAVES;

  /**
   * The next value. It is unchanged if it is within `same` of the first value of the run. Returns the rarity, -ln of
   * how often the channel stands still for so long. `frozen`: the run does not become normal.
   */
  of(value: number, same: number, frozen = false): number {
    const state = this.#state;
    if (Math.abs(value - (state[ANCHOR] as number)) > same) this.#begin(value, frozen);
    else state[LENGTH] = (state[LENGTH] as number) + 1;
    const length = state[LENGTH] as number;
    return length === 0 ? 0 : this.#rarity(length, frozen);
  }

  /** The value has changed: counts the rows of the run that has ended, unless `frozen`. */
  #begin(value: number, frozen: boolean): void {
    const state = this.#state;
    const length = state[LENGTH] as number;
    state[ANCHOR] = value;
    state[LENGTH] = 0;
    if (frozen) return;
    for (let octave = 0; octave < OCTAVES && 2 ** octave <= length; octave++) {
      const upTo = octave === OCTAVES - 1 ? length : Math.min(length, 2 ** (octave + 1) - 1);
      state[BY_OCTAVE + octave] = (state[BY_OCTAVE + octave] as number) + upTo - 2 ** octave + 1;
    }
    state[ROWS] = (state[ROWS] as number) + length + 1;
    state[RUNS] = (state[RUNS] as number) + 1;
    if ((state[ROWS] as number) >= MEMORY)
      for (let i = ROWS; i < state.length; i++) state[i] = (state[i] as number) / 2;
  }

  #rarity(length: number, frozen: boolean): number {
    const state = this.#state;
    const rows = state[ROWS] as number;
    const asked = SHARE * length;
    const from = asked < 1 ? 0 : Math.min(exponentOf(asked), OCTAVES - 1);
    let longer = 0;
    for (let octave = from; octave < OCTAVES; octave++) longer += state[BY_OCTAVE + octave] as number;
    const counted = -ln((longer + 1) / (rows + 1)) + (longer === 0 ? this.#beyond(asked, from) : 0);
    const fading = rows / (rows + (frozen ? 0 : WEIGHT * Math.max(0, length - PATIENCE)) + 1);
    return fading * Math.max(0, Math.min(length / ROWS_A_NAT, counted));
  }

  /** The rarity to add where no run was ever so long. `octave`: that of `length`. */
  #beyond(length: number, octave: number): number {
    const state = this.#state;
    let most = octave;
    while (most > 0 && state[BY_OCTAVE + most - 1] === 0) most--;
    const longest = most === 0 ? 0 : 2 ** most;
    const times = Math.min(MOST_TIMES, (state[RUNS] as number) / RUNS_A_TIME);
    if (times === 0 || length <= longest) return 0;
    return times * ln(1 + (length - longest) / (Math.max(LEAST_EXCESS, longest) * times));
  }
}
