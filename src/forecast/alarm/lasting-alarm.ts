// One channel's alarm: since when it lasts, how severe it was at most, what it is about, and when it ends. It ends when
// the channel has been about as severe as normal rows are for a while.
import { REASONS } from './reasons.js';

/** The mean severity that decides on the end is of about so many rows. */
const ROWS = 16;
/** One row counts for at most this severity: a single one must not keep an alarm open for long. */
const CAP = 4;
/**
 * After so many rows they say what it is about. Until then the first row says it: a spike stays in the means of rows for
 * so long.
 */
const FIRST_ROWS = 25;
/** The alarm ends when the mean is below this. Of normal rows it is about 0.4. */
const CALM = 0.8;

const OPEN = 0;
const SINCE_MS = 1;
const LAST_MS = 2;
const HEAT = 3;
const SEVERITY = 4;
const VALUE = 5;
const EXPECTED = 6;
const SPREAD = 7;
const LEADER = 8;
const COUNT = 9;
const TOOK = 10;
const KNOWN = 11;
const VOTES = 12;
/** There may be so many reasons. */
const MOST_REASONS = 16;

/** What one row says of a channel. */
export interface ChannelRow {
  severity: number;
  /** Index in REASONS. */
  reason: number;
  missing: boolean;
  value: number;
  expected: number;
  spread: number;
  /** Where it is about a time: how long it was, and the longest or the shortest before, in ms. Else 0. */
  took: number;
  known: number;
}

export class LastingAlarm {
  readonly #state: Float64Array;

  /** `state`: LastingAlarm.NUMBERS numbers. */
  constructor(state: Float64Array) {
    this.#state = state;
  }

  static readonly MOST_REASONS = MOST_REASONS;
  static readonly NUMBERS = VOTES + MOST_REASONS;

  get open(): boolean {
    return this.#state[OPEN] === 1;
  }

  get sinceMs(): number {
    return this.#state[SINCE_MS] as number;
  }

  /** Time of the last row that was not calm. */
  get lastMs(): number {
    return this.#state[LAST_MS] as number;
  }

  /** Of the most severe row, and its value, what was expected and how far off that was thought to be. */
  get severity(): number {
    return this.#state[SEVERITY] as number;
  }

  get value(): number {
    return this.#state[VALUE] as number;
  }

  get expected(): number {
    return this.#state[EXPECTED] as number;
  }

  get spread(): number {
    return this.#state[SPREAD] as number;
  }

  /** Of the most severe row that was about a time. */
  get took(): number {
    return this.#state[TOOK] as number;
  }

  get known(): number {
    return this.#state[KNOWN] as number;
  }

  /** The channel whose alarm this one belongs to: itself, or one with the same cause. */
  get leader(): number {
    return this.#state[LEADER] as number;
  }

  /** What most of it is about: index in REASONS. */
  get reason(): number {
    let most = 0;
    for (let i = 1; i < REASONS.length; i++) if (this.#votes(i) > this.#votes(most)) most = i;
    return most;
  }

  get calm(): boolean {
    return (this.#state[HEAT] as number) < CALM;
  }

  begin(timeMs: number, leader: number, row: ChannelRow): void {
    this.#state.fill(0);
    this.#state[OPEN] = 1;
    this.#state[SINCE_MS] = timeMs;
    this.#state[LEADER] = leader;
    this.#state[HEAT] = CAP;
    this.take(timeMs, row);
  }

  /** The next row while it lasts. One without a value says nothing. */
  take(timeMs: number, row: ChannelRow): void {
    if (row.missing) return;
    const state = this.#state;
    const heat = state[HEAT] as number;
    const capped = Math.min(CAP, row.severity);
    state[HEAT] = heat + (capped - heat) / ROWS;
    const count = state[COUNT] as number;
    state[COUNT] = count + 1;
    const vote = VOTES + row.reason;
    if (count === 0 || count > FIRST_ROWS) state[vote] = (state[vote] as number) + capped;
    if (row.severity >= 1) state[LAST_MS] = timeMs;
    if (row.took > (state[TOOK] as number)) {
      state[TOOK] = row.took;
      state[KNOWN] = row.known;
    }
    if (row.severity <= (state[SEVERITY] as number)) return;
    state[SEVERITY] = row.severity;
    state[VALUE] = row.value;
    state[EXPECTED] = row.expected;
    state[SPREAD] = row.spread;
  }

  end(): void {
    this.#state[OPEN] = 0;
  }

  #votes(reason: number): number {
    return this.#state[VOTES + reason] as number;
  }
}
