// How surprising one channel's value is, seen in seven ways: its forecast error; the recent errors' mean and mean size;
// the value itself, and its recent mean, upwards and downwards; what is usual at this time of the day; and how long it
// has stood still. Each is ranked among all numbers before it. A value that is rare in any way is rare.

import { REASON } from './alarm/reasons.js';
import { type ChannelScale, within } from './channel.js';
import { DayProfile } from './day-profile.js';
import { ln } from './elementary.js';
import { partsOf } from './parts.js';
import { Recent } from './recent.js';
import { Standstill } from './standstill.js';
import { TailProbability } from './tail.js';

/** Errors beyond so many of their usual sizes all count alike. */
const MOST_SIZES = 50;
/** Weight of the other rarities, where the greatest has 1. */
export const BESIDE = 0.2;
/** Rarity from which a number is learnt from only as a little beyond all before. */
const ANOMALOUS = 9;

/** A value nearer than this to the one before has stood still, in spreads of the channel. */
const STILL = 1e-3;

const WAYS = 6;
/**
 * Index of each way that is a number. SIZE and those from VALUE on are judged at both tails: the errors of a frozen
 * sensor are too small.
 */
const [ERROR, SIZE, DRIFT, HOUR, VALUE, LEVEL] = [0, 1, 2, 3, 4, 5];
/** (WAYS) What a number is about that is rare in this way. */
const REASONS = [REASON.spike, REASON.noise, REASON.level, REASON.timeOfDay, REASON.level, REASON.level] as const;

export class ChannelSurprise {
  readonly #tails: readonly TailProbability[];
  readonly #errors: Recent;
  readonly #values: Recent;
  readonly #hours: Recent;
  readonly #day: DayProfile;
  readonly #standstill: Standstill;
  #still = 0;
  /** Index in REASONS of the way in which the value was rarest. */
  reason: number = REASON.spike;
  /** (WAYS) Scratch: the numbers of this row, and their rarities at the upper and the lower tail. */
  readonly #now = new Float64Array(WAYS);
  readonly #above = new Float64Array(WAYS);
  readonly #below = new Float64Array(WAYS);

  /** `state`: ChannelSurprise.NUMBERS numbers. */
  constructor(state: Float64Array) {
    const take = partsOf(state);
    this.#errors = new Recent(take(Recent.NUMBERS));
    this.#values = new Recent(take(Recent.NUMBERS));
    this.#hours = new Recent(take(Recent.NUMBERS));
    this.#day = new DayProfile(take(DayProfile.NUMBERS));
    this.#standstill = new Standstill(take(Standstill.NUMBERS));
    this.#tails = Array.from({ length: WAYS }, (_, way) => {
      const signed = way >= VALUE;
      return new TailProbability(signed, take(TailProbability.numbers(signed)));
    });
  }

  static readonly NUMBERS =
    3 * Recent.NUMBERS +
    DayProfile.NUMBERS +
    Standstill.NUMBERS +
    VALUE * TailProbability.numbers(false) +
    (WAYS - VALUE) * TailProbability.numbers(true);

  /** Call it before `of`. It takes the value in the channel's own unit, because the scale changes with the value. */
  standsStill(value: number, scale: ChannelScale, frozen: boolean): void {
    this.#still = this.#standstill.of(value, scale.width(STILL), frozen);
  }

  /**
   * The surprise: the rarity in the rarest way, and a part of the others. `value` and `error` in the channel's scale;
   * `size`: the expected size of the error; `frozen`: nothing is learnt.
   */
  of(timeMs: number, value: number, error: number, size: number, lately: number, frozen: boolean): number {
    this.#errors.push(within(error / size, MOST_SIZES));
    this.#values.push(value);
    this.#hours.push(within(this.#day.apart(timeMs, value), MOST_SIZES));
    if (!frozen) this.#day.learn(timeMs, value);
    const now = this.#now;
    now[ERROR] = within(Math.abs(error / size), MOST_SIZES);
    now[SIZE] = lately;
    now[DRIFT] = Math.abs(this.#errors.mean);
    now[HOUR] = Math.abs(this.#hours.mean);
    now[VALUE] = value;
    now[LEVEL] = this.#values.mean;
    let [most, sum] = [this.#still, this.#still];
    this.reason = this.#still > 0 ? REASON.stuck : REASON.spike;
    for (let way = 0; way < WAYS; way++) {
      const tail = this.#tails[way] as TailProbability;
      this.#above[way] = tail.rarity(now[way] as number);
      this.#below[way] = way >= VALUE || way === SIZE ? tail.rarityBelow(now[way] as number) : 0;
      const rarity = Math.max(this.#above[way] as number, this.#below[way] as number);
      if (rarity > most) this.reason = REASONS[way] as number;
      most = Math.max(most, rarity);
      sum += rarity;
    }
    return most + BESIDE * sum;
  }

  /** Whether the value that was judged last was not rare by itself. */
  get usual(): boolean {
    const rarity = Math.max(this.#above[VALUE] as number, this.#below[VALUE] as number);
    return rarity < ln((this.#tails[VALUE] as TailProbability).count) + 1;
  }

  /**
   * Counts the value that was judged last. `learnt`: whether anything can be anomalous yet. `frozen`: only what is not
   * rare is counted, so that a fault does not become normal, and the share of what is rare stays right.
   */
  learn(learnt: boolean, frozen: boolean): void {
    for (let way = 0; way < WAYS; way++) {
      if (frozen && Math.max(this.#above[way] as number, this.#below[way] as number) > ANOMALOUS) continue;
      (this.#tails[way] as TailProbability).add(
        this.#now[way] as number,
        learnt && (this.#above[way] as number) > ANOMALOUS,
        learnt && (this.#below[way] as number) > ANOMALOUS,
      );
    }
  }
}
