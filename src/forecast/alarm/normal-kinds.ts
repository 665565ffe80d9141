// Kinds of alarms that somebody called normal for good. An alarm is of a kind where it begins on the same channel, with
// the same reason, on the same side of what was expected, and is no larger; of a channel of states, with the same state.
import type { NormalKind } from '../../model/alarm-mark.js';
import type { ChannelRow } from './lasting-alarm.js';
import { reasonIndex } from './reasons.js';

/** A kind, with the channel and the reason as the state has them. */
export interface KnownKind {
  readonly channel: number;
  readonly reason: number;
  /** Whether it is of values outside the limits of the channel, and of no others. */
  readonly outside: boolean;
  readonly side: number;
  readonly within: number;
  readonly severity: number;
  readonly state: number | null;
}

export function knownKind(kind: NormalKind, channels: readonly string[]): KnownKind {
  const { side, within, severity, state = null } = kind;
  const [channel, reason] = [channels.indexOf(kind.channel), reasonIndex(kind.reason)];
  return { channel, reason, outside: kind.reason === 'limit', side, within, severity, state };
}

/** The kind that the row's alarm is of; null: of none. Real-time. */
export function kindOf(kinds: readonly KnownKind[], channel: number, row: ChannelRow): KnownKind | null {
  const apart = row.value - row.expected;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i] as KnownKind;
    if (kind.channel !== channel || kind.reason !== row.reason || kind.outside !== row.outside) continue;
    if (kind.state !== null) {
      if (kind.state === row.value) return kind;
      continue;
    }
    if (kind.side !== 0 && Math.sign(apart) !== kind.side) continue;
    if (Math.abs(apart) <= kind.within) return kind;
  }
  return null;
}
