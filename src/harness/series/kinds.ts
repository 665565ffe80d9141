// The kinds of series and of anomalies that `sluice bench series` makes up, and which anomaly can be in which series.
import type { DraftMaker } from './draft.js';
import * as happening from './event-kinds.js';
import * as following from './following-kinds.js';
import { correlated, pump } from './linked-kinds.js';
import {
  autoregressive,
  constant,
  counter,
  cycle,
  day,
  drifting,
  heavyTailed,
  intermittent,
  onOff,
  pulses,
  regimes,
  rounded,
  sawtooth,
  schedule,
  uneven,
  week,
} from './single-kinds.js';

export const ANOMALIES = {
  spike: 'one row that is 30 % of the range and 10 spreads of noise away',
  level: 'a shift by 20 % of the range and 4 spreads of noise, for a day',
  leak: 'a slow rise by 1 % of the range a day, to the end',
  trend: 'a rise by half of the range within a day',
  noise: 'noise four times as large, for a day',
  stuck: 'the same value for a day',
  period: 'the period is a third shorter, for two days or eight periods',
  relation: 'one channel goes its own way, within its usual values, for a day',
  missing: 'an expected event does not come, or none on a whole workday',
  'time-of-day': 'usual values at the wrong time: those of half a period before, for a sixth of it',
} as const;
export type AnomalyName = keyof typeof ANOMALIES;
export const ANOMALY_NAMES = Object.keys(ANOMALIES) as AnomalyName[];

export interface SeriesKind {
  readonly describes: string;
  readonly make: DraftMaker;
  readonly anomalies: readonly AnomalyName[];
}

const ANY: readonly AnomalyName[] = ['spike', 'level', 'leak', 'trend', 'noise', 'stuck'];
/** Where levels and slow rises are normal. */
const RESTLESS: readonly AnomalyName[] = ['spike', 'noise', 'stuck'];

export const SERIES_KINDS = {
  constant: { describes: 'one level, with noise', make: constant, anomalies: ANY },
  rounded: { describes: 'one level, with noise, in few digits', make: rounded, anomalies: ANY },
  'heavy-tailed': {
    describes: "one level, with noise of heavy tails (Student's t)",
    make: heavyTailed,
    anomalies: ANY,
  },
  day: { describes: 'a wave of a day', make: day, anomalies: [...ANY, 'period', 'time-of-day'] },
  week: { describes: 'a wave of a day, calm at weekends', make: week, anomalies: [...ANY, 'period', 'time-of-day'] },
  cycle: { describes: 'a wave of 24 to 90 rows', make: cycle, anomalies: [...ANY, 'period'] },
  sawtooth: { describes: 'filled slowly, emptied at once', make: sawtooth, anomalies: [...ANY, 'period'] },
  regimes: { describes: 'a set point that jumps among three levels', make: regimes, anomalies: RESTLESS },
  uneven: {
    describes: 'a wave of a day, noise by the time of day',
    make: uneven,
    anomalies: [...ANY, 'period', 'time-of-day'],
  },
  autoregressive: {
    describes: 'each value near the one before',
    make: autoregressive,
    anomalies: ['spike', 'level', 'noise', 'stuck'],
  },
  drifting: { describes: 'wanders over days', make: drifting, anomalies: RESTLESS },
  counter: {
    describes: 'a meter that grows by day and night, and resets',
    make: counter,
    anomalies: ['level', 'trend', 'stuck', 'period', 'time-of-day'],
  },
  'on-off': { describes: 'on for a while, off for a while', make: onOff, anomalies: ['spike', 'stuck'] },
  intermittent: { describes: 'mostly nothing, now and then an amount', make: intermittent, anomalies: ['level'] },
  schedule: {
    describes: 'an event at the same four times of each day',
    make: schedule,
    anomalies: [...ANY, 'period', 'missing', 'time-of-day'],
  },
  pulses: {
    describes: 'an event every 24 to 72 rows',
    make: pulses,
    anomalies: [...RESTLESS, 'period', 'missing'],
  },
  correlated: {
    describes: 'three channels that follow one cause',
    make: correlated,
    anomalies: [...RESTLESS, 'relation'],
  },
  pump: {
    describes: 'three channels: load by day and week, current, temperature',
    make: pump,
    anomalies: [...ANY, 'relation'],
  },
  heartbeat: {
    describes: 'a beat every 9 to 18 rows, a little earlier or later',
    make: happening.heartbeat,
    anomalies: ['missing'],
  },
  nightly: {
    describes: 'a job at about the same time of every night',
    make: happening.nightly,
    anomalies: ['missing'],
  },
  defrost: {
    describes: 'an event after 60 to 110 rows, by a fifth more or less',
    make: happening.defrost,
    anomalies: ['missing'],
  },
  door: { describes: 'opened by chance, in the hours of work alone', make: happening.door, anomalies: ['missing'] },
  sisters: { describes: 'five sensors in one room', make: following.sisters, anomalies: [...RESTLESS, 'relation'] },
  valve: { describes: 'pressure, and flow as its root', make: following.valve, anomalies: [...RESTLESS, 'relation'] },
  furnace: {
    describes: 'a heater, and a warmth that follows over hours',
    make: following.furnace,
    anomalies: ['relation'],
  },
} as const satisfies Readonly<Record<string, SeriesKind>>;
export type SeriesKindName = keyof typeof SERIES_KINDS;
export const SERIES_KIND_NAMES = Object.keys(SERIES_KINDS) as SeriesKindName[];
