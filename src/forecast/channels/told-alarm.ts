// What is told of an alarm, by the kind of its channel: the reason, and a sentence of why.
import { type ChannelDescription, nameOfState } from '../../model/channel-description.js';
import type { Reason } from '../alarm/reasons.js';
import { type Facts, whyOf, withUnit } from '../alarm/why.js';

export interface ToldAlarm {
  readonly reason: Reason;
  readonly why: string;
}

type ChannelFacts = Omit<Facts, 'channel' | 'unit'>;

/** `name`: of the channel; `description`: undefined for a gauge without unit and limits. */
export function toldAlarm(name: string, description: ChannelDescription | undefined, facts: ChannelFacts): ToldAlarm {
  if (description?.kind === 'state') return ofState(name, description, facts);
  const unit = watchedUnit(description);
  const limit = limitOf(description, facts.value);
  if (limit !== null) {
    const side = facts.value < limit ? 'below its min' : 'above its max';
    return { reason: 'limit', why: `${name} is ${withUnit(facts.value, unit)}, ${side} of ${withUnit(limit, unit)}` };
  }
  const told = description?.kind === 'counter' ? `the rate of ${name}` : name;
  return { reason: facts.reason, why: whyOf({ ...facts, channel: told, unit }) };
}

/** The unit of what is watched: of a counter its own an hour. */
export function watchedUnit(description: ChannelDescription | undefined): string | null {
  if (description === undefined) return null;
  const { kind, unit } = description;
  return kind === 'counter' ? `${unit ?? ''}/h` : unit;
}

function limitOf(description: ChannelDescription | undefined, value: number): number | null {
  const { kind, min = value, max = value } = description ?? {};
  if (kind !== 'gauge') return null;
  if (value < min) return min;
  return value > max ? max : null;
}

function ofState(name: string, { states }: ChannelDescription, { reason, value, expected }: ChannelFacts): ToldAlarm {
  const [is, was] = [nameOfState(states, value), nameOfState(states, expected)];
  if (reason !== 'stuck')
    return { reason: 'state', why: `${name} is ${is}, which it seldom or never was after ${was}` };
  const why =
    value === expected
      ? `${name} is ${is} for longer than ever before`
      : `${name} is ${is}, sooner after ${was} than ever before`;
  return { reason: 'duration', why };
}
