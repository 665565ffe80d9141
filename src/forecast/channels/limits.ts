// The limits of gauges, as a person gave them. A value outside is an alarm of its own, at once, also in the rows that are
// only learnt from; and it is not learnt from.
import type { ChannelDescription } from '../../model/channel-description.js';
import type { Alarms } from '../alarm/alarms.js';
import type { ChannelRow } from '../alarm/lasting-alarm.js';
import { REASON } from '../alarm/reasons.js';
import { likelihoodOf } from '../severity.js';
import type { Verdict } from '../verdict.js';

/** Severity of a row with a value outside: whatever the threshold is, it is an alarm. */
const OUTSIDE = 10;

export class Limits {
  readonly #least: Float64Array;
  readonly #most: Float64Array;
  /** (channels) Values of the present row that are outside; NaN: it is inside, or has none. */
  readonly #outside: Float64Array;

  constructor(channels: number, described: readonly ChannelDescription[] = []) {
    this.#least = new Float64Array(channels).fill(Number.NEGATIVE_INFINITY);
    this.#most = new Float64Array(channels).fill(Number.POSITIVE_INFINITY);
    this.#outside = new Float64Array(channels).fill(Number.NaN);
    described.forEach(({ kind, min, max }, c) => {
      if (kind !== 'gauge') return;
      this.#least[c] = min ?? Number.NEGATIVE_INFINITY;
      this.#most[c] = max ?? Number.POSITIVE_INFINITY;
    });
  }

  /** The value, NaN where it is outside. Real-time. */
  take(channel: number, value: number): number {
    const inside = !(value < (this.#least[channel] as number) || value > (this.#most[channel] as number));
    this.#outside[channel] = inside ? Number.NaN : value;
    return inside ? value : Number.NaN;
  }

  /**
   * Changes the verdict on the row, and what the alarms take of it, where a value is outside. Returns the channel whose alarm
   * begins with that; -1: none. Real-time.
   */
  look(rows: readonly ChannelRow[], verdict: Verdict, alarms: Alarms): number {
    let [begins, crossed] = [-1, false];
    for (let c = 0; c < rows.length; c++) {
      const value = this.#outside[c] as number;
      if (Number.isNaN(value)) continue;
      const row = rows[c] as ChannelRow;
      crossed = true;
      row.severity = OUTSIDE;
      row.reason = REASON.level;
      row.missing = false;
      row.outside = true;
      row.value = value;
      row.expected = (value < (this.#least[c] as number) ? this.#least[c] : this.#most[c]) as number;
      row.spread = 0;
      row.took = 0;
      row.known = 0;
      verdict.severity = Math.max(OUTSIDE, verdict.severity);
      if (begins < 0 && !alarms.lasts(c, OUTSIDE)) begins = c;
    }
    if (begins >= 0) verdict.onset = verdict.severity;
    if (crossed) verdict.likelihood = Math.max(verdict.likelihood, likelihoodOf(verdict.severity));
    return begins;
  }
}
