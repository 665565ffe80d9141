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

/** Values of OPEN: what has become of it. A channel whose alarm was called normal is learnt from, and not told of. */
const [LASTS, ACKNOWLEDGED, ENDS_AS_NORMAL, NORMAL] = [1, 2, 3, 4];
/** What was called normal begins again where it is so much more severe. */
const GRAVER = 1;

/** What one row says of a channel. */
export interface ChannelRow {
  severity: number;
  /** Index in REASONS. */
  reason: number;
  missing: boolean;
  /** Whether the value is outside the limits of its channel: `expected` is the limit. */
  outside: boolean;
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

  /** Whether anything is known of a fault, be it one that was called normal. */
  get active(): boolean {
    return this.#state[OPEN] !== 0;
  }

  /** Whether it is an alarm that lasts. */
  get open(): boolean {
    return this.active && this.#state[OPEN] !== NORMAL;
  }

  get acknowledged(): boolean {
    return this.#state[OPEN] === ACKNOWLEDGED;
  }

  /** Whether it was called normal. */
  get normal(): boolean {
    return this.#state[OPEN] === ENDS_AS_NORMAL || this.#state[OPEN] === NORMAL;
  }

  /** Whether it was called normal, and its end is not told yet. */
  get endsAsNormal(): boolean {
    return this.#state[OPEN] === ENDS_AS_NORMAL;
  }

  /** Whether a row of this severity is part of it, and begins no other. */
  covers(severity: number): boolean {
    return this.active && (!this.normal || severity <= this.severity + GRAVER);
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

  /** `normal`: it is of a kind that was called normal. */
  begin(timeMs: number, leader: number, row: ChannelRow, normal = false): void {
    this.#state.fill(0);
    this.#state[OPEN] = LASTS;
    this.#state[SINCE_MS] = timeMs;
    this.#state[LEADER] = leader;
    this.#state[HEAT] = CAP;
    this.take(timeMs, row);
    if (normal) this.#state[OPEN] = NORMAL;
  }

  acknowledge(): void {
    if (this.#state[OPEN] === LASTS) this.#state[OPEN] = ACKNOWLEDGED;
  }

  callNormal(): void {
    if (this.open) this.#state[OPEN] = ENDS_AS_NORMAL;
  }

  endTold(): void {
    this.#state[OPEN] = NORMAL;
  }

  /** Rows up to this severity belong to it. */
  allow(severity: number): void {
    this.#state[SEVERITY] = Math.max(this.severity, severity);
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
    if (this.normal || row.severity <= (state[SEVERITY] as number)) return;
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
