// The kinds of series and of anomalies that `sluice bench series` makes up, and which anomaly can be in which series.
import * as counted from './counted-kinds.js';
import type { DraftMaker } from './draft.js';
import * as happening from './event-kinds.js';
import * as following from './following-kinds.js';
import { correlated, pump } from './linked-kinds.js';
import * as noisy from './noise-kinds.js';
import * as operated from './operated-kinds.js';
import * as plant from './plant-kinds.js';
import * as reported from './reported-kinds.js';
import * as seasonal from './seasonal-kinds.js';
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
  'two-periods': {
    describes: 'a wave of a day and one of 24 to 90 rows',
    make: seasonal.twoPeriods,
    anomalies: ANY,
  },
  daylight: {
    describes: 'sun on a panel: nothing at night, clouds by day',
    make: seasonal.daylight,
    anomalies: ['noise'],
  },
  rush: {
    describes: 'a road: two rushes on weekdays, none at weekends',
    make: seasonal.rush,
    anomalies: [...ANY, 'time-of-day'],
  },
  shifts: { describes: 'a level for each of three shifts, rest at weekends', make: seasonal.shifts, anomalies: ANY },
  swelling: { describes: 'a wave of a day whose height wanders', make: seasonal.swelling, anomalies: RESTLESS },
  unsteady: { describes: 'a wave of 24 to 90 rows whose period wanders', make: seasonal.unsteady, anomalies: ANY },
  square: {
    describes: 'one level by day, another by night',
    make: seasonal.square,
    anomalies: [...ANY, 'time-of-day'],
  },
  clustered: {
    describes: 'noise that is large for a while and small for a while',
    make: noisy.clustered,
    anomalies: ANY,
  },
  skewed: { describes: 'noise to one side (log-normal)', make: noisy.skewed, anomalies: ANY },
  peaked: { describes: 'noise with a peak and tails (Laplace)', make: noisy.peaked, anomalies: ANY },
  uniform: { describes: 'noise within limits', make: noisy.uniform, anomalies: ANY },
  glitches: {
    describes: 'noise, and now and then one value far out',
    make: noisy.glitches,
    anomalies: ['level', 'leak', 'trend', 'noise', 'stuck'],
  },
  proportional: {
    describes: 'noise in proportion to a wave of a day',
    make: noisy.proportional,
    anomalies: [...ANY, 'time-of-day'],
  },
  'rough-calm': {
    describes: 'noise that is rough for hours and calm for hours',
    make: noisy.roughAndCalm,
    anomalies: ['spike', 'level', 'trend', 'stuck'],
  },
  swinging: { describes: 'noise with a pitch', make: noisy.swinging, anomalies: ANY },
  pushed: { describes: 'pushed away now and then, comes back slowly', make: noisy.pushed, anomalies: RESTLESS },
  wandering: { describes: 'wanders on all time scales', make: noisy.wandering, anomalies: RESTLESS },
  'set-points': { describes: 'a set point that changes to any value', make: operated.setPoints, anomalies: RESTLESS },
  ramps: { describes: 'moves evenly from place to place', make: operated.ramps, anomalies: RESTLESS },
  thermostat: { describes: 'up and down between two limits', make: operated.thermostat, anomalies: RESTLESS },
  batches: { describes: 'batches of five steps of about equal times', make: operated.batches, anomalies: RESTLESS },
  pauses: {
    describes: 'works at a level, pauses at any time',
    make: operated.pauses,
    anomalies: ['spike', 'noise', 'stuck'],
  },
  compressor: {
    describes: 'on and off; power while on, most at the start',
    make: operated.compressor,
    anomalies: ['spike', 'stuck'],
  },
  positions: { describes: 'a switch of 3 to 6 positions', make: operated.positions, anomalies: ['stuck'] },
  events: { describes: 'counts of events, more by day', make: counted.events, anomalies: ['spike', 'level', 'stuck'] },
  errors: { describes: 'mostly 0, now and then 1, seldom more', make: counted.errors, anomalies: ['level'] },
  queue: { describes: 'how many wait', make: counted.queue, anomalies: ['level', 'stuck'] },
  transfers: { describes: 'bytes: now and then a transfer of any size', make: counted.transfers, anomalies: ['level'] },
  uptime: { describes: 'seconds since the last restart', make: counted.uptime, anomalies: ['stuck'] },
  'pulse-meter': { describes: 'a meter that grows by 1 now and then', make: counted.pulseMeter, anomalies: ['stuck'] },
  odometer: { describes: 'a counter that begins anew every few hours', make: counted.odometer, anomalies: ['stuck'] },
  'on-change': {
    describes: 'wanders, and reports on change only',
    make: reported.onChange,
    anomalies: ['noise'],
  },
  seldom: {
    describes: 'wanders, with a new value every 3 to 12 rows',
    make: reported.seldom,
    anomalies: ['stuck'],
  },
  coarse: {
    describes: 'a wave of a day in few digits',
    make: reported.coarse,
    anomalies: ['spike', 'level', 'leak', 'trend', 'noise', 'period', 'time-of-day'],
  },
  clipped: {
    describes: 'a wave of a day, at the end of its range for hours',
    make: reported.clipped,
    anomalies: ['stuck', 'time-of-day'],
  },
  missing: {
    describes: 'a wave of a day, one row in ten without a value',
    make: reported.missing,
    anomalies: ['level', 'trend', 'noise', 'time-of-day'],
  },
  gaps: { describes: 'each value near the one before; none for hours', make: reported.gaps, anomalies: ['noise'] },
  irregular: { describes: 'a wave of a day, rows at uneven times', make: reported.irregular, anomalies: ANY },
  battery: {
    describes: 'falls slowly, is charged at once, in few digits',
    make: reported.battery,
    anomalies: ['spike'],
  },
  twins: { describes: 'two sensors of the same thing', make: plant.twins, anomalies: RESTLESS },
  exchanger: { describes: 'four temperatures, two follow slowly', make: plant.exchanger, anomalies: RESTLESS },
  drive: { describes: 'turns or stands; speed, current, temperature', make: plant.drive, anomalies: RESTLESS },
  weather: { describes: 'temperature, humidity, wind', make: plant.weather, anomalies: RESTLESS },
  computer: { describes: 'requests by day and week, load, time of answers', make: plant.computer, anomalies: RESTLESS },
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
