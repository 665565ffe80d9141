// The alarms of one series. Each channel has at most one at a time. Channels that become anomalous within few rows of
// each other have one cause and are one alarm: that of the first.

import { type Adapt, adaptMs } from '../../model/adapt.js';
import { partsOf } from '../parts.js';
import { type ChannelRow, LastingAlarm } from './lasting-alarm.js';
import { type KnownKind, kindOf } from './normal-kinds.js';

/** Within so many rows of the beginning of another channel's alarm, a channel joins it. */
const JOIN_ROWS = 25;

const NEWEST_ROW = 0;
const ROW = 1;
const OWN_NUMBERS = 2;

/** An alarm that begins (`open`) or ends. The object is used again for the next one. */
export interface AlarmEvent {
  channel: number;
  open: boolean;
  startsAtMs: number;
  endsAtMs: number;
  severity: number;
  reason: number;
  value: number;
  expected: number;
  spread: number;
  took: number;
  known: number;
}

export class Alarms {
  readonly #own: Float64Array;
  readonly #each: readonly LastingAlarm[];
  readonly #adaptMs: number;
  readonly #whenAcknowledged: boolean;
  /** Kinds of alarms that are normal. */
  kinds: readonly KnownKind[] = [];
  readonly #event: AlarmEvent = {
    channel: 0,
    open: false,
    startsAtMs: 0,
    endsAtMs: 0,
    severity: 0,
    reason: 0,
    value: 0,
    expected: 0,
    spread: 0,
    took: 0,
    known: 0,
  };
  /** What the last row brought: at most one beginning or end a row. */
  event: AlarmEvent | null = null;

  /** `state`: `Alarms.numbers(channels)` numbers. */
  constructor(channels: number, adapt: Adapt, state: Float64Array) {
    const take = partsOf(state);
    this.#own = take(OWN_NUMBERS);
    this.#each = Array.from({ length: channels }, () => new LastingAlarm(take(LastingAlarm.NUMBERS)));
    this.#adaptMs = adaptMs(adapt);
    this.#whenAcknowledged = adapt === 'when acknowledged';
  }

  static numbers(channels: number): number {
    return OWN_NUMBERS + channels * LastingAlarm.NUMBERS;
  }

  /** Whether an alarm lasts. */
  get open(): boolean {
    return this.#each.some(({ open }) => open);
  }

  /** Whether a row of this severity belongs to what is known of the channel: an alarm that lasts, or what is normal. */
  lasts(channel: number, severity: number): boolean {
    return (this.#each[channel] as LastingAlarm).covers(severity);
  }

  /** Somebody sees to the alarm of this channel that began then. */
  acknowledge(channel: number, startsAtMs: number): void {
    this.#eachOf(channel, startsAtMs, (alarm) => alarm.acknowledge());
  }

  /**
   * That alarm was no fault: its channels are learnt from at once, and its end is told with one of the next rows.
   * Returns which channels they are.
   */
  callNormal(channel: number, startsAtMs: number): readonly number[] {
    return this.#eachOf(channel, startsAtMs, (alarm) => alarm.callNormal());
  }

  /** Whether a channel is not to be learnt from at this time. */
  frozen(channel: number, timeMs: number): boolean {
    const alarm = this.#each[channel] as LastingAlarm;
    if (!alarm.open || alarm.normal || (this.#whenAcknowledged && alarm.acknowledged)) return false;
    return timeMs - alarm.sinceMs < this.#adaptMs;
  }

  /**
   * The row: `begins` is the channel that raises an alarm, -1 for none. Returns whether an alarm begins that was not
   * there before. Real-time.
   */
  step(timeMs: number, rows: readonly ChannelRow[], begins: number): boolean {
    const own = this.#own;
    own[ROW] = (own[ROW] as number) + 1;
    this.event = null;
    for (let c = 0; c < rows.length; c++) {
      const alarm = this.#each[c] as LastingAlarm;
      if (alarm.active) alarm.take(timeMs, rows[c] as ChannelRow);
    }
    const begun = begins >= 0 && this.#begin(timeMs, rows[begins] as ChannelRow, begins);
    if (!begun) this.#end();
    return begun;
  }

  /** As if there had been no alarm. */
  clear(): void {
    this.#own.fill(0);
    for (const alarm of this.#each) alarm.end();
    this.event = null;
  }

  #begin(timeMs: number, row: ChannelRow, channel: number): boolean {
    const alarm = this.#each[channel] as LastingAlarm;
    if (alarm.open) return false;
    const kind = kindOf(this.kinds, channel, row);
    const own = this.#own;
    const joined = this.#newest();
    const joins = joined >= 0 && (own[ROW] as number) - (own[NEWEST_ROW] as number) <= JOIN_ROWS;
    const leader = this.#each[joined] as LastingAlarm;
    alarm.begin(timeMs, joins ? joined : channel, row, joins ? leader.normal : kind !== null);
    if (joins && leader.acknowledged) alarm.acknowledge();
    if (joins) return false;
    own[NEWEST_ROW] = own[ROW] as number;
    if (kind !== null) alarm.allow(kind.severity);
    if (kind !== null) return false;
    this.#tell(channel, channel, true, timeMs);
    return true;
  }

  #eachOf(leader: number, startsAtMs: number, change: (alarm: LastingAlarm) => void): number[] {
    const first = this.#each[leader];
    if (first === undefined || !first.open || first.leader !== leader || first.sinceMs !== startsAtMs) return [];
    const channels = [...this.#each.keys()].filter((c) => {
      const alarm = this.#each[c] as LastingAlarm;
      return alarm.open && alarm.leader === leader;
    });
    for (const c of channels) change(this.#each[c] as LastingAlarm);
    return channels;
  }

  /** Of the faults that last and joined none, the one that began last; -1: there is none. */
  #newest(): number {
    let newest = -1;
    let sinceMs = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < this.#each.length; c++) {
      const alarm = this.#each[c] as LastingAlarm;
      if (!alarm.active || alarm.leader !== c || alarm.sinceMs < sinceMs) continue;
      newest = c;
      sinceMs = alarm.sinceMs;
    }
    return newest;
  }

  /** Ends the first alarm that was called normal or all of whose channels are calm. Others wait for the next row. */
  #end(): void {
    for (let leader = 0; leader < this.#each.length; leader++) {
      const alarm = this.#each[leader] as LastingAlarm;
      if (!alarm.active || alarm.leader !== leader) continue;
      const isCalm = this.#isCalm(leader);
      if (!isCalm && !alarm.endsAsNormal) continue;
      const told = alarm.open;
      let [gravest, lastMs] = [leader, alarm.lastMs];
      for (let c = 0; c < this.#each.length; c++) {
        const other = this.#each[c] as LastingAlarm;
        if (!other.active || other.leader !== leader) continue;
        if (isCalm) other.end();
        else other.endTold();
        lastMs = Math.max(lastMs, other.lastMs);
        if (other.severity > (this.#each[gravest] as LastingAlarm).severity) gravest = c;
      }
      if (!told) continue;
      this.#tell(leader, gravest, false, lastMs);
      return;
    }
  }

  #isCalm(leader: number): boolean {
    return this.#each.every((alarm) => !alarm.active || alarm.leader !== leader || alarm.calm);
  }

  /** `gravest`: the channel that says how severe it was. */
  #tell(channel: number, gravest: number, open: boolean, endsAtMs: number): void {
    const event = this.#event;
    const alarm = this.#each[channel] as LastingAlarm;
    event.channel = channel;
    event.open = open;
    event.startsAtMs = alarm.sinceMs;
    event.endsAtMs = endsAtMs;
    event.severity = (this.#each[gravest] as LastingAlarm).severity;
    event.reason = alarm.reason;
    event.value = alarm.value;
    event.expected = alarm.expected;
    event.spread = alarm.spread;
    event.took = alarm.took;
    event.known = alarm.known;
    this.event = event;
  }
}
