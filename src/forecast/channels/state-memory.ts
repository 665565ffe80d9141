// What states a channel has been in, how it went from one to the next, and for how long it stayed: counts, from which
// comes how rare a change, or a time in a state, is. The less was seen, the less anything is rare.
import { MOST_STATES } from '../../model/channel-description.js';
import { ln } from '../elementary.js';

/**
 * Longer than ever before by a factor is so many decades rarer a decade, and so is shorter: times in a state have heavy
 * tails.
 */
const TAIL = 2;
/** Times in a state that must be known before one can be too short. */
const ENOUGH = 5;

const KNOWN = 0;
const ROWS = 1;
/** Rows before the newest state came. */
const NEWEST = 2;
const SLOTS = 3;

const [VALUE, LEFT, STAYS, LONGEST, SHORTEST] = [0, 1, 2, 3, 4];
const EACH = 5;
/** (MOST_STATES, MOST_STATES) Changes from one to another. */
const CHANGES = SLOTS + EACH * MOST_STATES;

export class StateMemory {
  readonly #state: Float64Array;
  readonly #listed: ReadonlySet<number>;

  /** `state`: StateMemory.NUMBERS numbers. `listed`: values that are expected. */
  constructor(state: Float64Array, listed: readonly number[]) {
    this.#state = state;
    this.#listed = new Set(listed);
  }

  static readonly NUMBERS = CHANGES + MOST_STATES * MOST_STATES;

  /** The place of a value; -1: it is new. Where there is no more room, all that are new have the last place. */
  find(value: number): number {
    const known = this.#state[KNOWN] as number;
    for (let slot = 0; slot < known; slot++) if (this.#at(slot, VALUE) === value) return slot;
    return known === MOST_STATES ? MOST_STATES - 1 : -1;
  }

  /** Gives a new value a place. */
  add(value: number): number {
    const slot = this.#state[KNOWN] as number;
    this.#state[KNOWN] = slot + 1;
    this.#state[NEWEST] = this.#state[ROWS] as number;
    this.#set(slot, VALUE, value);
    return slot;
  }

  value(slot: number): number {
    return this.#at(slot, VALUE);
  }

  /** Counts a row. */
  row(): void {
    this.#state[ROWS] = (this.#state[ROWS] as number) + 1;
  }

  /** How rare it is that a state is new, in decades: by the rows since one was. */
  rarityOfNew(value: number): number {
    if (this.#listed.has(value)) return 0;
    return decades((this.#state[ROWS] as number) - (this.#state[NEWEST] as number) + 1);
  }

  /** How rare it is to go from one state to that other one, in decades. */
  rarityOfChange(from: number, to: number): number {
    const changes = this.#state[CHANGES + from * MOST_STATES + to] as number;
    const ways = Math.max(1, (this.#state[KNOWN] as number) - 1);
    return Math.max(0, decades(this.#at(from, LEFT) + ways) - decades(changes + 1));
  }

  /** How rare it is to stay so long, in decades. `stepMs`: the time between rows, which times are known to. */
  rarityOfLong(slot: number, ms: number, stepMs: number): number {
    const longest = this.#at(slot, LONGEST) + 2 * stepMs;
    if (this.#at(slot, STAYS) === 0 || !(ms > longest)) return 0;
    return decades(this.#at(slot, STAYS) + 1) + TAIL * decades(ms / longest);
  }

  rarityOfShort(slot: number, ms: number, stepMs: number): number {
    const [shortest, least] = [this.#at(slot, SHORTEST), ms + 2 * stepMs];
    if (this.#at(slot, STAYS) < ENOUGH || !(least < shortest)) return 0;
    return decades(this.#at(slot, STAYS) + 1) + TAIL * decades(shortest / least);
  }

  /** Learns from a change. `ms`: how long it was in the state before; NaN: that is not known. */
  learn(from: number, to: number, ms: number): void {
    const at = CHANGES + from * MOST_STATES + to;
    this.#state[at] = (this.#state[at] as number) + 1;
    this.#set(from, LEFT, this.#at(from, LEFT) + 1);
    if (Number.isNaN(ms)) return;
    const stays = this.#at(from, STAYS);
    this.#set(from, LONGEST, Math.max(ms, this.#at(from, LONGEST)));
    this.#set(from, SHORTEST, stays === 0 ? ms : Math.min(ms, this.#at(from, SHORTEST)));
    this.#set(from, STAYS, stays + 1);
  }

  #at(slot: number, what: number): number {
    return this.#state[SLOTS + slot * EACH + what] as number;
  }

  #set(slot: number, what: number, value: number): void {
    this.#state[SLOTS + slot * EACH + what] = value;
  }
}

function decades(x: number): number {
  return ln(x) / Math.LN10;
}
