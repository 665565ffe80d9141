// A made-up series before its anomaly is put in and its last step is taken. All is in parts of the sensor's range: 0 is
// its lower end and 1 its upper end.
import type { Random } from '../../random.js';

export const DAY_MS = 86_400_000;
/** The usual deviation of noise, in parts of the range. */
export const NOISE = 0.02;

export interface Draft {
  /** (channels)(rows) Without noise. */
  readonly signal: readonly Float64Array[];
  /** (channels)(rows) Added to the signal. */
  readonly noise: readonly Float64Array[];
  /** Usual deviation of the noise, in parts of the range. */
  readonly noiseSize: number;
  /** Rows after which the signal repeats itself, where it does. */
  readonly period?: number;
  /** First and last row of each event that the series is expected to have, and the signal while there is none. */
  readonly events?: readonly (readonly [from: number, to: number])[];
  readonly rest?: number;
  /** (rows) Ms from the first row, where rows do not come at even times. */
  readonly timesMs?: Float64Array;
  /** What the sensor makes of signal and noise: it counts them up, or rounds them; NaN: it gives none. */
  readonly sensor?: (channel: Float64Array) => Float64Array;
}

export interface DraftOptions {
  readonly rows: number;
  readonly stepMs: number;
  /** Parameters of this series. */
  readonly shape: Random;
  /** Chance of every row. */
  readonly chance: Random;
  /** The row whose place in the period a row has: another one than itself while the period is changed. */
  readonly placeOf: (row: number) => number;
  /** Chance of the second channel while the relation between channels is broken, and the rows where it is. */
  readonly apart: { readonly chance: Random; readonly from: number; readonly to: number } | null;
}

export type DraftMaker = (options: DraftOptions) => Draft;

/** A channel from a function of its row. */
export function channel(rows: number, value: (row: number) => number): Float64Array {
  const made = new Float64Array(rows);
  for (let row = 0; row < rows; row++) made[row] = value(row);
  return made;
}

export function white({ rows, chance }: DraftOptions, size = NOISE): Float64Array {
  return channel(rows, () => size * chance.normal());
}
