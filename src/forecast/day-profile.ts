// A channel's course of the day: its level and spread at each hour. It shows a value that is usual, but not at this
// time, for example a peak that does not come. Where a channel has no such course, all hours are alike, and the profile
// equals the channel's level.
import { within } from './channel.js';

const DAY_MS = 86_400_000;
const BINS = 24;
/** An hour's mean forgets values older than about so many. */
const MEMORY = 360;
/** The level of the whole channel counts as so many values of an hour. */
const PRIOR = 3;
/** Weight of the hours before and after, where the hour itself has 1. */
const BESIDE = 0.5;
const LEAST_VARIANCE = 1e-4;
/** Values farther out count as so far out, in spreads of the channel. */
const FARTHEST = 4;

const COUNT = 0;
const MEAN = BINS;
const VARIANCE = 2 * BINS;

export class DayProfile {
  readonly #state: Float64Array;

  /** `state`: DayProfile.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly NUMBERS = 3 * BINS;

  /** How far a scaled value is from the mean of this time of the day, in that time's spreads. */
  apart(timeMs: number, scaled: number): number {
    const state = this.#state;
    const bin = binOf(timeMs);
    let [count, sum, squares] = [PRIOR, 0, PRIOR];
    for (let by = -1; by <= 1; by++) {
      const at = (bin + by + BINS) % BINS;
      const weight = (by === 0 ? 1 : BESIDE) * (state[COUNT + at] as number);
      const mean = state[MEAN + at] as number;
      count += weight;
      sum += weight * mean;
      squares += weight * ((state[VARIANCE + at] as number) + mean * mean);
    }
    const mean = sum / count;
    return (scaled - mean) / Math.sqrt(Math.max(LEAST_VARIANCE, squares / count - mean * mean));
  }

  learn(timeMs: number, scaled: number): void {
    const state = this.#state;
    const bin = binOf(timeMs);
    const count = Math.min((state[COUNT + bin] as number) + 1, MEMORY);
    const apart = within(scaled, FARTHEST) - (state[MEAN + bin] as number);
    const variance = state[VARIANCE + bin] as number;
    state[COUNT + bin] = count;
    state[MEAN + bin] = (state[MEAN + bin] as number) + apart / count;
    state[VARIANCE + bin] = variance + ((1 - 1 / count) * apart * apart - variance) / count;
  }
}

function binOf(timeMs: number): number {
  const bin = Math.floor(((timeMs % DAY_MS) / DAY_MS) * BINS);
  return ((bin % BINS) + BINS) % BINS || 0;
}
