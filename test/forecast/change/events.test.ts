// An event that does not come and a cycle that changes are found, and neither chance, noise, the course of the day nor
// missing rows are taken for one.
import { describe, expect, it } from 'vitest';
import { REASON } from '#src/forecast/alarm/reasons.js';
import { Events } from '#src/forecast/change/events.js';
import { random } from '../../support/random.js';
import { normal } from '../support.js';

const ROW_MS = 300_000;
const DAY_ROWS = 288;
/** A Monday. */
const BEGINS_MS = Date.UTC(2024, 0, 1);

interface Told {
  readonly row: number;
  readonly severity: number;
  readonly reason: number;
  readonly took: number;
  readonly known: number;
}

/** What was told of each row; `state` and `from` go on with what another run has learnt. */
function told(values: readonly number[], state = new Float64Array(Events.NUMBERS), from = 0): Told[] {
  const events = new Events(state);
  return values.slice(from).map((value, i) => {
    const severity = events.step(BEGINS_MS + (from + i) * ROW_MS, value, false);
    return { row: from + i, severity, reason: events.reason, took: events.took, known: events.known };
  });
}

const alarms = (all: readonly Told[]) => all.filter(({ severity }) => severity >= 3);
const rows = (count: number, value: (row: number) => number) => Array.from({ length: count }, (_, row) => value(row));
/** High for 4 rows at these rows. */
const pulses = (count: number, at: readonly number[], noise: () => number) => {
  const values = rows(count, () => 10 + 0.2 * noise());
  for (const row of at) for (let i = row; i < row + 4 && i < count; i++) values[i] = 50 + 0.2 * noise();
  return values;
};
const every = (period: number, count: number) => rows(Math.floor(count / period), (i) => i * period + 7);

describe('Events', () => {
  it('tells within a few rows that a pulse does not come, how long it has been, and how long it was at most', () => {
    const at = every(40, 4000).filter((row) => row !== 2007);
    const all = alarms(told(pulses(4000, at, normal(1))));
    expect(all[0]?.row).toBeGreaterThan(2007);
    expect(all[0]?.row).toBeLessThan(2012);
    expect(all.at(-1)?.row).toBeLessThan(2050);
    expect(all[0]).toMatchObject({ reason: REASON.missingEvent });
    expect((all[0] as Told).known / ROW_MS).toBeCloseTo(40, 9);
    expect((all[0] as Told).took / ROW_MS).toBeGreaterThan(40);
  });

  it('tells that a wave comes round sooner than ever', () => {
    const noise = normal(2);
    const place = (row: number) => row + 0.5 * Math.max(0, row - 3000);
    const all = alarms(told(rows(3400, (row) => 5 + Math.sin((2 * Math.PI * place(row)) / 60) + 0.05 * noise())));
    expect(all[0]?.row).toBeGreaterThan(3000);
    expect(all[0]?.row).toBeLessThan(3100);
    expect(all[0]).toMatchObject({ reason: REASON.period });
  });

  it('knows the hours and the weekends without events, and misses them by day', () => {
    const closed = (row: number) => {
      const [hour, weekday] = [(row % DAY_ROWS) / 12, Math.floor(row / DAY_ROWS) % 7];
      return hour < 7 || hour >= 19 || weekday > 4;
    };
    const doors = (silent: number) => {
      const chance = random(3);
      const at = rows(28 * DAY_ROWS, (row) => row).filter((row) => {
        const opens = row % 5 === 0 && !closed(row) && chance() < 0.6;
        return opens && Math.floor(row / DAY_ROWS) !== silent;
      });
      return alarms(told(pulses(28 * DAY_ROWS, at, normal(4)))).filter(({ row }) => row > 8 * DAY_ROWS);
    };
    expect(doors(-1)).toEqual([]);
    const wednesday = 23;
    const [first] = doors(wednesday);
    expect(first?.row).toBeGreaterThan(wednesday * DAY_ROWS + 7 * 12);
    expect(first?.row).toBeLessThan(wednesday * DAY_ROWS + 19 * 12);
    expect(first?.reason).toBe(REASON.missingEvent);
  });

  it('tells nothing of noise, of a level that wanders, of jumps between levels', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const [noise, chance] = [normal(seed), random(seed)];
      let [away, level] = [0, 0];
      expect(alarms(told(rows(6000, () => noise())))).toEqual([]);
      expect(alarms(told(rows(6000, () => (away = 0.999 * away + 0.05 * noise()))))).toEqual([]);
      const jumps = rows(6000, () => {
        if (chance() < 0.004) level = Math.floor(3 * chance());
        return level + 0.02 * noise();
      });
      expect(alarms(told(jumps)).filter(({ reason }) => reason === REASON.period)).toEqual([]);
    }
  });

  it('seldom tells of events that come by pure chance', () => {
    let count = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const chance = random(seed);
      const at = rows(8000, (row) => row).filter((row) => row % 5 === 0 && chance() < 0.1);
      const all = told(pulses(8000, at, normal(seed)));
      count += all.filter(({ severity }, i) => severity >= 3 && (all[i - 1] as Told).severity < 3).length;
    }
    expect(count).toBeLessThanOrEqual(4); // in 160,000 rows
  });

  it('tells nothing of a time of which there are no rows', () => {
    const events = new Events(new Float64Array(Events.NUMBERS));
    const noise = normal(5);
    const values = pulses(4000, every(40, 4000), noise);
    const severities = values.map((value, row) => {
      const shift = row < 2000 ? 0 : 1000;
      return events.step(BEGINS_MS + (row + shift) * ROW_MS, row > 3000 && row < 3100 ? Number.NaN : value, false);
    });
    expect(Math.max(...severities)).toBeLessThan(3);
  });

  it('goes on with the same bits from its state', () => {
    const values = pulses(4000, every(37, 4000), normal(6));
    const whole = told(values);
    const state = new Float64Array(Events.NUMBERS);
    told(values.slice(0, 2000), state);
    expect(told(values, state.slice(), 2000)).toEqual(whole.slice(2000));
  });

  it('learns nothing while it is frozen', () => {
    const state = new Float64Array(Events.NUMBERS);
    const events = new Events(state);
    pulses(1000, every(40, 1000), normal(7)).forEach((value, row) => {
      events.step(BEGINS_MS + row * ROW_MS, value, false);
    });
    const known = (from: number) => {
      const other = new Events(state.slice());
      for (let row = from; row < from + 60; row++) other.step(BEGINS_MS + row * ROW_MS, 10, true);
      return other.known;
    };
    const before = known(1000);
    pulses(100, [3, 90], normal(8)).forEach((value, row) => {
      events.step(BEGINS_MS + (1000 + row) * ROW_MS, value, true);
    });
    expect(known(1100)).toBe(before);
    expect(before / ROW_MS).toBeCloseTo(40, 9);
  });
});
