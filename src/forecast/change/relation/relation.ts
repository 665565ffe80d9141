// Whether one channel still follows the others as it did. It is computed from what they were lately, by a linear readout
// that learns from every row and knows nothing of the channel's own past: a channel that goes its own way, within its
// usual values, is off by that and by nothing else. What is watched is by how much it is off, over few rows, and to which
// side, over many.
import { within } from '../../channel.js';
import { ln } from '../../elementary.js';
import { partsOf } from '../../parts.js';
import { LinearReadout } from '../../readout.js';
import { Extremes } from '../extremes.js';

const FORGETTING = 0.9998;
const PRIOR = 1;
/** Rows of the mean size, of the mean, and of a block of each. */
const SIZE_ROWS = 12;
const SIDE_ROWS = 100;
const SIZE_BLOCK = 48;
const SIDE_BLOCK = 96;
const LEAST_SIZE_SPREAD = 0.08;
const LEAST_SIDE_SPREAD = 0.002;
/** How much of the channel the others explain is judged by about so many rows. */
const EXPLAINED_ROWS = 1000;
/** The mean square of what is off is below this share of the channel's, or there is no relation to break. */
const EXPLAINED = 0.35;
/** What is off beyond so many usual sizes is learnt from as if it were that. */
const MOST_OFF = 4;
/** Nothing is judged before so many rows. */
const FIRST_ROWS = 400;
/** Added to sizes, in spreads of the channel, so that their logarithm is finite. */
const LEAST_OFF = 0.01;

const COUNT = 0;
const SIZE = 1;
const SIDE = 2;
const OFF_SQUARES = 3;
const SQUARES = 4;
const OWN = 5;

export class Relation {
  readonly #own: Float64Array;
  readonly #readout: LinearReadout;
  readonly #sizes: Extremes;
  readonly #sides: Extremes;
  readonly #off = new Float64Array(1);
  /** What the channel should be by the others, scaled. */
  expected = 0;

  /** `inputs`: how many the readout has. `state`: `Relation.numbers(inputs)` numbers. */
  constructor(inputs: number, state: Float64Array) {
    const take = partsOf(state);
    this.#own = take(OWN);
    this.#sizes = new Extremes(SIZE_BLOCK, LEAST_SIZE_SPREAD, take(Extremes.NUMBERS));
    this.#sides = new Extremes(SIDE_BLOCK, LEAST_SIDE_SPREAD, take(Extremes.NUMBERS));
    const settings = { forgetting: FORGETTING, prior: PRIOR };
    this.#readout = new LinearReadout(inputs, 1, settings, take(LinearReadout.numbers(inputs, 1)));
  }

  static numbers(inputs: number): number {
    return OWN + 2 * Extremes.NUMBERS + LinearReadout.numbers(inputs, 1);
  }

  /** Call it when other numbers were put into `state`. */
  restored(): void {
    this.#readout.beginWhereNew();
  }

  /** What there is now is normal: how far it may be off is learnt anew. */
  forgive(): void {
    this.#sizes.forgive();
    this.#sides.forgive();
  }

  /** The next scaled value. Returns how far it is from following: 1 where that is an alarm. Real-time. */
  step(value: number, inputs: Float64Array, frozen: boolean): number {
    const own = this.#own;
    this.expected = this.#readout.predict(inputs, 0);
    const off = value - this.expected;
    const usual = Math.sqrt(own[OFF_SQUARES] as number) + LEAST_OFF;
    const count = own[COUNT] as number;
    const settled = count >= FIRST_ROWS;
    own[SIZE] = (own[SIZE] as number) + (Math.min(Math.abs(off), 10 * usual) - (own[SIZE] as number)) / SIZE_ROWS;
    own[SIDE] = (own[SIDE] as number) + (within(off, MOST_OFF * usual) - (own[SIDE] as number)) / SIDE_ROWS;
    const size = ln((own[SIZE] as number) + LEAST_OFF);
    const side = Math.abs(own[SIDE] as number);
    const beyond = settled && this.#explained ? Math.max(this.#sizes.beyond(size), this.#sides.beyond(side)) : 0;
    if (frozen) return beyond;
    const gain = 1 / Math.min(count + 1, EXPLAINED_ROWS);
    const bounded = count < FIRST_ROWS ? off : within(off, MOST_OFF * usual);
    own[COUNT] = count + 1;
    own[OFF_SQUARES] = (own[OFF_SQUARES] as number) + gain * (bounded * bounded - (own[OFF_SQUARES] as number));
    own[SQUARES] = (own[SQUARES] as number) + gain * (value * value - (own[SQUARES] as number));
    this.#off[0] = bounded;
    this.#readout.learn(inputs, this.#off);
    if (settled) {
      this.#sizes.learn(size);
      this.#sides.learn(side);
    }
    return beyond;
  }

  get #explained(): boolean {
    return (this.#own[OFF_SQUARES] as number) < EXPLAINED * (this.#own[SQUARES] as number);
  }
}
