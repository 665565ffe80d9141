// From the channels' surprises to one: the greatest, and a part of the others; how grave that is in decades, and how likely by count.
import { exp, ln } from './elementary.js';
import { BESIDE } from './surprise.js';
import { TailProbability } from './tail.js';

/**
 * A surprise of USUAL is not one; from there on, one of DECADE more is ten times as seldom: so it was measured on noise of many kinds. Were a surprise the
 * rarity of one number alone, DECADE were ln 10; it is the greatest of several, and more where they agree.
 */
const USUAL = 2.75;
const DECADE = 3.5;
/** Severities beyond this are all alike. */
const MOST_SEVERE = 100;

export class Severity {
  readonly #sums: TailProbability;
  #surprise = 0;
  /** From 0 to 1. */
  likelihood = 0;
  /** In decades. */
  severity = 0;

  /** `state`: Severity.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#sums = new TailProbability(false, state);
  }

  static readonly NUMBERS = TailProbability.numbers(false);

  /** `surprises`: one a channel. */
  judge(surprises: Float64Array): void {
    let most = 0;
    for (let c = 0; c < surprises.length; c++) most = Math.max(most, surprises[c] as number);
    let others = -Math.max(0, most - USUAL);
    for (let c = 0; c < surprises.length; c++) others += Math.max(0, (surprises[c] as number) - USUAL);
    // of many channels one is always a little surprising
    const total = most - (DECADE / Math.LN10) * ln(surprises.length) + (BESIDE * others) / Math.sqrt(surprises.length);
    this.#surprise = Math.max(0, total);
    this.likelihood = 1 - exp(-this.#sums.rarity(this.#surprise));
    this.severity = Math.max(0, Math.min(MOST_SEVERE, (this.#surprise - USUAL) / DECADE));
  }

  /** Counts the row last judged; one that was anomalous as no more than a little graver than all before. */
  learn(anomalous: boolean): void {
    this.#sums.add(this.#surprise, anomalous);
  }
}
