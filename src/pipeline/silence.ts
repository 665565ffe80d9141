// What samples that are missing mean to a stream's state, and silence in their place: it fills up the hop in which they are missing, and the
// hops after it, so that the stream goes on as if its source had sent zeros there. All of it is numbers that a snapshot holds.
import { ON_GAPS, type OnGap } from '../model/on-gap.js';
import type { Framer } from './frames/framer.js';
import { FILLED, FILLED_SILENTLY, ON_GAP, SILENCE } from './state-numbers.js';

/** Silence that stands for one gap, at most. */
export const LONGEST_SILENCE_MS = 1000;

export class Silence {
  readonly #framer: Framer;
  readonly #numbers: Float64Array;
  readonly #longest: number;

  /** `inputRate`: Hz; `numbers`: SLOT_NUMBERS of the stream's numbers. */
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

  /** Samples of the next hop that are there already. */
  get filled(): number {
    return this.#numbers[FILLED] as number;
  }

  /** Whether a gap of so many samples is bridged by silence. */
  bridges(missing: number): boolean {
    return this.policy === 'zeros' && missing <= this.#longest;
  }

  /** `tail` samples of the next hop have been put behind those that are there; after them `missing` are lost, and silence takes their place. */
  bridge(tail: number, missing: number): void {
    this.#numbers[FILLED] = this.filled + tail;
    this.#numbers[SILENCE] = (this.#numbers[SILENCE] as number) + missing;
    this.#fill();
  }

  /** A hop was taken. Real-time. */
  taken(): void {
    this.#numbers[FILLED] = 0;
    this.#numbers[FILLED_SILENTLY] = 0;
    if ((this.#numbers[SILENCE] as number) > 0) this.#fill();
  }

  /** Forgets what was to come, and says how many samples that was, and how many of them had been real. */
  forget(): { readonly samples: number; readonly real: number } {
    const samples = this.filled + (this.#numbers[SILENCE] as number);
    const real = this.filled - (this.#numbers[FILLED_SILENTLY] as number);
    for (const which of [FILLED, FILLED_SILENTLY, SILENCE]) this.#numbers[which] = 0;
    return { samples, real };
  }

  /** Silence as far as the hop has room for it. */
  #fill(): void {
    const { filled } = this;
    const count = Math.min(this.#numbers[SILENCE] as number, this.#framer.samplesNeeded - filled);
    this.#framer.input.fill(0, filled, filled + count);
    this.#numbers[FILLED] = filled + count;
    this.#numbers[FILLED_SILENTLY] = (this.#numbers[FILLED_SILENTLY] as number) + count;
    this.#numbers[SILENCE] = (this.#numbers[SILENCE] as number) - count;
  }
}
