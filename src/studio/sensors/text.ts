// Formats numbers and times for the page.
import type { Alarm } from './feeds/feed.js';

const DAY_MS = 86_400_000;

/** Three significant digits: 4.21, 42.1, 421, 4,210; – for NaN. */
export function reading(value: number): string {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** '14:03:22', in local time. */
export function clockTime(timeMs: number): string {
  return new Date(timeMs).toLocaleTimeString('en-GB');
}

/** The time of day; before today with the date, in UTC. */
export function timeText(timeMs: number, nowMs = Date.now()): string {
  if (Math.abs(nowMs - timeMs) < DAY_MS) return clockTime(timeMs);
  return `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** 'vibration 3.21 mm/s, expected 1.10 ± 0.12' */
export function alarmText({ channel, value, expected, spread, unit }: Alarm): string {
  if (Number.isNaN(value)) return channel;
  const is = `${channel} ${reading(value)}${unit === '' ? '' : ` ${unit}`}`;
  return Number.isNaN(expected) ? is : `${is}, expected ${reading(expected)} ± ${reading(spread)}`;
}

/** 'learning 40 %' */
export function learningText(learnt: number): string {
  return Number.isNaN(learnt) ? 'learning' : `learning ${Math.floor(100 * learnt)} %`;
}
