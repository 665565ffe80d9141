// From the channels' surprises to one: the greatest, and a part of the others; how grave that is in decades, and how
// likely by count.
import { within } from './channel.js';
import { exp, ln } from './elementary.js';
import { BESIDE } from './surprise.js';
import { TailProbability } from './tail.js';

/**
 * A surprise of USUAL is not one; from there on, one of DECADE more is ten times as seldom: so it was measured on noise
 * of many kinds. Were a surprise the rarity of one number alone, DECADE were ln 10; it is the greatest of several, and
 * more where they agree.
 */
const USUAL = 2.75;
const DECADE = 3.5;
/**
 * That is where it begins. The rows that were counted at or above a severity of 1 and 2 correct it, the more of it the
 * more rows there were: half of it after PRIOR_ROWS. Beyond, the correction stays what it is at KNOWN, so that what is
 * far out is not measured by how few rows came near it.
 */
const KNOWN = 2;
const PRIOR_ROWS = 2000;
const MOST_CORRECTION = 1;
/**
 * The likelihood that a severity stands for: exceeded by a share of 1 - likelihood of normal rows, as far as the
 * severity says.
 */
export function likelihoodOf(severity: number): number {
  return 1 - exp(-severity * Math.LN10);
}

/** The other way round, decades; a likelihood of 1 is taken to have LEAST_DOUBT. */
export function severityOf(likelihood: number): number {
  return -ln(Math.max(LEAST_DOUBT, 1 - likelihood)) / Math.LN10;
}

const LEAST_DOUBT = 1e-16;
/** Severities beyond this are all alike. */
export const MOST_SEVERE = 100;

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
    this.severity = Math.max(0, Math.min(MOST_SEVERE, this.#corrected((this.#surprise - USUAL) / DECADE)));
  }

  /** Between whole severities the correction lies between theirs. */
  #corrected(severity: number): number {
    const at = Math.max(0, Math.min(KNOWN, severity));
    const below = Math.min(KNOWN - 1, Math.floor(at));
    const low = below === 0 ? 0 : this.#correction(below);
    return severity + low + (at - below) * (this.#correction(below + 1) - low);
  }

  /** By how many decades rows of this severity and more were more seldom than that. */
  #correction(severity: number): number {
    const { count } = this.#sums;
    const apart = this.#sums.rarity(USUAL + severity * DECADE) / Math.LN10 - severity;
    return (within(apart, MOST_CORRECTION) * count) / (count + PRIOR_ROWS);
  }

  /** Counts the row last judged; one that was anomalous as no more than a little graver than all before. */
  learn(anomalous: boolean): void {
    this.#sums.add(this.#surprise, anomalous);
  }
}
