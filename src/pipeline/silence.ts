// What missing samples do to a stream's state, and silence in their place. Silence fills the hop that lacks samples and
// the hops after it, so that the stream goes on as if its source had sent zeros. All of it is numbers that a snapshot
// holds.
import { ON_GAPS, type OnGap } from '../model/on-gap.js';
import type { Framer } from './frames/framer.js';
import { FILLED, FILLED_SILENTLY, ON_GAP, SILENCE } from './state-numbers.js';

/** The longest gap that silence fills. */
const LONGEST_SILENCE_MS = 1000;

export class Silence {
  readonly #framer: Framer;
  readonly #numbers: Float64Array;
  readonly #longest: number;

  /** `inputRate`: Hz; `numbers`: the stream's STATE_NUMBERS numbers. */
  constructor(framer: Framer, inputRate: number, numbers: Float64Array) {
    this.#framer = framer;
    this.#numbers = numbers;
    this.#longest = (LONGEST_SILENCE_MS * inputRate) / 1000;
  }

  get policy(): OnGap {
    return ON_GAPS[this.#numbers[ON_GAP] as number] ?? 'hold';
  }

  set policy(policy: OnGap) {
    this.#numbers[ON_GAP] = ON_GAPS.indexOf(policy);
  }

  /** Samples of the next hop that are in place already. */
  get filled(): number {
    return this.#numbers[FILLED] as number;
  }

  /** Whether silence fills a gap of so many samples. */
  bridges(missing: number): boolean {
    return this.policy === 'zeros' && missing <= this.#longest;
  }

  /**
   * `tail` samples of the next hop were put after the filled ones. `missing` samples are missing after them: silence
   * takes their place.
   */
  bridge(tail: number, missing: number): void {
    this.#numbers[FILLED] = this.filled + tail;
    this.#numbers[SILENCE] = (this.#numbers[SILENCE] as number) + missing;
    this.#fill();
  }

  /** A hop took the samples in place. Real-time. */
  taken(): void {
    this.#numbers[FILLED] = 0;
    this.#numbers[FILLED_SILENTLY] = 0;
    if ((this.#numbers[SILENCE] as number) > 0) this.#fill();
  }

  /**
   * Forgets the samples in place and the silence to come. Returns how many they were, and how many of them were real
   * samples.
   */
  forget(): { readonly samples: number; readonly real: number } {
    const samples = this.filled + (this.#numbers[SILENCE] as number);
    const real = this.filled - (this.#numbers[FILLED_SILENTLY] as number);
    for (const which of [FILLED, FILLED_SILENTLY, SILENCE]) this.#numbers[which] = 0;
    return { samples, real };
  }

  /** Puts silence in place, as much as the next hop has room for. */
  #fill(): void {
    const { filled } = this;
    const count = Math.min(this.#numbers[SILENCE] as number, this.#framer.samplesNeeded - filled);
    this.#framer.input.fill(0, filled, filled + count);
    this.#numbers[FILLED] = filled + count;
    this.#numbers[FILLED_SILENTLY] = (this.#numbers[FILLED_SILENTLY] as number) + count;
    this.#numbers[SILENCE] = (this.#numbers[SILENCE] as number) - count;
  }
}
