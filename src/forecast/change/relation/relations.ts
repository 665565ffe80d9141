// Whether each of several channels still follows the others. A channel alone has nothing to follow.
import { partsOf } from '../../parts.js';
import { Partners } from './partners.js';
import { Past } from './past.js';
import { Relation } from './relation.js';

/** What is asked of a channel. */
export interface Followed {
  /** Whether the row has no value for it. */
  readonly missing: boolean;
  /** Whether nothing is learnt of it. */
  readonly frozen: boolean;
}

export class Relations {
  readonly #partners: Partners;
  readonly #pasts: readonly Past[];
  readonly #relations: readonly Relation[];
  readonly #each: number;
  readonly #inputs: Float64Array;
  /** (channels) How far each is from following, 1 where that is an alarm; and what it should be by the others, scaled. */
  readonly beyond: Float64Array;
  readonly expected: Float64Array;

  /** `state`: `Relations.numbers(channels)` numbers. */
  constructor(channels: number, state: Float64Array) {
    const take = partsOf(state);
    const inputs = inputsOf(channels);
    const several = channels < 2 ? 0 : channels;
    this.#each = Partners.each(channels);
    this.#partners = new Partners(several, several === 0 ? state : take(Partners.numbers(channels)));
    this.#pasts = Array.from({ length: several }, () => new Past(take(Past.NUMBERS)));
    this.#relations = Array.from({ length: several }, () => new Relation(inputs, take(Relation.numbers(inputs))));
    this.#inputs = new Float64Array(inputs);
    this.beyond = new Float64Array(channels);
    this.expected = new Float64Array(channels);
  }

  static numbers(channels: number): number {
    if (channels < 2) return 0;
    return Partners.numbers(channels) + channels * (Past.NUMBERS + Relation.numbers(inputsOf(channels)));
  }

  /** Call it when other numbers were put into `state`. */
  restored(): void {
    for (const relation of this.#relations) relation.restored();
  }

  /** What there is now of a channel is normal. */
  forgive(channel: number): void {
    this.#relations[channel]?.forgive();
  }

  /**
   * The next row, scaled; where a value is missing, what takes its place. `channels` say of which ones that is, and of
   * which nothing is learnt. Real-time.
   */
  step(values: Float64Array, channels: readonly Followed[]): void {
    if (values.length < 2) return;
    for (let c = 0; c < values.length; c++) (this.#pasts[c] as Past).add(values[c] as number);
    this.#partners.add(values);
    this.beyond.fill(0);
    if (!this.#partners.chosen) return;
    for (let c = 0; c < values.length; c++) {
      const { missing, frozen } = channels[c] as Followed;
      if (missing) continue;
      const relation = this.#relations[c] as Relation;
      let still = frozen;
      for (let i = 0; i < this.#each; i++) {
        const partner = this.#partners.of(c, i);
        still ||= (channels[partner] as Followed).frozen;
        (this.#pasts[partner] as Past).writeTo(this.#inputs, i * Past.INPUTS);
      }
      this.#inputs[this.#inputs.length - 1] = 1;
      this.beyond[c] = relation.step(values[c] as number, this.#inputs, still);
      this.expected[c] = relation.expected;
    }
  }
}

/** Inputs of a channel's readout: its partners' and a constant 1. */
function inputsOf(channels: number): number {
  return Partners.each(channels) * Past.INPUTS + 1;
}
