// States of earlier versions in today's layout. Before version 5 the counts of tails took a number each, where two share
// one now; before version 4 there were no lasting alarms. What came later is 0, as in a new monitor.
import type { MonitorOptions } from '../../model/monitor-options.js';
import { LastingAlarm } from '../alarm/lasting-alarm.js';
import { BUCKETS } from '../buckets.js';
import { SeriesMonitor } from '../monitor.js';
import { Onset } from '../onset.js';
import { partsOf, singles } from '../parts.js';
import { Severity } from '../severity.js';
import { TailProbability } from '../tail.js';
import { WatchedChannel } from '../watched-channel.js';

/** Tails of a channel's surprise, in order: whether they are signed. */
const TAILS = [false, false, false, false, true, true] as const;
/** The size of errors was another number then: what was counted of it is left out. */
const SIZE = 1;
/** Numbers of an alarm of version 4 before its votes, and votes. */
const ALARM = 10;
const VOTES = 6;
const ALARMS_OWN = 2;
/** Of its slow drift, which is not read: what it had learnt was of other means of days. */
const SLOW_DRIFT = 20;

export type EarlierVersion = 3 | 4;

/** How many numbers a monitor of a version had. */
export function earlierNumbers(version: EarlierVersion, channels: number, options: MonitorOptions): number {
  const tails = roomOf(false) + channels * TAILS.reduce((sum, signed) => sum + roomOf(signed), 0);
  const first = SeriesMonitor.firstNumbers(channels, options) + tails;
  return version === 3 ? first : first + ALARMS_OWN + channels * (ALARM + VOTES + SLOW_DRIFT);
}

/** Writes the numbers of a monitor of an earlier version to `into`, the numbers of one of today. */
export function upgrade(
  version: EarlierVersion,
  earlier: Float64Array,
  into: Float64Array,
  { channels, options }: { readonly channels: number; readonly options: MonitorOptions },
): void {
  into.fill(0);
  const [from, to] = [partsOf(earlier), partsOf(into)];
  const copy = (count: number) => to(count).set(from(count));
  const tail = (signed: boolean) => {
    copy(TailProbability.numbers(signed) - roomOf(signed));
    singles(to(roomOf(signed))).set(from(2 * roomOf(signed)));
  };
  const each = WatchedChannel.NUMBERS - TAILS.reduce((sum, signed) => sum + TailProbability.numbers(signed), 0);
  const behind = Severity.NUMBERS + Onset.numbers(channels) + channels * WatchedChannel.NUMBERS;
  copy(SeriesMonitor.firstNumbers(channels, options) - behind);
  tail(false);
  copy(Onset.numbers(channels));
  for (let c = 0; c < channels; c++) {
    copy(each);
    TAILS.forEach((signed, way) => {
      if (way === SIZE) {
        to(TailProbability.numbers(signed));
        from(TailProbability.numbers(signed) + roomOf(signed));
      } else tail(signed);
    });
  }
  if (version === 3) return;
  copy(ALARMS_OWN);
  for (let c = 0; c < channels; c++) {
    const alarm = to(LastingAlarm.NUMBERS);
    alarm.set(from(ALARM));
    alarm.set(from(VOTES), LastingAlarm.NUMBERS - LastingAlarm.MOST_REASONS);
  }
}

/** Numbers for a tail's counts today. */
function roomOf(signed: boolean): number {
  return ((signed ? 2 : 1) * BUCKETS) / 2;
}
