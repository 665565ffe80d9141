// What a channel of a series is: a measured number, a counter, or a state; its unit and its limits. Checked once, where a
// model is made.
import { isObject, shown, wrongKind } from '../checks.js';

export const CHANNEL_KINDS = ['gauge', 'counter', 'state'] as const;

/**
 * gauge: any number. counter: a number that only grows until it begins again, as of energy or bytes; watched as its rate an
 * hour. state: one of a few values, as of a door, a mode or a set point; watched by how rare states, their changes and the
 * time in them are.
 */
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export interface ChannelDescription {
  readonly name: string;
  readonly kind: ChannelKind;
  /** For people; null: none is known. */
  readonly unit: string | null;
  /** Of a gauge: a value below is an alarm. Of a counter: where it begins again. */
  readonly min?: number;
  /** Of a gauge: a value above is an alarm. Of a counter: the value at which it begins again. */
  readonly max?: number;
  /**
   * Of a state: those that are expected, so that none is new. Where all are numbers a value is one of them; else a value
   * is the place of its name here, from 0.
   */
  readonly states?: readonly string[];
}

/** As a person says it: what is left out is a gauge, without unit or limits. */
export type ChannelSketch = Pick<ChannelDescription, 'name'> & {
  readonly [Part in Exclude<keyof ChannelDescription, 'name'>]?: ChannelDescription[Part] | undefined | null;
};

/** States that are told apart; the rarest of more count as one. */
export const MOST_STATES = 16;

const PARTS = new Set(['name', 'kind', 'unit', 'min', 'max', 'states']);
const MOST_UNIT = 32;

/**
 * A description in full. `doing`: the beginning of the sentence of an error. Throws TypeError and RangeError, which name the
 * channel and what would be right.
 */
export function describedChannel(doing: string, given: unknown): ChannelDescription {
  if (typeof given === 'string') return { name: given, kind: 'gauge', unit: null };
  if (!isObject(given)) throw wrongKind(doing, 'channels', 'names or descriptions', given);
  const { name, kind = 'gauge', unit = null, min = null, max = null, states = null } = given;
  if (typeof name !== 'string' || name === '') throw wrongKind(doing, 'name', 'the name of a channel', name);
  const of = `${doing}: the description of '${name}'`;
  const other = Object.keys(given).find((part) => !PARTS.has(part));
  if (other !== undefined) throw new TypeError(`${of} has an unknown part '${other}': it has ${listOf([...PARTS])}`);
  if (!isKind(kind)) throw new RangeError(`${of}: 'kind' must be ${listOf(CHANNEL_KINDS)}: received ${shown(kind)}`);
  if (unit !== null && !(typeof unit === 'string' && unit.length <= MOST_UNIT)) {
    throw new TypeError(`${of}: 'unit' must be text of up to ${MOST_UNIT} characters: received ${shown(unit)}`);
  }
  for (const [part, limit] of Object.entries({ min, max })) {
    if (limit === null) continue;
    if (!Number.isFinite(limit)) throw new TypeError(`${of}: '${part}' must be a number: received ${shown(limit)}`);
    if (kind === 'state') throw new RangeError(`${of}: '${part}' is of a gauge or a counter: a state has 'states'`);
  }
  if (min !== null && max !== null && !((min as number) < (max as number))) {
    throw new RangeError(`${of}: 'min' must be below 'max': received ${min} and ${max}`);
  }
  if (kind === 'counter' && min !== null && max === null) {
    throw new RangeError(`${of}: 'min' of a counter is where it begins again, and goes with 'max'`);
  }
  return {
    name,
    kind,
    unit: unit === '' ? null : (unit as string | null),
    ...(min === null ? {} : { min: min as number }),
    ...(max === null ? {} : { max: max as number }),
    ...(states === null ? {} : { states: checkedStates(of, kind, states) }),
  };
}

/** Whether there is more to a channel than its name. */
export function isDescribed({ kind, unit, min, max }: ChannelDescription): boolean {
  return kind !== 'gauge' || unit !== null || min !== undefined || max !== undefined;
}

/** Whether the states are numbers that stand for themselves. */
export function areNumbers(states: readonly string[]): boolean {
  return states.every((state) => state.trim() !== '' && Number.isFinite(Number(state)));
}

/** The value of a state of that name, or of that place; another one is that behind the last. */
export function valueOfState(states: readonly string[], name: string): number {
  const text = name.trim().toLowerCase();
  if (areNumbers(states)) return Number(text);
  const at = states.findIndex((state) => state.toLowerCase() === text);
  if (at >= 0) return at;
  const place = text === '' ? Number.NaN : Number(text);
  return Number.isInteger(place) && place >= 0 && place < states.length ? place : states.length;
}

/** The values of all states. */
export function stateValues(states: readonly string[]): number[] {
  return states.map((state) => valueOfState(states, state));
}

/** The name of a state's value, for people. */
export function nameOfState(states: readonly string[] | undefined, value: number): string {
  if (states === undefined || areNumbers(states)) return String(Number(value.toPrecision(6)));
  return states[value] ?? (value === states.length ? 'another state' : String(value));
}

function checkedStates(of: string, kind: unknown, states: unknown): readonly string[] {
  if (kind !== 'state') throw new RangeError(`${of}: 'states' are of a channel of the kind 'state'`);
  if (!Array.isArray(states) || !states.every((each) => typeof each === 'string' || Number.isFinite(each))) {
    throw new TypeError(`${of}: 'states' must be names or numbers: received ${shown(states)}`);
  }
  if (states.length < 1 || states.length > MOST_STATES) {
    throw new RangeError(`${of}: 'states' must be 1 to ${MOST_STATES}: received ${states.length}`);
  }
  return states.map(String);
}

function isKind(kind: unknown): kind is ChannelKind {
  return CHANNEL_KINDS.some((each) => each === kind);
}

function listOf(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
