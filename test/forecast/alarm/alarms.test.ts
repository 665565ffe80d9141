// When alarms begin and end, which channels share one, and for how long their channels are not learnt from.
import { describe, expect, it } from 'vitest';
import { Alarms } from '#src/forecast/alarm/alarms.js';
import type { Adapt } from '#src/model/adapt.js';

const MINUTE = 60_000;

function alarmsOf(channels: number, adapt: Adapt = 'never') {
  const alarms = new Alarms(channels, adapt, new Float64Array(Alarms.numbers(channels)));
  let row = 0;
  /** Steps `count` rows of these severities. Returns what was told, by row. */
  const step = (count: number, severities: readonly number[], begins = -1) =>
    Array.from({ length: count }, () => {
      const rows = severities.map((severity) => ({
        ...{
          severity,
          reason: 1,
          missing: Number.isNaN(severity),
          outside: false,
          value: severity,
          expected: 0,
          spread: 1,
          took: 0,
          known: 0,
        },
      }));
      alarms.step(row * MINUTE, rows, begins);
      const { event } = alarms;
      row++;
      return event === null ? [] : [{ row: row - 1, ...event }];
    }).flat();
  return { alarms, step };
}

describe('an alarm', () => {
  it('begins once, lasts while the channel is severe, and ends once, with the times of its first and last wrong row', () => {
    const { alarms, step } = alarmsOf(1);
    expect(step(10, [0])).toEqual([]);
    expect(step(1, [5], 0)).toMatchObject([{ row: 10, open: true, startsAtMs: 10 * MINUTE, severity: 5 }]);
    expect(step(500, [2.5], 0)).toEqual([]);
    expect(alarms.open).toBe(true);
    const [end, ...more] = step(100, [0]);
    expect(end).toMatchObject({ open: false, startsAtMs: 10 * MINUTE, endsAtMs: 510 * MINUTE, severity: 5, value: 5 });
    expect((end as { row: number }).row).toBeLessThan(550);
    expect(more).toEqual([]);
    expect(alarms.open).toBe(false);
  });

  it('neither ends nor goes on because of missing values', () => {
    const { alarms, step } = alarmsOf(1);
    step(1, [5], 0);
    expect(step(1000, [Number.NaN])).toEqual([]);
    expect(alarms.open).toBe(true);
  });

  it('is shared by channels that begin soon after each other, and ends with the last of them', () => {
    const { step } = alarmsOf(3);
    expect(step(1, [5, 0, 0], 0)).toHaveLength(1);
    expect(step(1, [5, 6, 0], 1)).toEqual([]);
    expect(step(100, [0, 3, 0])).toEqual([]);
    expect(step(1, [0, 3, 4], 2)).toMatchObject([{ channel: 2, open: true }]);
    const ends = step(100, [0, 0, 0]);
    expect(ends).toMatchObject([
      { channel: 0, open: false, startsAtMs: 0, severity: 6 },
      { channel: 2, open: false },
    ]);
    expect(ends[0]?.row).not.toBe(ends[1]?.row);
  });

  it('keeps its channel from being learnt for the hours that are asked for, or for as long as it lasts', () => {
    const lasting = (adapt: Adapt) => {
      const { alarms, step } = alarmsOf(2, adapt);
      step(1, [5, 0], 0);
      return { frozen: (ms: number) => [alarms.frozen(0, ms), alarms.frozen(1, ms)] };
    };
    expect(lasting(2).frozen(119 * MINUTE)).toEqual([true, false]);
    expect(lasting(2).frozen(120 * MINUTE)).toEqual([false, false]);
    expect(lasting('never').frozen(1e12)).toEqual([true, false]);
  });
});
