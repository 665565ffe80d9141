// One channel of states in a monitor: it takes the place of a WatchedChannel. A value that is missing is the last one: such
// sensors report when something changes. Surprising are a state that is new, a change that is rare, and a time in a state
// that is longer or shorter than ever. The forecaster of the other channels gets the state as a number.
import { REASON } from '../alarm/reasons.js';
import { ChannelScale } from '../channel.js';
import { partsOf } from '../parts.js';
import { surpriseOf } from '../severity.js';
import { Volatility } from '../volatility.js';
import type { WatchedChannel } from '../watched-channel.js';
import { StateMemory } from './state-memory.js';

/** What a monitor needs of a channel. */
export type MonitoredChannel = Pick<WatchedChannel, keyof WatchedChannel>;

/**
 * So many decades are taken off. Most rows of a state are not surprising at all, and the severity of rows is corrected for
 * that by up to a decade: see Severity.
 */
const CORRECTED = 1;
/** Rows farther apart than so many times the usual time are a gap: what it was meanwhile is not known. */
const GAP = 8;
/** The usual time between rows is of about so many. */
const STEPS = 32;

const HERE = 0; // the place of the present state, and 1; 0: none yet
const SINCE_MS = 1;
const LAST_MS = 2;
const STEP_MS = 3;
/** How rare it was to come here, in decades, for as long as nothing is learnt. */
const ENTRY = 4;
/** Whether the last row was frozen, and whether the present stay has become normal. */
const WAS_FROZEN = 5;
const NORMAL = 6;
/** Whether the stay began before the channel was watched, or lies around a gap. */
const UNKNOWN = 7;
const OWN = 8;

export class StateChannel implements MonitoredChannel {
  readonly #own: Float64Array;
  readonly #scale: ChannelScale;
  readonly #memory: StateMemory;
  #given = Number.NaN;
  #value = Number.NaN;
  #before = Number.NaN;
  #expected = 0;
  frozen = false;
  #stayMs = Number.NaN;
  error = 0;
  readonly apartError = 0;
  /** A surprising state is rare by itself. */
  readonly usual = false;
  readonly knowsItself = true;
  /** `spike`: the state or the change is rare. `stuck`: the time in it is. */
  reason: number = REASON.spike;

  /** `state`: StateChannel.NUMBERS numbers. `listed`: values that are expected. */
  constructor(state: Float64Array, listed: readonly number[]) {
    const take = partsOf(state);
    this.#own = take(OWN);
    this.#scale = new ChannelScale(take(ChannelScale.NUMBERS));
    this.#memory = new StateMemory(take(StateMemory.NUMBERS), listed);
  }

  static readonly NUMBERS = OWN + ChannelScale.NUMBERS + StateMemory.NUMBERS;

  get missing(): boolean {
    return Number.isNaN(this.#value);
  }

  take(value: number, frozen = false): void {
    const own = this.#own;
    this.#given = Number.isFinite(value) ? value : Number.NaN;
    this.#before = own[HERE] === 0 ? Number.NaN : this.#memory.value((own[HERE] as number) - 1);
    this.#value = Number.isNaN(this.#given) ? this.#before : this.#given;
    this.frozen = frozen;
    if (!frozen) own[ENTRY] = 0;
    if (!frozen && own[WAS_FROZEN] === 1) own[NORMAL] = 1;
    own[WAS_FROZEN] = frozen ? 1 : 0;
    if (!this.missing && !frozen) this.#scale.add(this.#value);
  }

  judge(timeMs: number, expected: number, _apart: number): number {
    this.#expected = expected;
    this.#stayMs = Number.NaN;
    if (this.missing) return 0;
    const own = this.#own;
    if (own[HERE] === 0) {
      this.#begin(timeMs);
      return 0;
    }
    const stepMs = this.#step(timeMs);
    const here = (own[HERE] as number) - 1;
    const there = this.#memory.find(this.#value);
    const stayMs = timeMs - (own[SINCE_MS] as number);
    const rarity = there === here ? this.#staying(here, stayMs, stepMs) : this.#leaving(here, there, stayMs, stepMs);
    if (there !== here) this.#stayMs = own[UNKNOWN] === 1 ? Number.NaN : stayMs;
    return rarity <= CORRECTED ? 0 : surpriseOf(rarity - CORRECTED);
  }

  inUnit(scaled: number): number {
    return this.#scale.value(scaled);
  }

  /** The state before; where the channel stays, it is the same. */
  get forecast(): number {
    return Number.isNaN(this.#before) ? 0 : this.#before;
  }

  readonly spread = 0;

  get value(): number {
    return this.#value;
  }

  /** States have no slow drift. */
  readonly bounded = Number.NaN;

  /** `_learnt`: a state that is rare counts like any other: it is rare until it has come often. */
  learn(_learnt: boolean): void {
    this.error = 0;
    if (this.missing) return;
    const own = this.#own;
    const here = (own[HERE] as number) - 1;
    if (!this.frozen) {
      this.error = this.shown - this.#expected;
      this.#memory.row();
    }
    const found = this.#memory.find(this.#value);
    if (found === here) return;
    const there = found < 0 ? this.#memory.add(this.#value) : found;
    if (!this.frozen) this.#memory.learn(here, there, this.#stayMs);
    this.#enter(there, own[LAST_MS] as number);
  }

  get shown(): number {
    return this.missing ? this.#scale.shown(this.#expected) : this.#scale.shown(this.#scale.scaled(this.#value));
  }

  writeTo(into: Float64Array, at: number): void {
    into.fill(0, at, at + Volatility.FEATURES);
  }

  #begin(timeMs: number): void {
    this.#own[LAST_MS] = timeMs;
    this.#enter(this.#memory.add(this.#value), timeMs);
    this.#own[UNKNOWN] = 1;
  }

  #enter(slot: number, timeMs: number): void {
    const own = this.#own;
    own[HERE] = slot + 1;
    own[SINCE_MS] = timeMs;
    own[NORMAL] = 0;
    own[UNKNOWN] = 0;
  }

  /** The usual time between rows. A gap does not count as time in the state. */
  #step(timeMs: number): number {
    const own = this.#own;
    const tookMs = Math.max(0, timeMs - (own[LAST_MS] as number));
    const usualMs = own[STEP_MS] as number;
    own[LAST_MS] = timeMs;
    if (usualMs > 0 && tookMs > GAP * usualMs) {
      own[SINCE_MS] = (own[SINCE_MS] as number) + tookMs;
      own[UNKNOWN] = 1;
    }
    const counted = usualMs > 0 ? Math.min(tookMs, GAP * usualMs) : tookMs;
    own[STEP_MS] = usualMs > 0 ? usualMs + (counted - usualMs) / STEPS : tookMs;
    return own[STEP_MS];
  }

  #staying(here: number, stayMs: number, stepMs: number): number {
    const own = this.#own;
    const long = own[NORMAL] === 1 ? 0 : this.#memory.rarityOfLong(here, stayMs, stepMs);
    this.reason = long > (own[ENTRY] as number) ? REASON.stuck : REASON.spike;
    return Math.max(long, own[ENTRY] as number);
  }

  #leaving(here: number, there: number, stayMs: number, stepMs: number): number {
    const own = this.#own;
    const unknown = own[UNKNOWN] === 1;
    const rare = there < 0 ? this.#memory.rarityOfNew(this.#value) : this.#memory.rarityOfChange(here, there);
    const short = unknown ? 0 : this.#memory.rarityOfShort(here, stayMs, stepMs);
    this.reason = short > rare ? REASON.stuck : REASON.spike;
    own[ENTRY] = Math.max(rare, short);
    return own[ENTRY];
  }
}
