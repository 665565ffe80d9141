// What the page of sensors thinks, without elements: rows that are kept, the order of cards, alarms that belong
// together.
import { describe, expect, it } from 'vitest';
import { Alarms } from '../../../src/studio/sensors/alarms/alarms.js';
import { sampleRows } from '../../../src/studio/sensors/charts/sample-rows.js';
import { rangeOf, shownRows } from '../../../src/studio/sensors/charts/window.js';
import type { Alarm, Point, StreamFacts } from '../../../src/studio/sensors/feeds/feed.js';
import { Order } from '../../../src/studio/sensors/order.js';
import { Room, Track } from '../../../src/studio/sensors/track.js';
import { Watched } from '../../../src/studio/sensors/watched.js';

function point(timeMs: number, values: number[], severity = 0, alarm = false): Point {
  const series = {
    likelihood: 1 - 10 ** -severity,
    severity,
    onset: severity,
    alarm,
    open: alarm,
    ended: false,
    forecast: Float32Array.from(values, (value) => value + 1),
    spread: Float32Array.from(values, () => 0.5),
    contributions: Float32Array.from(values, (_, c) => (c === values.length - 1 ? 1 : 0)),
  };
  return { timeMs, values, series, settled: true, latencyMs: 1, past: false };
}

const alarm = (stream: string, timeMs: number, severity: number): Alarm => {
  return { stream, timeMs, channel: 'flow', unit: '', value: 1, expected: 2, spread: 0.1, severity };
};

describe('Track', () => {
  it('keeps the newest rows with all that was said of them, as many as the room of all allows', () => {
    const room = new Room(256 + 512);
    const track = new Track(2, room);
    for (let i = 0; i < 5000; i++) track.push(point(i, [i, -i], i % 7, i % 100 === 0));
    expect(track.length).toBe(1024);
    expect(track.count).toBe(5000);
    for (const row of [0, 500, 1023]) {
      const i = 5000 - 1024 + row;
      expect([track.timeMs(row), track.value(row, 1), track.forecast(row, 0)]).toEqual([i, -i, i + 1]);
      expect([track.spread(row, 1), track.severity(row)]).toEqual([0.5, i % 7]);
      expect(track.alarmCause(row)).toBe(i % 100 === 0 ? 1 : -1);
    }
    const other = new Track(2, room);
    for (let i = 0; i < 1000; i++) other.push(point(i, [i, -i]));
    expect(other.length).toBe(256);
    track.release();
    for (let i = 1000; i < 2000; i++) other.push(point(i, [i, -i]));
    expect(other.length).toBe(1024);
  });

  it('leaves out rows that it has already, as a server tells them again after the connection broke', () => {
    const track = new Track(1, new Room(0));
    for (const timeMs of [1, 2, 3, 2, 3, 4]) track.push(point(timeMs, [timeMs]));
    expect(track.count).toBe(4);
    expect([track.from(0), track.from(2), track.from(2.5), track.from(9)]).toEqual([0, 1, 2, 4]);
  });
});

describe('Order', () => {
  const stream = (name: string, surprise: number, state: 'alarm' | 'normal' | 'away' = 'normal') => {
    return { name, surprise, state };
  };
  const names = (streams: { name: string }[]) => streams.map(({ name }) => name).join('');

  it('puts alarms first, then the most surprising, and those who send nothing last', () => {
    const given = [stream('a', 9, 'away'), stream('b', 1), stream('c', 4), stream('d', 2, 'alarm')];
    expect(names(new Order().next(given))).toBe('dcba');
  });

  it('moves no card for a little more or less surprise', () => {
    const order = new Order();
    expect(names(order.next([stream('a', 2.1), stream('b', 1.9)]))).toBe('ab');
    expect(names(order.next([stream('a', 1.6), stream('b', 1.99)]))).toBe('ab');
    expect(names(order.next([stream('a', 1.6), stream('b', 3.2)]))).toBe('ba');
  });
});

describe('Alarms', () => {
  it('counts what follows shortly to the alarm that there is, and shows the gravest of it', () => {
    const alarms = new Alarms();
    expect(alarms.add(alarm('a', 0, 4)).isNew).toBe(true);
    expect(alarms.add(alarm('b', 1000, 3)).isNew).toBe(true);
    expect(alarms.add(alarm('a', 9000, 7)).isNew).toBe(false);
    expect(alarms.add(alarm('a', 30_000, 3)).isNew).toBe(true);
    const told = alarms.episodes.map(({ alarm: { stream, severity }, count }) => [stream, severity, count]);
    expect(told).toEqual([
      ['a', 3, 1],
      ['b', 3, 1],
      ['a', 7, 2],
    ]);
  });

  it('keeps 200, the newest first, whenever one is told of them', () => {
    const alarms = new Alarms();
    for (let i = 0; i < 300; i++) alarms.add(alarm(`s${i}`, (i * 7919) % 300, 4));
    const times = alarms.episodes.map(({ firstMs }) => firstMs);
    expect(times).toEqual(Array.from({ length: 200 }, (_, i) => 299 - i));
  });

  it('knows which ones somebody has seen', () => {
    const alarms = new Alarms();
    const { episode } = alarms.add(alarm('a', 0, 4));
    alarms.add(alarm('b', 0, 4));
    alarms.see(episode.id);
    expect(alarms.unseen).toBe(1);
    expect(alarms.add(alarm('a', 500, 9)).episode.seen).toBe(true);
    alarms.see(null);
    expect(alarms.unseen).toBe(0);
  });
});

describe('Watched', () => {
  const facts: StreamFacts = {
    name: 'pump-1',
    channels: ['flow'],
    units: ['l/min'],
    learns: true,
    learnRows: 10,
    faults: [],
    away: false,
  };

  it('learns, is normal, is in alarm for a while, and away when nobody sends', () => {
    const watched = new Watched(facts, new Room(0));
    for (let i = 0; i < 5; i++) watched.push({ ...point(i * 1000, [1]), settled: false });
    expect([watched.state, watched.learnt]).toEqual(['learning', 0.5]);
    watched.push(point(6000, [1], 1));
    expect(watched.state).toBe('normal');
    watched.push(point(7000, [1], 8, true));
    expect(watched.state).toBe('alarm');
    expect(watched.surprise).toBeGreaterThan(3);
    for (let i = 8; i < 40; i++) watched.push(point(i * 1000, [1], 0));
    expect(watched.state).toBe('normal');
    expect(watched.surprise).toBeLessThan(0.1);
    watched.facts = { ...facts, away: true };
    expect(watched.state).toBe('away');
  });

  it('stands still where it was paused, and goes on with all that came', () => {
    const watched = new Watched(facts, new Room(0));
    for (let i = 0; i < 10; i++) watched.push(point(i, [i]));
    watched.pause(true);
    for (let i = 10; i < 20; i++) watched.push(point(i, [i]));
    expect(watched.shownUntilMs).toBe(9);
    watched.pause(false);
    expect(watched.shownUntilMs).toBe(19);
  });
});

describe('what a picture shows', () => {
  const track = new Track(1, new Room(10_000));
  for (let i = 0; i < 8000; i++) track.push(point(i * 100, [i === 7777 ? 50 : Math.sin(i)], i === 7777 ? 9 : 1));

  it('is the time that is asked for, of a stream of seldom rows so many rows', () => {
    const { from, to, leftMs, rightMs } = shownRows(track, 400_000, 30_000);
    expect([leftMs, rightMs]).toEqual([370_000, 400_000]);
    expect(to - from).toBeGreaterThanOrEqual(300);
    expect(to - from).toBeLessThanOrEqual(302);
    const seldom = new Track(1, new Room(0));
    for (let i = 0; i < 200; i++) seldom.push(point(i * 60_000, [i]));
    const shown = shownRows(seldom, 199 * 60_000, 30_000);
    expect(shown.to - shown.from).toBe(60);
    expect(shown.leftMs).toBe(140 * 60_000);
  });

  it('is at most 1200 rows of many, and the gravest is among them', () => {
    const shown = shownRows(track, 799_900, Number.POSITIVE_INFINITY);
    const rows = sampleRows(track, shown);
    expect(rows.length).toBeLessThanOrEqual(1202);
    expect(rows.map((row) => track.severity(row))).toContain(9);
    const [low, high] = rangeOf(track, 0, shown);
    expect(low).toBeLessThan(-1);
    expect(high).toBeGreaterThan(50);
  });
});
