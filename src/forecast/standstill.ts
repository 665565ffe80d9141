// How long a channel has stood still, and how unusual that is among all times before that it did: a sensor that is
// stuck at a value that it often has is unusual in nothing else. Where values repeat by nature it says nothing, and
// little of the first few repetitions where none was ever seen.
import { exponentOf, ln } from './elementary.js';

/** A run of so many rows is no rarer than -ln p = 1, one of twice as many no rarer than 2, whatever was seen before. */
const ROWS_A_NAT = 1.5;
/** Runs are counted by octaves of length; what is longer is in the last. */
const OCTAVES = 14;
/**
 * How rare a run is, is how rare those are of this share of its length: a little longer than the longest is no news,
 * twice as long is.
 */
const SHARE = 0.5;
/**
 * Twice as long as all before: an exponential tail whose mean is the longest run, and so many rows at least, made
 * heavier the fewer runs were seen.
 */
const LEAST_EXCESS = 3;
const RUNS_A_TIME = 100;
const MOST_TIMES = 12;
/**
 * After so many rows a run begins to become normal: until it makes up a share of all rows of 1 / (1 + WEIGHT), when it
 * is half as rare.
 */
const PATIENCE = 64;
const WEIGHT = 4;
/** When so many rows have been counted, all counts are halved. */
const MEMORY = 10_000;

const ANCHOR = 0;
const LENGTH = 1;
/** Rows and runs before the present one, and its rows by the octave of the run's length then. */
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
   * Takes a value, which is unchanged if it is within `same` of the run's first; returns -ln of how seldom the channel
   * stands still for so long.
   */
  of(value: number, same: number): number {
    const state = this.#state;
    if (Math.abs(value - (state[ANCHOR] as number)) > same) this.#begin(value);
    else state[LENGTH] = (state[LENGTH] as number) + 1;
    const length = state[LENGTH] as number;
    return length === 0 ? 0 : this.#rarity(length);
  }

  /** A value is another than the one before: the rows of the run that it ends are counted. */
  #begin(value: number): void {
    const state = this.#state;
    const length = state[LENGTH] as number;
    for (let octave = 0; octave < OCTAVES && 2 ** octave <= length; octave++) {
      const upTo = octave === OCTAVES - 1 ? length : Math.min(length, 2 ** (octave + 1) - 1);
      state[BY_OCTAVE + octave] = (state[BY_OCTAVE + octave] as number) + upTo - 2 ** octave + 1;
    }
    state[ROWS] = (state[ROWS] as number) + length + 1;
    state[RUNS] = (state[RUNS] as number) + 1;
    state[ANCHOR] = value;
    state[LENGTH] = 0;
    if ((state[ROWS] as number) >= MEMORY)
      for (let i = ROWS; i < state.length; i++) state[i] = (state[i] as number) / 2;
  }

  #rarity(length: number): number {
    const state = this.#state;
    const rows = state[ROWS] as number;
    const asked = SHARE * length;
    const from = asked < 1 ? 0 : Math.min(exponentOf(asked), OCTAVES - 1);
    let longer = 0;
    for (let octave = from; octave < OCTAVES; octave++) longer += state[BY_OCTAVE + octave] as number;
    const counted = -ln((longer + 1) / (rows + 1)) + (longer === 0 ? this.#beyond(asked, from) : 0);
    const fading = rows / (rows + WEIGHT * Math.max(0, length - PATIENCE) + 1);
    return fading * Math.max(0, Math.min(length / ROWS_A_NAT, counted));
  }

  /** Where no run was ever so long. `octave`: that of `length`. */
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
