// Joins the channels' surprises into one: the greatest, and a part of the others. From it come the severity, in
// decades, and the likelihood, by count.
import { within } from './channel.js';
import { exp, ln } from './elementary.js';
import { BESIDE } from './surprise.js';
import { TailProbability } from './tail.js';

/**
 * A surprise up to USUAL has severity 0. From there on, each DECADE more is ten times as rare: that was measured on
 * noise of many kinds. If a surprise were the rarity of a single number, DECADE would be ln 10; but it is the greatest
 * of several rarities, and more where they agree.
 */
const USUAL = 2.75;
const DECADE = 3.5;
/**
 * Rows counted at or above severities 1 and 2 correct that start value. The more rows there are, the more the
 * correction counts: half after PRIOR_ROWS. Above KNOWN the correction stays what it is at KNOWN, because too few rows
 * come near it.
 */
const KNOWN = 2;
const PRIOR_ROWS = 2000;
const MOST_CORRECTION = 1;
/** The likelihood that belongs to a severity: a share of 1 - likelihood of normal rows exceeds it. */
export function likelihoodOf(severity: number): number {
  return 1 - exp(-severity * Math.LN10);
}

/** The reverse of `likelihoodOf`, in decades. A likelihood of 1 counts as 1 - LEAST_DOUBT. */
export function severityOf(likelihood: number): number {
  return -ln(Math.max(LEAST_DOUBT, 1 - likelihood)) / Math.LN10;
}

const LEAST_DOUBT = 1e-16;
/** The highest severity. */
export const MOST_SEVERE = 100;

/** About the severity of one channel alone, from its surprise. */
export function severityOfChannel(surprise: number): number {
  return within(Math.max(0, (surprise - USUAL) / DECADE), MOST_SEVERE);
}

/** The reverse, above 0: the surprise of a channel that is so severe. */
export function surpriseOf(severity: number): number {
  return USUAL + DECADE * severity;
}

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

  /** `surprises`: one for each channel. */
  judge(surprises: Float64Array): void {
    let most = 0;
    for (let c = 0; c < surprises.length; c++) most = Math.max(most, surprises[c] as number);
    let others = -Math.max(0, most - USUAL);
    for (let c = 0; c < surprises.length; c++) others += Math.max(0, (surprises[c] as number) - USUAL);
    // of many channels, one is always a little surprising
    const total = most - (DECADE / Math.LN10) * ln(surprises.length) + (BESIDE * others) / Math.sqrt(surprises.length);
    this.#surprise = Math.max(0, total);
    this.likelihood = 1 - exp(-this.#sums.rarity(this.#surprise));
    this.severity = Math.max(0, Math.min(MOST_SEVERE, this.#corrected((this.#surprise - USUAL) / DECADE)));
  }

  /** Interpolates the correction between whole severities. */
  #corrected(severity: number): number {
    const at = Math.max(0, Math.min(KNOWN, severity));
    const below = Math.min(KNOWN - 1, Math.floor(at));
    const low = below === 0 ? 0 : this.#correction(below);
    return severity + low + (at - below) * (this.#correction(below + 1) - low);
  }

  /** By how many decades rows of at least this severity were rarer than it says. */
  #correction(severity: number): number {
    const { count } = this.#sums;
    const apart = this.#sums.rarity(surpriseOf(severity)) / Math.LN10 - severity;
    return (within(apart, MOST_CORRECTION) * count) / (count + PRIOR_ROWS);
  }

  /** Counts the row that was judged last. An anomalous row counts as only a little more severe than all before. */
  learn(anomalous: boolean): void {
    this.#sums.add(this.#surprise, anomalous);
  }
}
